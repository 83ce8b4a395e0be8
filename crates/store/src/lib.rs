//! Where a school's facts are kept: SQLite or PostgreSQL, numbered migrations, one `.sql` file a query, group commit.
//!
//! An answer acknowledged is an answer on disk: a write returns only after its commit is durable.
//! Facts are appended, never changed. Every call that concerns a school or a hub names it first.
//! It never marks, never reads a clock of its own for what a school recorded, and never logs names or answers.
//! Start at [`Store`]; queries are listed in `registry.rs`, tables in `migrations/`.

mod address;
mod cell;
mod check;
mod class;
mod code;
mod copy;
mod distribute;
mod engine;
mod error;
mod fact;
mod hub;
mod id;
mod import;
mod import_plan;
mod lesson;
mod migration;
mod nation;
mod pupil;
mod readers;
mod register;
mod registry;
mod school;
mod school_fact;
mod seal;
mod secret;
mod session;
mod sheet;
mod staff;
mod store;
mod tables;
mod upn;
mod writer;

#[cfg(test)]
mod tests;

pub use check::Checked;
pub use class::{Class, NewClass, Slot, Timetable};
pub use code::{ClassCode, CodeError, SheetCode};
pub use copy::{Copied, CopiedTable, CopyError, verify};
pub use distribute::{Distributed, Lies};
pub use error::{OpenError, StoreError};
pub use fact::{Appended, NewFact, StoredFact};
pub use hub::{HUB_PHASE, Hub, NewHub, StoredHubFact};
pub use id::{Micros, new_id};
pub use import::{ImportBatch, Imported, RefusedRows};
pub use import_plan::{
    Difference, ImportPlan, KnownPupil, MatchedRow, PupilRow, RefusedRow, plan_import,
};
pub use lesson::{Lesson, NewLesson};
pub use nation::{NATION_PHASE, Nation, StoredNationFact};
pub use pupil::{Enrolled, NewPupil, Pupil};
pub use register::RegisterUpdate;
pub use school::{NewSchool, School};
pub use school_fact::StoredSchoolFact;
pub use seal::{Opened, Sealed};
pub use secret::SignIn;
pub use session::{NewSession, Session, Who};
pub use sheet::Sheet;
pub use staff::{NewStaff, Staff};
pub use store::{FILE, Place, Store};
pub use upn::check_upn;
