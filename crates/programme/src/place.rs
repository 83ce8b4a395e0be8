//! A place on the British National Grid and the distance between two of them.
//!
//! The grid is in metres, so Pythagoras is right to well under a percent inside a hub's area. Roads are not known.

use serde::{Deserialize, Serialize};

/// A place on the British National Grid, in whole metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Metres east of the grid's origin.
    pub easting: u32,
    /// Metres north of the grid's origin.
    pub northing: u32,
}

impl Place {
    /// The straight distance to another place, in metres, rounded to a whole number.
    #[must_use]
    pub fn metres_to(self, other: Self) -> u64 {
        let east = u64::from(self.easting.abs_diff(other.easting));
        let north = u64::from(self.northing.abs_diff(other.northing));
        let square = east * east + north * north;
        let below = square.isqrt();
        // Half a metre up is rounded up: (b + 1/2)^2 = b^2 + b + 1/4.
        if square - below * below > below { below + 1 } else { below }
    }
}
