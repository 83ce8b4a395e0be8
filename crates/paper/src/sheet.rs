//! What is on the paper: one value for each kind of sheet.
//!
//! Holds words, maths and drawings as given; never decides what to ask. Serialised, it is the issued fact.
//! Start at `Sheet`.

use crate::Text;
use serde::{Deserialize, Serialize};

/// One printable thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "sheet", rename_all = "kebab-case")]
pub enum Sheet {
    /// One page of varied questions with space to write.
    Practice(Practice),
    /// The answers to a practice sheet, on paper of their own.
    Answers(Answers),
    /// The questions of a check, two or four slips to a page.
    ExitSlips(ExitSlips),
    /// The adult's page for ten minutes of keep-up, with the recheck on its back.
    KeepUp(Box<KeepUp>),
    /// A report of figures: tables with what stands in them, and how each figure was counted.
    Report(Report),
}

/// A report of figures, on as many pages as it needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// What it is called, in large type.
    pub title: String,
    /// Whose it is.
    pub of: String,
    /// The day it stands for, as it is to be read.
    pub date: String,
    /// What to know before reading the figures.
    pub about: Vec<String>,
    /// The tables, in order.
    pub tables: Vec<ReportTable>,
    /// The sheet's code; empty for a report, which is made from its figures whenever it is asked for.
    pub code: String,
    /// How the figures were counted: a name and a sentence each.
    pub definitions: Vec<(String, String)>,
}

/// One table of a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportTable {
    /// What stands in it.
    pub caption: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows, each with one cell for each head.
    pub rows: Vec<Vec<String>>,
}

/// A practice sheet: always one side of A4.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Practice {
    /// What the sheet is called, in large type.
    pub title: String,
    /// The small step's name.
    pub step: String,
    /// The class's name.
    pub class_name: String,
    /// The date as it is to be read, such as "Tuesday 3 March".
    pub date: String,
    /// The sheet's code: eight characters.
    pub code: String,
    /// The stem sentence over the questions, if one is wanted.
    pub stem: Option<Text>,
    /// The questions, in order.
    pub items: Vec<PrintItem>,
    /// The colour of the paper, for a pupil who reads better on one.
    pub tint: Option<Tint>,
    /// Larger type.
    pub large: bool,
}

/// A question as printed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintItem {
    /// The number or letter before it, such as "1" or "2b".
    pub number: String,
    /// What is asked.
    pub text: Text,
    /// Its drawing.
    pub drawing: Option<Picture>,
    /// The answers to choose from; none for an open question.
    pub choices: Vec<Text>,
    /// How many lines to leave for writing (each 9 mm); 0 for none.
    pub lines: u8,
    /// A quiet question before this one, such as "What changed? What do you expect?"
    pub prompt: Option<String>,
}

/// A drawing as SVG, in units of a ninety-sixth of an inch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// The SVG itself.
    pub svg: String,
    /// Its natural width.
    pub width: u32,
    /// Its natural height.
    pub height: u32,
    /// What it shows, in words.
    pub alt: String,
}

impl From<&represent::Drawing> for Picture {
    fn from(drawing: &represent::Drawing) -> Picture {
        Picture {
            svg: drawing.svg.clone(),
            width: drawing.width,
            height: drawing.height,
            alt: format!("{}. {}", drawing.title, drawing.description),
        }
    }
}

/// A pale paper colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tint {
    /// Pale yellow.
    Cream,
    /// Pale blue.
    Blue,
    /// Pale pink.
    Rose,
}

/// The answers to a sheet: for the teacher, never on the pupils' copy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The title of the sheet that it answers.
    pub title: String,
    /// The small step's name.
    pub step: String,
    /// The class's name.
    pub class_name: String,
    /// The date as it is to be read.
    pub date: String,
    /// The code of the sheet that it answers.
    pub code: String,
    /// One answer for each question, in order.
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The question's number.
    pub number: String,
    /// The question again, short; may be empty.
    pub text: Text,
    /// The answer.
    pub answer: Text,
    /// Why it is so, or what a wrong answer suggests.
    pub why: Option<Text>,
}

/// Exit slips: the same questions several times over, to be cut apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExitSlips {
    /// What the check is called.
    pub title: String,
    /// The small step's name.
    pub step: String,
    /// The class's name.
    pub class_name: String,
    /// The date as it is to be read.
    pub date: String,
    /// The check's code.
    pub code: String,
    /// The questions, two to four.
    pub items: Vec<PrintItem>,
    /// Names to print, one slip each.
    pub names: Vec<String>,
    /// Slips with an empty name line, after the named ones; a page is filled up with such slips.
    pub blank: u16,
    /// How many on a page.
    pub per_page: SlipsPerPage,
}

/// How many slips to a page of A4.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlipsPerPage {
    /// Two, one over the other.
    #[default]
    Two,
    /// Four, two by two.
    Four,
}

impl SlipsPerPage {
    /// The number of slips on one page.
    pub fn count(self) -> usize {
        match self {
            SlipsPerPage::Two => 2,
            SlipsPerPage::Four => 4,
        }
    }
}

impl Default for ExitSlips {
    fn default() -> Self {
        ExitSlips {
            title: String::new(),
            step: String::new(),
            class_name: String::new(),
            date: String::new(),
            code: String::new(),
            items: Vec::new(),
            names: Vec::new(),
            blank: 2,
            per_page: SlipsPerPage::Two,
        }
    }
}

/// The adult's page: one side to teach from, the recheck on the back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeepUp {
    /// The pupils, each as the adult knows them (first name and initial).
    pub pupils: Vec<String>,
    /// The small step's name.
    pub step: String,
    /// The class's name.
    pub class_name: String,
    /// The date as it is to be read.
    pub date: String,
    /// The page's code.
    pub code: String,
    /// What they did: the answers that say so.
    pub did: Vec<Did>,
    /// What that suggests, in one or two sentences.
    pub because: Text,
    /// What to put out on the table.
    pub put_out: Text,
    /// A drawing of what to put out.
    pub put_out_drawing: Option<Picture>,
    /// The pair that makes the error fail.
    pub contrast: Option<Contrast>,
    /// What to ask, in order.
    pub ask: Vec<Text>,
    /// What to listen for.
    pub listen_for: Vec<Text>,
    /// The stem sentence to say together.
    pub stem: Option<Text>,
    /// Two to try with the adult.
    pub try_these: Vec<PrintItem>,
    /// The answers to those.
    pub try_answers: Vec<Text>,
    /// The recheck on other numbers, alone, on the back.
    pub recheck: Vec<PrintItem>,
    /// The answers to the recheck, printed on the front only.
    pub recheck_answers: Vec<Text>,
    /// Whether it is for the minutes before a lesson, and not for after one.
    pub is_before: bool,
}

/// One answer behind the page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Did {
    /// What was asked.
    pub question: Text,
    /// What was done to give it: `wrote` when left out, or `chose`.
    pub verb: Option<String>,
    /// What the pupil wrote or chose.
    pub response: Text,
    /// The right answer.
    pub answer: Option<Text>,
}

/// Two things side by side that differ in one way.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contrast {
    /// What to say about the pair.
    pub say: Text,
    /// The left of the pair.
    pub left: Panel,
    /// The right of the pair.
    pub right: Panel,
}

/// One side of a contrast.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panel {
    /// The words or maths.
    pub text: Text,
    /// The drawing.
    pub drawing: Option<Picture>,
}
