//! The names things go by in facts: strings made by the store, never made here.
//!
//! One type for each kind of thing, so that a pupil can never be passed where a device is meant.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                $name(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// One fact.
    FactId
);
id!(
    /// One pupil.
    PupilId
);
id!(
    /// One member of staff.
    StaffId
);
id!(
    /// One device, as it named itself the first time it joined.
    DeviceId
);
id!(
    /// One question of one lesson's plan, such as `check-1`.
    QuestionId
);
id!(
    /// One lesson taught to one class.
    LessonId
);
