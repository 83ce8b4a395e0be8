//! `tenframe check`: looks a store through for damage, folds every lesson again, and marks again when asked.
//!
//! Start at [`run`].

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use store::Store;
use web::Settings;

use crate::out::say;
use crate::serve;

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    data: crate::Data,
    /// Fold every lesson again from its facts; nothing else is kept of a lesson, so this shows that each can be.
    #[arg(long)]
    rebuild: bool,
    /// Mark every answer again with this program and its content; a marking that differs is added, and listed.
    #[arg(long)]
    remark: bool,
}

/// Checks a store; the exit code says whether anything is wrong.
pub async fn run(check: Check) -> Result<ExitCode> {
    let place = check.data.place();
    let store = serve::open_existing(&place).await?;
    let checked = store.check().await?;
    for wrong in &checked.wrong {
        say(wrong);
    }
    say(&format!("{place}: {} rows looked at, {} wrong", checked.n_rows, checked.wrong.len()));
    if check.rebuild {
        rebuild(&store).await?;
    }
    if check.remark {
        remark(&store).await?;
    }
    store.close().await;
    Ok(if checked.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn rebuild(store: &Store) -> Result<()> {
    let (mut n_lessons, mut n_facts) = (0, 0);
    for school in store.schools().await? {
        for class in store.classes(&school.school_id).await? {
            let roster = store.roster(&school.school_id, &class.class_id).await?;
            let roster: Vec<_> =
                roster.into_iter().map(|one| learning::PupilId(one.pupil.pupil_id)).collect();
            for lesson in store.lessons_of_class(&school.school_id, &class.class_id).await? {
                let facts = store.facts_of_lesson(&school.school_id, &lesson.lesson_id).await?;
                learning::LiveLesson::fold(learning::Plan::default(), roster.clone(), &facts);
                n_lessons += 1;
                n_facts += facts.len();
            }
        }
    }
    say(&format!("{n_lessons} lessons folded again from {n_facts} facts"));
    Ok(())
}

async fn remark(store: &Store) -> Result<()> {
    let settings = Settings { is_demo: false, is_open_to_network: false };
    let app = serve::app(store, None, settings).await?;
    let remarked = web::remark::everything(&app)
        .await
        .map_err(|error| anyhow::anyhow!("{}: {}", error.title, error.say))?;
    for changed in &remarked.changed {
        say(changed);
    }
    say(&format!(
        "{} answers marked again, {} markings added",
        remarked.n_answers,
        remarked.changed.len()
    ));
    Ok(())
}
