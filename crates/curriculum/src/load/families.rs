//! Reads a family file: givens, lets, dimensions, links, the question, drawings, misconceptions, support, depth.
//!
//! Every name in every expression is checked here; what the values come to is checked in `family_check`.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::Loading;
use super::ask::read_ask;
use super::charts::{check_charts, check_charts_fix, read_charts, read_ends, version_of};
use super::domain::read_domain;
use super::file::{File, Table, value};
use super::names::check_names;
use super::picture::read_fields;
use super::space::{Let, enumerate, order_lets};
use crate::expression::Expression;
use crate::family::{
    Condition, DepthPlan, Dimension, DimensionValue, Given, Kind, LinkedChange, Misconception,
    Placed, Show, SupportPlan, TaskFamily,
};
use crate::nearest::{did_you_mean, known};
use crate::pose::{fields_of, spaced};
use crate::text::{Marks, Template};
use crate::value::Value;

const KINDS: [(&str, Kind); 3] =
    [("procedural", Kind::Procedural), ("conceptual", Kind::Conceptual), ("both", Kind::Both)];

/// The kinds of deepening, as `docs/authoring/format.md` lists them.
pub(super) const DEPTH_KINDS: [(&str, &str); 8] = [
    ("reverse", "reverse"),
    ("find-all", "find-all"),
    ("change-one", "change-one"),
    ("spot-the-error", "spot-the-error"),
    ("prove", "prove"),
    ("make-your-own", "make-your-own"),
    ("new-context", "new-context"),
    ("explain", "explain"),
];

/// Reads a family; none when something it cannot do without is missing or wrong.
pub(super) fn read_family<'a>(
    file: &'a File<'a>,
    table: &Table<'a>,
    slug: &str,
    loading: &mut Loading,
) -> Option<TaskFamily> {
    table.check_format();
    let name = table.required_text("name");
    let step = table.required_text("step");
    if let (Some(step), Some(entry)) = (&step, table.entry("step")) {
        loading.step_at(file, step.clone(), entry.value.span());
    }
    let kind = table.one_of("kind", &KINDS);
    let key_points = table.texts("key-points");
    if key_points.is_empty() {
        file.helpful(
            table.at.clone(),
            "a family needs `key-points`",
            "",
            "they are ids of key points of its step",
        );
    }
    for (id, at) in &key_points {
        loading.key_point_at(file, step.clone().unwrap_or_default(), id.clone(), at.clone());
    }
    let stem = table.template("stem", Marks::ValuesWithGaps);
    let (givens, conditions) = read_givens(file, table);
    let lets = read_lets(table);
    let dimensions = read_dimensions(file, table, step.as_deref(), loading);
    let links = read_links(table, &givens);
    let charts = read_charts(table);
    let ends = read_ends(table);
    let ask = table.table("ask", "[ask]").and_then(|ask| read_ask(&ask));
    if table.entry("ask").is_none() {
        file.problem(table.at.clone(), "a family needs `[ask]`");
    }
    let show_tables = table.tables("show", "[show]");
    let kinds: Vec<String> = show_tables.iter().filter_map(|show| show.text("kind")).collect();
    let shows = show_tables.iter().filter_map(read_show).collect();
    let misconceptions = read_misconceptions(file, table);
    let support =
        table.table("support", "[support]").and_then(|support| read_support(&support, &kinds));
    let depth = table.tables("depth", "[[depth]]").iter().filter_map(read_depth).collect();
    let head = (
        table.plain_texts("criterion"),
        table.text("author"),
        table.text("source"),
        table.plain_texts("formerly"),
    );
    table.finish();
    let lets = order_lets(file, lets?)?;
    let mut family = TaskFamily {
        slug: slug.to_owned(),
        name: name?,
        step: step?,
        criterion: head.0,
        kind: kind?,
        key_points: key_points.into_iter().map(|(id, _)| id).collect(),
        author: head.1.unwrap_or_default(),
        source: head.2.unwrap_or_default(),
        formerly: head.3,
        dimensions: dimensions?,
        links: links?,
        charts,
        ends,
        version: version_of(file.text),
        misconceptions: misconceptions?,
        stem,
        givens: givens?,
        conditions: conditions?,
        lets,
        ask: ask?,
        shows,
        support,
        depth,
        space: Vec::new(),
        is_sampled: false,
    };
    let clashes = check_clashes(file, &family);
    if !check_names(table, &family) || clashes {
        return None;
    }
    if !check_charts(file, &family) {
        return None;
    }
    (family.space, family.is_sampled) = enumerate(file, &family)?;
    check_charts_fix(file, &family);
    Some(family)
}

pub(super) type Givens = (Option<Vec<Given>>, Option<Vec<Condition>>);

pub(super) fn read_givens<'a>(file: &'a File<'a>, table: &Table<'a>) -> Givens {
    let Some(given) = table.table("given", "[given]") else {
        file.helpful(
            table.at.clone(),
            "a family needs `[given]`",
            "",
            "a list of values, or a range such as \"4 to 60\", for each name",
        );
        return (None, None);
    };
    let conditions = read_conditions(&given);
    let mut givens = Some(Vec::new());
    for entry in given.rest() {
        let at = entry.value.span();
        let domain = check_name(file, &entry.key, &entry.key_at)
            .then(|| read_domain(file, &entry))
            .flatten();
        let written = file.text[at.clone()].trim_matches('"').to_owned();
        match (domain, &mut givens) {
            (Some(domain), Some(givens)) => {
                givens.push(Given { name: entry.key, domain, written, at })
            }
            _ => givens = None,
        }
    }
    if givens.as_ref().is_some_and(Vec::is_empty) {
        file.problem(given.at.clone(), "`[given]` is empty");
        givens = None;
    }
    (givens, conditions)
}

fn read_conditions<'a>(given: &Table<'a>) -> Option<Vec<Condition>> {
    let Some(entry) = given.entry("where") else { return Some(Vec::new()) };
    let DeValue::Array(items) = entry.value.get_ref() else {
        let holds = given.expression_of(entry)?;
        return Some(vec![Condition { holds, says: String::new() }]);
    };
    let condition = |item: &'a toml::Spanned<DeValue<'a>>| match item.get_ref() {
        DeValue::Table(table) => {
            let table = Table::new(given.file, "a condition", item.span(), table);
            let holds = table.required_expression("holds");
            let says = table.text("says").unwrap_or_default();
            table.finish();
            Some(Condition { holds: holds?, says })
        }
        _ => Some(Condition { holds: given.expression_in(item, "where")?, says: String::new() }),
    };
    items.iter().map(condition).collect()
}

fn check_name(file: &File<'_>, name: &str, at: &std::ops::Range<usize>) -> bool {
    let is_name = Expression::read(name).is_ok_and(|read| read.as_name() == Some(name));
    if !is_name {
        file.helpful(at.clone(), format!("`{name}` cannot be a name"), "", "a name starts with a letter, a hyphen in it is followed by a letter, and words such as `if`, `and`, `mod` are taken");
    }
    is_name
}

pub(super) fn read_lets<'a>(table: &Table<'a>) -> Option<Vec<Let>> {
    let Some(lets) = table.table("let", "[let]") else { return Some(Vec::new()) };
    let mut out = Some(Vec::new());
    for entry in lets.rest() {
        let named = check_name(table.file, &entry.key, &entry.key_at);
        match (named.then(|| lets.expression_of(&entry)).flatten(), &mut out) {
            (Some(expression), Some(out)) => out.push((entry.key, expression, entry.key_at)),
            _ => out = None,
        }
    }
    out
}

fn read_dimensions<'a>(
    file: &'a File<'a>,
    table: &Table<'a>,
    step: Option<&str>,
    loading: &mut Loading,
) -> Option<Vec<Dimension>> {
    let Some(vary) = table.table("vary", "[vary]") else {
        return Some(Vec::new());
    };
    let mut dimensions = Some(Vec::new());
    for entry in vary.rest() {
        let named = check_name(file, &entry.key, &entry.key_at);
        let read = named
            .then(|| vary.table_of(&entry, "a dimension"))
            .flatten()
            .and_then(|table| read_dimension(file, &entry.key, &table, step, loading));
        match (read, &mut dimensions) {
            (Some(dimension), Some(dimensions)) => dimensions.push(dimension),
            _ => dimensions = None,
        }
    }
    dimensions
}

fn read_dimension<'a>(
    file: &'a File<'a>,
    name: &str,
    table: &Table<'a>,
    step: Option<&str>,
    loading: &mut Loading,
) -> Option<Dimension> {
    let called = table.text("name").unwrap_or_else(|| spaced(name));
    let notice = table.text("notice").unwrap_or_default();
    let critical = table.flag("critical").unwrap_or(true);
    let unsaid = table.flag("unsaid").unwrap_or(false);
    let met_in = table.text("met-in");
    if let (Some(met_in), Some(entry), Some(step)) = (&met_in, table.entry("met-in"), step) {
        loading.earlier_step_at(file, step.to_owned(), met_in.clone(), entry.value.span());
    }
    let value = match (table.entry("value").is_some(), table.entry("values").is_some()) {
        (true, false) => table.expression("value").map(DimensionValue::Computed),
        (false, true) => {
            let values = table.plain_texts("values");
            if values.len() < 2 {
                file.problem(
                    table.at.clone(),
                    format!("`{name}` needs at least two values to vary"),
                );
            }
            Some(DimensionValue::Choice(values)).filter(
                |value| !matches!(value, DimensionValue::Choice(values) if values.is_empty()),
            )
        }
        _ => {
            file.problem(
                table.at.clone(),
                format!("the dimension `{name}` needs either `value` or `values`"),
            );
            None
        }
    };
    table.finish();
    Some(Dimension {
        name: name.to_owned(),
        called,
        notice,
        critical,
        unsaid,
        met_in,
        value: value?,
    })
}

fn read_links<'a>(table: &Table<'a>, givens: &Option<Vec<Given>>) -> Option<Vec<LinkedChange>> {
    let Some(links) = table.table("link", "[link]") else { return Some(Vec::new()) };
    let mut out = Some(Vec::new());
    for entry in links.rest() {
        let read = links
            .table_of(&entry, "a linked change")
            .and_then(|table| read_link(&entry.key, &table, givens));
        match (read, &mut out) {
            (Some(link), Some(out)) => out.push(link),
            _ => out = None,
        }
    }
    out
}

fn read_link<'a>(
    name: &str,
    table: &Table<'a>,
    givens: &Option<Vec<Given>>,
) -> Option<LinkedChange> {
    let called = table.text("name").unwrap_or_else(|| spaced(name));
    let notice = table.text("notice").unwrap_or_default();
    let keeps = table.required_expression("keeps");
    let by = table.entry("by").map(|entry| match value(entry.value.get_ref()) {
        Some(Value::List(items)) => items,
        Some(single) => vec![single],
        None => Vec::new(),
    });
    let mut change = Vec::new();
    match table.table("change", "`change`") {
        None => table.file.problem(table.at.clone(), "a linked change needs `change`"),
        Some(moves) => {
            for entry in moves.rest() {
                let names = || givens.iter().flatten().map(|given| given.name.as_str());
                if givens.is_some() && !names().any(|given| given == entry.key) {
                    let help = did_you_mean(&entry.key, names());
                    table.file.helpful(
                        entry.key_at.clone(),
                        format!("`{}` is not a given", entry.key),
                        help,
                        known(names()),
                    );
                }
                change.extend(
                    moves.expression_of(&entry).map(|expression| (entry.key.clone(), expression)),
                );
            }
        }
    }
    table.finish();
    Some(LinkedChange {
        name: name.to_owned(),
        called,
        notice,
        change,
        keeps: keeps?,
        by: by.unwrap_or_default(),
    })
}

pub(super) fn read_show(table: &Table<'_>) -> Option<Show> {
    let kind = table.required_text("kind");
    let when = table.expression("when");
    let broken = table.entry("when").is_some() && when.is_none();
    let told = table.table("told", "`told`");
    let is_known = kind.as_deref().is_some_and(|kind| {
        let knows_told = told.as_ref().is_none_or(|told| check_fields(told, &[kind]));
        check_fields(table, &[kind]) && knows_told
    });
    let fields = read_fields(table);
    let told = told.map(|told| read_fields(&told)).unwrap_or_default();
    if broken || !is_known {
        None
    } else {
        Some(Show { kind: kind?, when, fields, told, at: table.at.clone() })
    }
}

/// Reports an unknown kind of drawing, and fields that none of the kinds knows; true when there are none.
fn check_fields(table: &Table<'_>, kinds: &[&str]) -> bool {
    let all = || represent::kinds().iter().map(|kind| kind.slug);
    if let Some(kind) = kinds.iter().find(|kind| all().all(|known| known != **kind)) {
        let at = table.entry("kind").map_or(table.at.clone(), |entry| entry.value.span());
        table.file.helpful(
            at,
            format!("`{kind}` is not a kind of drawing"),
            did_you_mean(kind, all()),
            known(all()),
        );
        return false;
    }
    let fields: Vec<&str> = kinds.iter().flat_map(|kind| fields_of(kind)).collect();
    let mut sound = true;
    for entry in table.unasked().filter(|entry| !fields.contains(&entry.key.as_str())) {
        let message = format!("`{}` is not a field of {}", entry.key, kinds.join(" or "));
        table.file.helpful(
            entry.key_at.clone(),
            message,
            did_you_mean(&entry.key, fields.iter().copied()),
            known(fields.iter().copied()),
        );
        sound = false;
    }
    sound
}

fn read_misconceptions<'a>(file: &'a File<'a>, table: &Table<'a>) -> Option<Vec<Misconception>> {
    let mut out: Option<Vec<Misconception>> = Some(Vec::new());
    for table in table.tables("misconception", "a misconception") {
        match (read_misconception(file, &table), &mut out) {
            (Some(misconception), Some(known))
                if known.iter().any(|known| known.id == misconception.id) =>
            {
                file.problem(
                    misconception.at,
                    format!("the misconception `{}` stands here twice", misconception.id),
                );
            }
            (Some(misconception), Some(known)) => known.push(misconception),
            _ => out = None,
        }
    }
    out
}

fn read_misconception<'a>(file: &'a File<'a>, table: &Table<'a>) -> Option<Misconception> {
    let id = table.required_text("id");
    let at = table.entry("id").map_or(table.at.clone(), |entry| entry.value.span());
    let from = table.text("from").unwrap_or_default();
    if let Some(entry) = table.entry("from").filter(|_| !is_row(&from)) {
        file.helpful(
            entry.value.span(),
            format!("`{from}` is not a row of the table of errors"),
            "",
            "rows are written like FR-12",
        );
    }
    let read = Misconception {
        name: table.text("name").unwrap_or_default(),
        from,
        response: table.expression("response"),
        when: table.expression("when"),
        ask: table.template("ask", Marks::Values),
        listen_for: table.template("listen-for", Marks::Values),
        put_out: table.template("put-out", Marks::Values),
        contrast: read_contrast(table),
        reply: table.required_template("reply", Marks::Values)?,
        id: id?,
        at,
    };
    let broken = |key: &str, missing: bool| table.entry(key).is_some() && missing;
    let is_broken =
        broken("response", read.response.is_none()) || broken("when", read.when.is_none());
    table.finish();
    if is_broken { None } else { Some(read) }
}

/// Rows of the table of errors: a few letters or a mix of letters, then a number.
fn is_row(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(head, tail)| {
        let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        !head.is_empty()
            && head.chars().all(upper)
            && !tail.is_empty()
            && tail.chars().all(|c| c.is_ascii_digit())
    })
}

fn read_contrast<'a>(table: &Table<'a>) -> Vec<(String, Placed<Template>)> {
    let Some(contrast) = table.table("contrast", "`contrast`") else { return Vec::new() };
    let mut out = Vec::new();
    for entry in contrast.rest() {
        let placed = match entry.value.get_ref() {
            DeValue::String(_) => contrast.template_of(entry.value, &entry.key, Marks::Values),
            other => value(other).map(|value| Placed {
                what: Template::of_value(value),
                at: entry.value.span(),
                inner: None,
            }),
        };
        match placed {
            Some(placed) => out.push((entry.key, placed)),
            None => table.file.problem(
                entry.value.span(),
                format!("`{}` should be a number or a text", entry.key),
            ),
        }
    }
    out
}

fn read_support<'a>(table: &Table<'a>, kinds: &[String]) -> Option<SupportPlan> {
    let text = table.required_template("text", Marks::Values);
    let put_out = table.template("put-out", Marks::Values);
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    let show = table.table("show", "`show`");
    let sound = show.as_ref().is_none_or(|show| kinds.is_empty() || check_fields(show, &kinds));
    let fields = show.filter(|_| sound).map(|show| read_fields(&show)).unwrap_or_default();
    table.finish();
    Some(SupportPlan { text: text?, put_out, fields, at: table.at.clone() })
}

fn read_depth<'a>(table: &Table<'a>) -> Option<DepthPlan> {
    let kind = table.one_of("kind", &DEPTH_KINDS);
    let text = table.required_template("text", Marks::Values);
    let answer = table.required_template("answer", Marks::Values);
    table.finish();
    Some(DepthPlan { kind: kind?.to_owned(), text: text?, answer: answer? })
}

/// Reports names that stand for two things; true when there are any.
pub(super) fn check_clashes(file: &File<'_>, family: &TaskFamily) -> bool {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut clash = false;
    let givens =
        family.givens.iter().map(|given| (given.name.as_str(), "a given", given.at.clone()));
    let lets = family
        .lets
        .iter()
        .map(|(name, expression)| (name.as_str(), "a let", expression.at.clone()));
    let dimensions = family.dimensions.iter().filter_map(|dimension| match &dimension.value {
        DimensionValue::Computed(value)
            if value.what.as_name() == Some(dimension.name.as_str()) =>
        {
            None
        }
        DimensionValue::Computed(value) => {
            Some((dimension.name.as_str(), "a dimension", value.at.clone()))
        }
        DimensionValue::Choice(_) => Some((
            dimension.name.as_str(),
            "a choice of presentation",
            family.ask.answer.at.clone(),
        )),
    });
    for (name, what, at) in givens.chain(lets).chain(dimensions) {
        if let Some(other) = seen.insert(name, what) {
            file.problem(at, format!("`{name}` is {what} here and {other} too"));
            clash = true;
        }
    }
    clash
}
