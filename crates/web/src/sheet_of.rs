//! What goes on paper, made from a lesson: the practice sheet, its answers, exit slips, the keep-up page.
//!
//! It decides nothing new: the questions, drawings and help are those of the screen. Start at [`Kind`].

use curriculum::{Content, Form, RichText, Screen, Span, Task, TaskRef};
use learning::{KeepUpPage, LiveLesson, Question, Try};
use paper::{
    Answer, Answers, Contrast, Did, ExitSlips, KeepUp, Panel, Piece, Practice, PrintItem, Sheet,
    SlipsPerPage, Text,
};

use crate::error::PageError;
use crate::names::Names;
use crate::parts::prose::{self, Part};
use crate::planning;
use crate::put_out;
use crate::simple_lesson::BeforeIt;

/// The kinds of sheet a lesson can print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One page of varied questions.
    Practice,
    /// The answers to it.
    Answers,
    /// The check on one page of slips to copy and cut apart.
    ExitSlips,
    /// The same with a name on each.
    NamedSlips,
    /// The adult's page.
    KeepUp,
}

impl Kind {
    /// Every kind with its slug and its name on a button.
    pub const ALL: [(Self, &str, &str); 5] = [
        (Self::Practice, "practice", "Practice sheet"),
        (Self::Answers, "answers", "Its answers"),
        (Self::ExitSlips, "exit-slips", "Exit slips"),
        (Self::NamedSlips, "named-slips", "Exit slips with names"),
        (Self::KeepUp, "keep-up", "Keep-up page"),
    ];

    /// Reads a slug.
    pub fn read(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == slug).map(|(kind, _, _)| kind)
    }
}

/// What every sheet says at its head.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The lesson's title.
    pub title: String,
    /// The small step's name.
    pub step: String,
    /// The class.
    pub class_name: String,
    /// The day, in words.
    pub date: String,
}

/// Our choice: twelve questions are a page with room to write.
const MOST_QUESTIONS: usize = 12;

/// The practice sheet of a lesson: the tasks of its practice turn, else of its sequence.
///
/// # Errors
///
/// When the lesson has nothing to practise.
pub fn practice(content: &Content, live: &LiveLesson, head: Head) -> Result<Sheet, PageError> {
    let tasks = practice_tasks(content, live)?;
    let items = tasks
        .iter()
        .enumerate()
        .map(|(idx, task)| item(task, (idx + 1).to_string(), idx))
        .collect();
    Ok(Sheet::Practice(Practice {
        title: head.title,
        step: head.step,
        class_name: head.class_name,
        date: head.date,
        items,
        ..Practice::default()
    }))
}

/// The answers to the practice sheet.
///
/// # Errors
///
/// As [`practice`].
pub fn answers(content: &Content, live: &LiveLesson, head: Head) -> Result<Sheet, PageError> {
    let tasks = practice_tasks(content, live)?;
    let answers = tasks
        .iter()
        .enumerate()
        .map(|(idx, task)| Answer {
            number: (idx + 1).to_string(),
            text: text(&task.text),
            answer: maths_or_words(task.answer()),
            why: task.why.as_ref().map(text),
        })
        .collect();
    Ok(Sheet::Answers(Answers {
        title: head.title,
        step: head.step,
        class_name: head.class_name,
        date: head.date,
        answers,
        ..Answers::default()
    }))
}

/// The check on slips to cut apart: one page to copy, or with `names` one slip for each pupil here.
pub fn exit_slips(
    content: &Content,
    live: &LiveLesson,
    names: Option<&Names>,
    head: Head,
) -> Sheet {
    let items: Vec<PrintItem> = live
        .plan
        .check()
        .enumerate()
        .map(|(idx, question)| question_item(content, question, (idx + 1).to_string()))
        .collect();
    let has_drawing = items.iter().any(|item| item.drawing.is_some());
    let per_page =
        if has_drawing || items.len() > 2 { SlipsPerPage::Two } else { SlipsPerPage::Four };
    let named = names.map(|names| live.here().map(|pupil| names.of(pupil).to_owned()).collect());
    let blank = if named.is_some() { 0 } else { u16::try_from(per_page.count()).unwrap_or(2) };
    Sheet::ExitSlips(ExitSlips {
        title: head.title,
        step: head.step,
        class_name: head.class_name,
        date: head.date,
        items,
        names: named.unwrap_or_default(),
        blank,
        per_page,
        ..ExitSlips::default()
    })
}

/// The adult's page for one group.
pub fn keep_up(
    content: &Content,
    live: &LiveLesson,
    names: &Names,
    page: &KeepUpPage,
    head: Head,
) -> Sheet {
    let because = page.pupils.iter().filter_map(|one| one.why.clone()).fold(
        Vec::new(),
        |mut kept: Vec<String>, why| {
            if !kept.contains(&why) {
                kept.push(why);
            }
            kept
        },
    );
    Sheet::KeepUp(Box::new(KeepUp {
        pupils: page.pupils.iter().map(|one| names.of(&one.pupil).to_owned()).collect(),
        step: head.step,
        class_name: head.class_name,
        date: head.date,
        did: did(content, live, names, page),
        because: marked(&because.join(" ")),
        put_out: marked(&put_out::lines(content, page).join(" ")),
        contrast: page.contrast.as_ref().map(|contrast| contrast_of(content, contrast)),
        ask: page.ask.iter().map(|ask| marked(ask)).collect(),
        listen_for: page.listen_for.iter().map(|line| marked(line)).collect(),
        stem: (!page.stem.is_empty())
            .then(|| text(&RichText::read_stem(&page.stem)).with_empty_gaps()),
        try_these: page
            .tries
            .iter()
            .enumerate()
            .map(|(idx, one)| try_item(content, one, idx))
            .collect(),
        try_answers: page.tries.iter().map(|one| maths_or_words(&one.answer)).collect(),
        recheck: page
            .recheck
            .iter()
            .enumerate()
            .map(|(idx, question)| question_item(content, question, (idx + 1).to_string()))
            .collect(),
        recheck_answers: page
            .recheck
            .iter()
            .map(|question| maths_or_words(&question.answer))
            .collect(),
        ..KeepUp::default()
    }))
}

/// The adult's page for ten minutes before a lesson, on a step it builds on.
pub fn pre_teach(
    content: &Content,
    step: &curriculum::SmallStep,
    tasks: &BeforeIt,
    pupils: Vec<String>,
    needed_by: &[&str],
    head: Head,
) -> Sheet {
    let posed = |tasks: &[TaskRef]| -> Vec<Task> {
        tasks.iter().filter_map(|of| content.pose(of).ok()).collect()
    };
    let (tries, recheck) = (posed(&tasks.tries), posed(&tasks.asked_after));
    let items = |tasks: &[Task]| -> Vec<PrintItem> {
        let item = |(idx, task): (usize, &Task)| PrintItem {
            prompt: None,
            ..item(task, (idx + 1).to_string(), idx)
        };
        tasks.iter().enumerate().map(item).collect()
    };
    let answers = |tasks: &[Task]| tasks.iter().map(|task| maths_or_words(task.answer())).collect();
    let because = match needed_by {
        [] => step.new_mathematics.clone(),
        needed => format!("Needed for {}. {}", needed.join(", "), step.new_mathematics),
    };
    Sheet::KeepUp(Box::new(KeepUp {
        pupils,
        step: head.step,
        class_name: head.class_name,
        date: head.date,
        because: marked(&because),
        put_out: marked(&step.put_out),
        ask: step
            .key_points
            .iter()
            .map(|point| marked(&format!("Show me: {}", point.text)))
            .collect(),
        listen_for: step
            .difficult_points
            .iter()
            .filter(|point| !point.listen_for.is_empty())
            .map(|point| marked(&point.listen_for))
            .collect(),
        stem: (!step.stem.is_empty())
            .then(|| text(&RichText::read_stem(&step.stem)).with_empty_gaps()),
        try_these: items(&tries),
        try_answers: answers(&tries),
        recheck: items(&recheck),
        recheck_answers: answers(&recheck),
        is_before: true,
        ..KeepUp::default()
    }))
}

/// Puts the code that reprints a sheet on it.
pub fn with_code(mut sheet: Sheet, code: &str) -> Sheet {
    let place = match &mut sheet {
        Sheet::Practice(one) => &mut one.code,
        Sheet::Answers(one) => &mut one.code,
        Sheet::ExitSlips(one) => &mut one.code,
        Sheet::KeepUp(one) => &mut one.code,
        Sheet::Report(one) => &mut one.code,
    };
    code.clone_into(place);
    sheet
}

fn practice_tasks(content: &Content, live: &LiveLesson) -> Result<Vec<Task>, PageError> {
    let lesson = planning::lesson_in(&live.plan).ok_or_else(|| {
        PageError::refused(
            "There is nothing to practise",
            "Just a check has no practice; print its exit slips instead.",
        )
    })?;
    let tasks = |wanted: fn(&Screen) -> Option<&Vec<TaskRef>>| {
        lesson
            .turns
            .iter()
            .filter_map(|turn| wanted(&turn.screen))
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
    };
    let practised =
        tasks(
            |screen| if let Screen::Practise { tasks, .. } = screen { Some(tasks) } else { None },
        );
    let chosen = if practised.is_empty() {
        tasks(|screen| if let Screen::Sequence { tasks, .. } = screen { Some(tasks) } else { None })
    } else {
        practised
    };
    let posed: Vec<Task> =
        chosen.iter().take(MOST_QUESTIONS).filter_map(|of| content.pose(of).ok()).collect();
    if posed.is_empty() {
        return Err(PageError::refused(
            "There is nothing to practise",
            "This lesson has no practice turn and no sequence. Add one, or print the exit slips.",
        ));
    }
    Ok(posed)
}

/// What was not right, each answer once, with the names of those who gave it.
fn did(content: &Content, live: &LiveLesson, names: &Names, page: &KeepUpPage) -> Vec<Did> {
    let mut told: Vec<(&learning::QuestionId, Result<String, learning::Seen>, Vec<&str>)> =
        Vec::new();
    for one in &page.pupils {
        for answer in one.answers.iter().filter(|answer| answer.seen.is_wrong()) {
            let text = answer.text.clone().filter(|text| !text.is_empty()).ok_or(answer.seen);
            let name = names.of(&one.pupil);
            match told.iter_mut().find(|(id, known, _)| **id == answer.question && *known == text) {
                Some((_, _, who)) => who.push(name),
                None => told.push((&answer.question, text, vec![name])),
            }
        }
    }
    let did =
        |(id, text, who): (&learning::QuestionId, Result<String, learning::Seen>, Vec<&str>)| {
            let question = live.plan.question(id)?;
            let mut response = match &text {
                Ok(text) => maths_or_words(text),
                Err(learning::Seen::Blank) => Text::words("left blank"),
                Err(_) => Text::words("not right; what was written is not recorded"),
            };
            response.0.push(Piece::Words(format!(" ({})", who.join(", "))));
            let answer = Some(maths_or_words(&question.answer));
            let verb = match (text.is_err(), question.choices) {
                (true, _) => "",
                (false, 0) => "wrote",
                (false, _) => "chose",
            };
            let verb = Some(verb.to_owned());
            Some(Did { question: question_text(content, question), verb, response, answer })
        };
    told.into_iter().filter_map(did).collect()
}

fn item(task: &Task, number: String, idx: usize) -> PrintItem {
    let mut asked = text(&task.text);
    asked.0.extend(to_fill_in(task));
    PrintItem {
        number,
        text: asked,
        drawing: picture(task),
        choices: task.choices.iter().map(|choice| maths_or_words(choice)).collect(),
        lines: u8::from(matches!(task.form, Form::Write | Form::Order)),
        prompt: (idx == 1).then(|| "What changed? What do you expect?".to_owned()),
    }
}

/// What is written in on paper where a device has fields: a blank beside each card or part.
fn to_fill_in(task: &Task) -> Vec<Piece> {
    let names = match &task.form {
        Form::Parts => None,
        Form::Sort(groups) | Form::Match(groups) => Some(groups),
        _ => return Vec::new(),
    };
    let mut pieces = Vec::new();
    if let Some(names) = names {
        pieces.push(Piece::Words(" Write beside each: ".to_owned()));
        for (idx, name) in names.iter().enumerate() {
            let before = if idx == 0 { "" } else { " or " };
            pieces.push(Piece::Words(before.to_owned()));
            pieces.extend(maths_or_words(name).0);
        }
        pieces.push(Piece::Words(".".to_owned()));
    }
    for part in &task.wanted.parts {
        pieces.push(Piece::Words("  ".to_owned()));
        pieces.extend(maths_or_words(&part.name).0);
        pieces.push(Piece::Words(" ".to_owned()));
        pieces.push(Piece::Gap("________".to_owned()));
    }
    pieces
}

fn question_item(content: &Content, question: &Question, number: String) -> PrintItem {
    match planning::task_of(content, question) {
        Some(task) => PrintItem { prompt: None, ..item(&task, number, 0) },
        None => {
            PrintItem { number, text: marked(&question.text), lines: 1, ..PrintItem::default() }
        }
    }
}

fn question_text(content: &Content, question: &Question) -> Text {
    planning::task_of(content, question)
        .map_or_else(|| marked(&question.text), |task| text(&task.text))
}

fn try_item(content: &Content, one: &Try, idx: usize) -> PrintItem {
    let posed =
        one.task.as_ref().and_then(planning::task_ref).and_then(|of| content.pose(&of).ok());
    let number = (idx + 1).to_string();
    match posed {
        Some(task) => PrintItem { lines: 0, prompt: None, ..item(&task, number, 0) },
        None => PrintItem { number, text: marked(&one.text), ..PrintItem::default() },
    }
}

fn contrast_of(content: &Content, contrast: &learning::Contrast) -> Contrast {
    let posed =
        contrast.task.as_ref().and_then(planning::task_ref).and_then(|of| content.pose(&of).ok());
    let asked = posed.as_ref().map_or_else(|| marked(&contrast.text), |task| text(&task.text));
    let told = |words: &str, value: &str| {
        let mut pieces = vec![Piece::Words(words.to_owned())];
        pieces.extend(maths_or_words(value).0);
        Text(pieces)
    };
    Contrast {
        say: asked,
        left: Panel {
            text: told("The rule they used gives ", &contrast.rule_gives),
            drawing: None,
        },
        right: Panel {
            text: told("It is ", &contrast.answer),
            drawing: posed.as_ref().and_then(picture),
        },
    }
}

fn picture(task: &Task) -> Option<paper::Picture> {
    let drawn = task.show.as_ref()?.draw();
    Some(paper::Picture {
        svg: drawn.svg,
        width: drawn.width,
        height: drawn.height,
        alt: drawn.description,
    })
}

/// Rich text of the content as text of the page; fractions and expressions in its words are drawn, marked or not.
pub fn text(of: &RichText) -> Text {
    let pieces = |span: &Span| match span {
        Span::Words(words) => prose::parts(words).into_iter().map(piece).collect(),
        Span::Strong(text) => vec![Piece::Strong(text.clone())],
        Span::Maths(maths) => vec![Piece::Maths(maths.clone())],
        Span::Gap(gap) => vec![Piece::Gap(gap.clone())],
    };
    Text(of.0.iter().flat_map(pieces).collect())
}

fn piece(part: Part) -> Piece {
    match part {
        Part::Words(words) => Piece::Words(words.to_owned()),
        Part::Maths(maths) => Piece::Maths(maths.to_owned()),
    }
}

/// Text with marks, as content and teachers write it.
fn marked(words: &str) -> Text {
    text(&RichText::read(words))
}

/// An answer as mathematics where it can be read as such, else as words.
fn maths_or_words(answer: &str) -> Text {
    if answer.contains('`') {
        return marked(answer);
    }
    let reading = maths::Reading { letters: ('a'..='z').collect(), ..maths::Reading::default() };
    if answer.chars().any(|c| c.is_ascii_digit()) && maths::read(answer, &reading).is_ok() {
        Text::maths(answer)
    } else {
        marked(answer)
    }
}
