//! What a marker finds: four gates that are asked one by one, and the outcome that names what to say.
//!
//! The note is of the first gate that fails in the order value, unit, form, precision; the other gates still stand.

use crate::tree::NodeId;
use crate::value::NoValue;

use super::Gate;

/// The gates of one response, and the outcome to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    pub value: Gate,
    pub form: Gate,
    pub precision: Gate,
    pub unit: Gate,
    pub outcome: &'static str,
    /// The piece of the response that the outcome is about, when it is not the whole.
    pub at: Option<NodeId>,
}

/// What is not as asked: the outcome, and the piece it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub outcome: &'static str,
    pub at: Option<NodeId>,
}

/// What one question finds: nothing to say, or what is not as asked.
pub(crate) type Form = Result<(), Fault>;

impl From<&'static str> for Fault {
    fn from(outcome: &'static str) -> Self {
        Self { outcome, at: None }
    }
}

impl Fault {
    /// A fault about one piece of the response.
    pub(crate) fn at(outcome: &'static str, id: NodeId) -> Self {
        Self { outcome, at: Some(id) }
    }
}

impl Judged {
    /// Begins with the value: right, or not and why.
    pub(crate) fn value(found: impl Into<Found>) -> Self {
        let mut judged = Self {
            value: Gate::NotAsked,
            form: Gate::NotAsked,
            precision: Gate::NotAsked,
            unit: Gate::NotAsked,
            outcome: "correct",
            at: None,
        };
        judged.value = judged.take(found.into().0);
        judged
    }

    /// Asks for the unit.
    pub(crate) fn unit(mut self, found: Form) -> Self {
        self.unit = self.take(found);
        self
    }

    /// Asks for the form.
    pub(crate) fn form(mut self, found: Form) -> Self {
        self.form = self.take(found);
        self
    }

    /// Asks for a form that may not be decided; where the value is wrong it is then not asked.
    pub(crate) fn form_or(self, found: Result<Form, NoValue>) -> Result<Self, NoValue> {
        match found {
            Ok(found) => Ok(self.form(found)),
            Err(_) if self.value == Gate::Fail => Ok(self),
            Err(undecided) => Err(undecided),
        }
    }

    /// Asks for the precision.
    pub(crate) fn precision(mut self, found: Form) -> Self {
        self.precision = self.take(found);
        self
    }

    fn take(&mut self, found: Form) -> Gate {
        let Err(fault) = found else { return Gate::Pass };
        if self.outcome == "correct" {
            (self.outcome, self.at) = (fault.outcome, fault.at);
        }
        Gate::Fail
    }
}

/// Whether the value is right: from a yes or no, or with a reason.
pub(crate) struct Found(Form);

impl From<bool> for Found {
    fn from(same: bool) -> Self {
        Self(if same { Ok(()) } else { Err("wrong-value".into()) })
    }
}

impl From<Form> for Found {
    fn from(form: Form) -> Self {
        Self(form)
    }
}
