//! Checks that every name in every expression and text of a family stands for something.
//!
//! Names only: what the values come to is checked in `family_check`.

use std::collections::BTreeSet;

use super::file::Table;
use crate::expression::Expression;
use crate::family::{
    Ask, Choices, DimensionValue, FieldPlan, FormPlan, Misconception, Placed, TaskFamily,
};
use crate::nearest::{did_you_mean, known};
use crate::text::Template;

/// Reports every name that no expression of the family can know; true when there are none.
pub(super) fn check_names(table: &Table<'_>, family: &TaskFamily) -> bool {
    let givens: BTreeSet<&str> = family.givens.iter().map(|given| given.name.as_str()).collect();
    let all = family.names();
    let mut with_by = all.clone();
    with_by.insert("by");
    let mut check = NameCheck { table, sound: true };
    family.conditions.iter().for_each(|condition| check.expression(&condition.holds, &all));
    family.lets.iter().for_each(|(_, expression)| check.expression(expression, &all));
    for dimension in &family.dimensions {
        if let DimensionValue::Computed(expression) = &dimension.value {
            check.expression(expression, &all);
        }
    }
    for link in &family.links {
        let known = if link.by.is_empty() { &all } else { &with_by };
        link.change.iter().for_each(|(_, expression)| check.expression(expression, known));
        check.expression(&link.keeps, &all);
    }
    family.ends.iter().for_each(|end| check.expression(&end.when, &all));
    check.ask(&family.ask, &all);
    check.template_if(family.stem.as_ref(), &all);
    for show in &family.shows {
        check.expression_if(show.when.as_ref(), &all);
        show.fields.values().chain(show.told.values()).for_each(|plan| check.field(plan, &all));
    }
    for misconception in &family.misconceptions {
        check.misconception(misconception, &all, &givens, family);
    }
    if let Some(support) = &family.support {
        check.template(&support.text, &all);
        check.template_if(support.put_out.as_ref(), &all);
        support.fields.values().for_each(|plan| check.field(plan, &all));
    }
    for depth in &family.depth {
        check.template(&depth.text, &all);
        check.template(&depth.answer, &all);
    }
    check.sound
}

/// Reports names that are not known.
pub(super) struct NameCheck<'t, 'a> {
    table: &'t Table<'a>,
    /// True while every name was known.
    pub(super) sound: bool,
}

impl<'t, 'a> NameCheck<'t, 'a> {
    pub(super) fn of(table: &'t Table<'a>) -> Self {
        Self { table, sound: true }
    }
}

impl NameCheck<'_, '_> {
    pub(super) fn expression(&mut self, expression: &Placed<Expression>, known: &BTreeSet<&str>) {
        for error in expression.what.check_names(known) {
            self.table.report_expression(expression, error);
            self.sound = false;
        }
    }

    fn expression_if(&mut self, expression: Option<&Placed<Expression>>, known: &BTreeSet<&str>) {
        if let Some(expression) = expression {
            self.expression(expression, known);
        }
    }

    pub(super) fn template(&mut self, template: &Placed<Template>, known: &BTreeSet<&str>) {
        for (offset, expression) in template.what.expressions() {
            for error in expression.check_names(known) {
                self.table.report_template(template, error.moved(offset));
                self.sound = false;
            }
        }
    }

    fn template_if(&mut self, template: Option<&Placed<Template>>, known: &BTreeSet<&str>) {
        if let Some(template) = template {
            self.template(template, known);
        }
    }

    fn field(&mut self, plan: &FieldPlan, known: &BTreeSet<&str>) {
        match plan {
            FieldPlan::Value(_) => {}
            FieldPlan::Filled(template) => self.template(template, known),
            FieldPlan::List(items) => items.iter().for_each(|item| self.field(item, known)),
        }
    }

    fn ask(&mut self, ask: &Ask, known: &BTreeSet<&str>) {
        self.template(&ask.text, known);
        self.expression(&ask.answer, known);
        self.template_if(ask.why.as_ref(), known);
        self.list(&ask.choices, known);
        match &ask.form {
            FormPlan::One | FormPlan::Plot(_) => {}
            FormPlan::Parts(parts) => {
                parts.iter().for_each(|part| self.template(&part.name, known));
            }
            FormPlan::Cards { cards, groups, .. } => {
                self.list(cards, known);
                self.list(groups, known);
            }
            FormPlan::Build { values, responses, .. } => {
                self.expression(values, known);
                self.expression_if(responses.as_ref(), known);
            }
        }
    }

    fn list(&mut self, list: &Choices, known: &BTreeSet<&str>) {
        match list {
            Choices::None => {}
            Choices::Written(texts) => texts.iter().for_each(|text| self.template(text, known)),
            Choices::Computed(expression) => self.expression(expression, known),
        }
    }

    fn misconception(
        &mut self,
        misconception: &Misconception,
        all: &BTreeSet<&str>,
        givens: &BTreeSet<&str>,
        family: &TaskFamily,
    ) {
        self.expression_if(misconception.response.as_ref(), all);
        self.expression_if(misconception.when.as_ref(), all);
        self.template(&misconception.reply, all);
        for template in [&misconception.ask, &misconception.listen_for, &misconception.put_out] {
            self.template_if(template.as_ref(), all);
        }
        for (name, value) in &misconception.contrast {
            self.template(value, all);
            let is_choice = family.choices().any(|(dimension, _)| dimension.name == *name);
            if !givens.contains(name.as_str()) && !is_choice {
                let help = did_you_mean(name, givens.iter().copied());
                self.table.file.helpful(
                    value.at.clone(),
                    format!("`{name}` is not a given"),
                    help,
                    known(givens.iter().copied()),
                );
                self.sound = false;
            }
        }
    }
}
