//! Reads the charts and the ends of a family, and checks that the values of a chart fix a task.

use std::collections::BTreeMap;

use super::file::{File, Table};
use crate::family::{Chart, DimensionValue, End, TaskFamily};
use crate::nearest::{did_you_mean, known};
use crate::value::Value;

pub(super) fn read_charts<'a>(table: &Table<'a>) -> Vec<Chart> {
    let Some(charts) = table.table("chart", "[chart]") else { return Vec::new() };
    let mut out = Vec::new();
    for entry in charts.rest() {
        let Some(chart) = charts.table_of(&entry, "a chart") else { continue };
        let axes = chart.plain_texts("givens");
        if axes.is_empty() {
            let note = "the names of the values that fix a task, such as [\"parts\", \"part\"]";
            chart.file.helpful(chart.at.clone(), "a chart needs `givens`", "", note);
            continue;
        }
        let at = chart.entry("givens").map_or(chart.at.clone(), |entry| entry.value.span());
        chart.finish();
        out.push(Chart { name: entry.key, axes, at });
    }
    out
}

pub(super) fn read_ends<'a>(table: &Table<'a>) -> Vec<End> {
    let read = |end: &Table<'a>| {
        let name = end.required_text("name");
        let when = end.required_expression("when");
        end.finish();
        Some(End { name: name?, when: when? })
    };
    table.tables("end", "an end").iter().filter_map(read).collect()
}

/// A mark of a file as it stands, whatever the line endings: eight hexadecimal digits.
pub(super) fn version_of(text: &str) -> String {
    let hash = crate::pose::hash(&text.replace("\r\n", "\n"));
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

/// Reports names of charts that stand for nothing a chart can hold; true when there are none.
pub(super) fn check_charts(file: &File<'_>, family: &TaskFamily) -> bool {
    let computed = family.dimensions.iter().filter_map(|dimension| match dimension.value {
        DimensionValue::Computed(_) => Some(dimension.name.as_str()),
        DimensionValue::Choice(_) => None,
    });
    let choices: Vec<&str> =
        family.choices().map(|(dimension, _)| dimension.name.as_str()).collect();
    let names: Vec<&str> =
        family.names().into_iter().filter(|name| !choices.contains(name)).chain(computed).collect();
    let mut sound = true;
    for chart in &family.charts {
        for axis in chart.axes.iter().filter(|axis| !names.contains(&axis.as_str())) {
            file.helpful(
                chart.at.clone(),
                format!("`{axis}` is not a given, a let or a computed dimension"),
                did_you_mean(axis, names.iter().copied()),
                known(names.iter().copied()),
            );
            sound = false;
        }
    }
    sound
}

/// Reports charts whose values leave more than one task open.
pub(super) fn check_charts_fix(file: &File<'_>, family: &TaskFamily) {
    for chart in &family.charts {
        let mut seen: BTreeMap<Vec<Value>, &Vec<Value>> = BTreeMap::new();
        for values in &family.space {
            let task = family.task_of(values);
            let Ok(scope) = family.scope(&task) else { break };
            let axes = chart.axes.iter().map(|axis| family.value_of(axis, &scope));
            let Some(coordinates) = axes.collect::<Option<Vec<Value>>>() else { break };
            if let Some(other) = seen.insert(coordinates, values) {
                let message = format!("{} do not fix a task", chart.axes.join(" and "));
                let note =
                    format!("they are the same for {} and for {task}", family.task_of(other));
                file.helpful(chart.at.clone(), message, "", note);
                break;
            }
        }
    }
}
