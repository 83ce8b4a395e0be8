//! The programme as a hub lead would check it: rules, schools, their numbers, work groups.

#![allow(clippy::unwrap_used)]

mod agreement;
mod big_ideas;
mod changes;
mod dates;
mod fixture;
mod forecast;
mod group_lesson;
mod grouping;
mod hub_book;
mod hub_years;
mod in_school;
mod instrument;
mod journey;
mod learnt;
mod material;
mod money;
mod nation;
mod nearest;
mod plan;
mod quotation;
mod recruitment;
mod register;
mod reports;
mod requirements;
mod research;
mod rules;
mod school_years;
mod session;
mod specialist;
mod succession;
mod work_groups;
mod workbook;
