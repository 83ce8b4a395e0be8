//! Programmes of professional development: their dated rules, the schools they reach, and work groups.
//!
//! Pure: no files, clock, network or chance beyond a seed. Rules are data keyed by programme and school year, with
//! their source; editing this year's never rewrites the past. It knows nothing of pupils, classes or lessons.
//! Start at [`propose`] for work groups, at [`Programmes`] for the rules, at [`Register`] for schools and at
//! [`Succession`] for what becomes of their numbers.

mod agreement;
mod big_ideas;
mod changes;
mod comparison;
mod date;
mod exchange;
mod facts;
mod group_lesson;
mod grouping;
mod headteacher;
mod hub_book;
mod hub_fact;
mod hub_import;
mod in_school;
mod instrument;
mod invented;
mod journey;
mod late;
mod learnt;
mod likeness;
mod material;
mod money;
mod nation;
mod nearest;
mod offer;
mod pence;
mod place;
mod plan;
mod postcode;
mod practice;
mod quotation;
mod random;
mod recruitment;
mod register;
mod reports;
mod research;
mod rules;
mod school_year;
mod session;
mod simulate;
mod specialist;
mod succession;
mod support;
mod telephone;
mod themes;
mod time_of_day;
mod urn;
mod visit;
mod worded;
mod work_groups;
mod workbook;

pub use agreement::{Agreed, Agreement, AgreementStep, Shared, Word};
pub use big_ideas::{IdeaPage, Reading, Reference};
pub use changes::{ChangedField, ChangedSchool, Changes, ClosedSchool, NewSchool, changes};
pub use date::{Date, DateError};
pub use exchange::{ASKED_AFTER_YEARS, AskedAgain, Evidence, Exchange, ExchangeStep, Exchanged};
pub use facts::{Fact, Facts, ReadFacts, What};
pub use group_lesson::{
    AnswerCount, Answers, GapTask, GroupLesson, GroupLessons, Judged, LessonBegun, LessonPart,
    LessonStep, LessonText, LessonVersion, LessonWish, PartKind, RefusedVersion, SeenPart,
    Suggestion, Tap, TaskSet, Together, Watched, WrongAnswer,
};
pub use grouping::{
    Around, Candidate, GoesOn, Group, Grouping, Lead, RefusedGrouping, Unplaced, UnusedLead,
    propose, regroup, usual_effort,
};
pub use headteacher::{HeadDid, HeadStep, headteacher_did};
pub use hub_book::{Drawn, DrawnBefore, HubBook, Noted, OfSchool};
pub use hub_fact::{HubFact, HubLead};
pub use hub_import::{Import, Imported, ImportedRow, ImportedSession, RowSays, WrittenSchool};
pub use in_school::{
    Audit, COACHING_STEPS, ClassUse, CoachingStep, Cycle, CycleStep, IdeaNote, InSchoolMeeting,
    Knows, MeetingPlan, MeetingSaid, NamesWord, OffScreen, SchoolBook, SchoolFact, Sign,
    SignStands, Signs, StaffFact, StrandAnswers, TERM_DAYS, Told, by_strand, in_school_calendar,
    may_hand_on, meetings_drift, told_of,
};
pub use instrument::{
    AGAIN_AFTER_DAYS, Answered, HeldRound, IdeaSeen, IdeaStatement, Instrument, InstrumentStep,
    KnowledgeTopic, LEAST_LESSONS, LONGEST_ROUND_DAYS, MOST_SLIPS, Observation, Often, Paired,
    PairedRow, RefusedAnswer, RefusedObservation, Round, SeenAgain, SeenAgainRow, SeenChange,
    Statements, change, first_and_last, ideas_seen, seen_again,
};
pub use invented::{Invented, invent};
pub use journey::{
    Advice, Answer, AtTheDoor, Check, Door, DoorDecision, Journey, Next, Reason, RefusedDecision,
    Stage, StageStanding, Standing, State, decide, group_checks, may_confirm_place, may_join,
};
pub use late::{Action, Late, QuietGroup, late, late_in_hub, quiet_groups};
pub use learnt::{
    CLUSTER_RANGE, HandedCounts, LEARNT_CAVEATS, LearningCounts, LearningStep, Learnt, MEASURES,
    Measure, RefusedLearning, learnt,
};
pub use likeness::{Finder, Likely, Wrote};
pub use material::{
    Consent, Held, Licence, Material, MaterialKind, MaterialStep, Materials, Reach, RefusedMaterial,
};
pub use money::{
    Books, ClaimRule, ClaimRules, Entry, EntryKind, Ledger, ReadLedger, RefusedClaim, Statement,
    Totals, claim, statements, totals,
};
pub use nation::{
    HandedOn, HubNow, HubReturn, NationBook, NationFact, National, NationalYear, NotedOfNation,
    ReturnedSchool, STALE_AFTER_DAYS,
};
pub use nearest::{Hub, Located, NearHub, NotLocated, Postcodes, locate, nearest};
pub use offer::Offer;
pub use pence::Pence;
pub use place::Place;
pub use plan::{
    Aim, BigIdea, Draft, DraftFrom, DraftLine, Party, Plan, PlanStep, PlanText, Progress,
    QuestionAim, RefusedPlan, RefusedSignature, Review, Seen, Sharing, Signature, Version, draft,
};
pub use postcode::Postcode;
pub use practice::{Practice, PracticeCount, Practices, RefusedCount, Spread, Uses, spread, term};
pub use quotation::{HeldQuotation, Quotation, RefusedQuotation, Written};
pub use recruitment::{
    Application, Applied, AskedBy, Interest, PlaceState, Recruitment, RecruitmentRound,
    RefusedRound, RoundState, RoundStep, has_applied, recruit, round_days, to_tell,
};
pub use register::{
    Columns, Encoding, Field, ReadRegister, RefusedColumns, RefusedRegister, Register, RowProblem,
    School, Status,
};
pub use reports::{
    Count, DEFINITIONS, Definition, Figure, Foreseen, ForeseenYear, HIDDEN_BELOW, HubFigure,
    LEAST_YEARS, NoForecast, Question, RANGE, RATES, Rate, RateDefinition, RateFigure, Report,
    Share, Tried, UnknownDefinition, definition, forecast, forecast_of_counts, foresee, rate,
    report, withhold,
};
pub use research::{
    Allocated, Allocation, AllocationCandidate, Arm, ArmFigures, CODEBOOK, Column, Extract,
    ExtractOf, ExtractRow, ExtractSchool, Finding, Grant, Granted, HandedPractice,
    LONGEST_GRANT_DAYS, PRACTICE_CAVEATS, PRACTICE_CODEBOOK, PracticeOf, PracticeOverHubs, Project,
    ProjectText, RefusedAllocation, StratifiedBy, Waits, allocate, by_arm, extract,
    handed_practice, over_hubs, practice_rows, waiting,
};
pub use rules::{
    GroupSize, Money, Programme, Programmes, Rule, RuleProblem, TrainingStage, UnknownRule, Visits,
};
pub use school_year::{SchoolYear, SchoolYearError};
pub use session::{Appointment, HEADTEACHER, Present, Said, Session, Sessions};
pub use simulate::{Forecast, NationYear, Simulated, SimulatedHub, simulate, simulate_hubs};
pub use specialist::{
    GroupWithoutLead, HandsOver, LeadStep, Leading, Scope, StageNow, Track, Way, groups_led,
    leads_now, near_schools, stage_now, support_of, tracks_now, without_lead,
};
pub use succession::{Counted, Link, ReadLinks, Succession};
pub use support::{MOST_MINUTES, Support, SupportSoFar, Supported, hours, support_so_far};
pub use telephone::Telephone;
pub use themes::{Theme, themes};
pub use time_of_day::{TimeOfDay, TimeOfDayError};
pub use urn::{Urn, UrnError};
pub use visit::{Visit, VisitAction, Visited};
pub use work_groups::{
    ByHand, CarriedOver, Changed, GroupsSoFar, Kept, Known, Moved, NotGoingOn, Wish, candidates,
    carry_over, earlier_groups, library, moves,
};
pub use workbook::{
    CellProblem, KnownColumn, KnownSheet, ReadWorkbook, WorkSheet, Workbook, WorkbookAsk,
    known_sheets, read_workbook,
};
