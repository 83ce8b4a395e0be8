//! A school's history as chance has it: pupils come, move and leave, lessons are taught, lists imported, clocks put back.
//!
//! Everything goes through the store's front door, so what comes of it is sound, however odd. Start at [`live`].

use faults::chance;
use learning::{Author, DeviceId, FactBody, Outcome, PupilId, QuestionId};
use serde_json::json;
use store::{
    NewClass, NewFact, NewLesson, NewPupil, NewSchool, NewSession, NewStaff, PupilRow, RefusedRows,
    Store, StoreError, Timetable, Who,
};

/// Monday 6 September 2021, 09:00 UTC.
const MONDAY: i64 = 1_630_918_800_000_000;
const MINUTE: i64 = 60_000_000;

/// What a history may go on from.
#[derive(Default)]
struct School {
    id: String,
    staff: Vec<String>,
    classes: Vec<String>,
    pupils: Vec<String>,
    /// Each with its class.
    lessons: Vec<(String, String)>,
    /// Each with its lesson and class, and what was sent.
    responses: Vec<(String, NewFact)>,
}

struct History<'a> {
    store: &'a Store,
    seed: &'a mut u64,
    now: i64,
    schools: Vec<School>,
}

/// Lives through so many events; the same ones for the same seed.
pub async fn live(store: &Store, seed: &mut u64, n_events: u32) -> Result<(), StoreError> {
    let mut history = History { store, seed, now: MONDAY, schools: Vec::new() };
    history.add_school().await?;
    for _ in 0..n_events {
        // Clocks of machines are put right now and then, backwards too.
        let minutes = if history.below(20) == 0 { -3 } else { history.below(90) as i64 };
        history.now += minutes * MINUTE;
        match history.event().await {
            // A thing that cannot be done is refused, and nothing of it is kept.
            Ok(())
            | Err(
                StoreError::Refused { .. } | StoreError::NotFound { .. } | StoreError::Taken { .. },
            ) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl History<'_> {
    fn below(&mut self, n: usize) -> usize {
        (chance(self.seed) % n.max(1) as u64) as usize
    }

    /// One of a list, if there is one.
    fn one<'b>(&mut self, of: &'b [String]) -> Option<&'b String> {
        of.get(self.below(of.len()))
    }

    async fn event(&mut self) -> Result<(), StoreError> {
        let at = self.below(self.schools.len());
        let mut school = std::mem::take(&mut self.schools[at]);
        let done = match self.below(14) {
            0 => self.add_class(&mut school).await,
            1 | 2 => self.add_pupil(&mut school).await,
            3 => self.move_about(&school).await,
            4 => self.import(&mut school).await,
            5 => self.add_lesson(&mut school).await,
            6..=8 => self.answer(&mut school).await,
            9 => self.mark(&school).await,
            10 => self.teach(&school).await,
            11 => self.sign_in(&school).await,
            12 => self.print(&school).await,
            _ => self.change(&mut school).await,
        };
        self.schools[at] = school;
        if self.schools.len() < 3 && self.below(60) == 0 {
            self.add_school().await?;
        }
        done
    }

    async fn add_school(&mut self) -> Result<(), StoreError> {
        let name = format!("School {}", self.schools.len());
        let new = NewSchool {
            name,
            phase: "primary".to_owned(),
            demo: self.below(2) == 0,
            settings: json!({}),
            created_at: self.now,
        };
        let id = self.store.add_school(new).await?.school_id;
        let mut school = School { id, ..School::default() };
        self.add_staff(&mut school).await?;
        self.add_class(&mut school).await?;
        self.add_pupil(&mut school).await?;
        self.schools.push(school);
        Ok(())
    }

    async fn add_staff(&mut self, school: &mut School) -> Result<(), StoreError> {
        let number = self.below(9);
        let new = NewStaff {
            name: format!("Teacher {number}"),
            // Some have none, and some come twice, which is refused.
            email: (number > 2).then(|| format!(" Teacher{number}@School.example ")),
            roles: vec!["teacher".to_owned()],
            password_hash: Some("argon2id$invented".to_owned()),
            created_at: self.now,
        };
        let added = self.store.add_staff(&school.id, new).await?;
        school.staff.push(added.staff_id);
        Ok(())
    }

    async fn add_class(&mut self, school: &mut School) -> Result<(), StoreError> {
        let new = NewClass {
            name: format!("Class {}", school.classes.len()),
            year_group: self.below(14) as u8,
            lesson_minutes: 60,
            timetable: Timetable { weeks: 1, slots: Vec::new() },
            unit: vec!["unit-fractions".to_owned()],
            created_at: self.now,
        };
        let class_id = self.store.add_class(&school.id, new).await?.class_id;
        if let Some(staff_id) = self.one(&school.staff) {
            self.store.give_class(&school.id, &class_id, staff_id).await?;
        }
        school.classes.push(class_id);
        Ok(())
    }

    async fn add_pupil(&mut self, school: &mut School) -> Result<(), StoreError> {
        let Some(class_id) = self.one(&school.classes) else { return Ok(()) };
        let new = NewPupil {
            upn: None,
            given_name: format!("Given{}", self.below(12)),
            family_name: "O\u{2019}Family \u{e9}".to_owned(),
            year_group: self.below(14) as u8,
        };
        let pupil = self.store.add_pupil(&school.id, class_id, new, self.now).await?;
        school.pupils.push(pupil.pupil_id);
        Ok(())
    }

    async fn move_about(&mut self, school: &School) -> Result<(), StoreError> {
        let (Some(pupil), Some(from), Some(to)) =
            (self.one(&school.pupils), self.one(&school.classes), self.one(&school.classes))
        else {
            return Ok(());
        };
        match self.below(5) {
            0 => self.store.move_pupil(&school.id, pupil, from, to, self.now).await,
            1 => self.store.leave_class(&school.id, from, pupil, self.now).await,
            2 => self.store.leave_school(&school.id, pupil, self.now).await,
            _ => self.store.join_class(&school.id, to, pupil, self.now).await,
        }
    }

    async fn import(&mut self, school: &mut School) -> Result<(), StoreError> {
        let Some(class_id) = self.one(&school.classes) else { return Ok(()) };
        let n_rows = 1 + self.below(5);
        let rows = (0..n_rows).map(|line| PupilRow {
            line: line as u32 + 2,
            upn: ["H801200001001", "not a number", ""]
                .get(self.below(9))
                .map(|upn| (*upn).to_owned()),
            given_name: format!("Given{}", self.below(12)),
            family_name: "O\u{2019}Family \u{e9}".to_owned(),
            year_group: Some(self.below(14) as u8),
        });
        let rows = rows.collect();
        let refused = if self.below(2) == 0 { RefusedRows::StopAll } else { RefusedRows::LeaveOut };
        self.store
            .import_pupils(&school.id, class_id, rows, refused, self.now, Author::System)
            .await?;
        school.pupils =
            self.store.pupils(&school.id).await?.into_iter().map(|one| one.pupil_id).collect();
        Ok(())
    }

    async fn add_lesson(&mut self, school: &mut School) -> Result<(), StoreError> {
        let Some(class_id) = self.one(&school.classes) else { return Ok(()) };
        let new = NewLesson {
            class_id: class_id.clone(),
            step: Some("unit-fractions".to_owned()),
            title: "Unit fractions".to_owned(),
            planned_for: (self.below(2) == 0).then_some(self.now),
            created_at: self.now,
        };
        let lesson = self.store.add_lesson(&school.id, new).await?;
        school.lessons.push((lesson.lesson_id, lesson.class_id));
        Ok(())
    }

    async fn answer(&mut self, school: &mut School) -> Result<(), StoreError> {
        // Some answers are sent again, as a device does that heard nothing.
        if self.below(4) == 0 && !school.responses.is_empty() {
            let at = self.below(school.responses.len());
            self.store.append(vec![school.responses[at].1.clone()]).await?;
            return Ok(());
        }
        let n_answers = 1 + self.below(6);
        for _ in 0..n_answers {
            let Some(new) = self.response(school) else { return Ok(()) };
            let kept = self.store.append(vec![new.clone()]).await?.remove(0);
            school.responses.push((kept.fact.id.as_str().to_owned(), new));
        }
        Ok(())
    }

    fn response(&mut self, school: &School) -> Option<NewFact> {
        let (lesson, class_id) = school.lessons.get(self.below(school.lessons.len()))?.clone();
        let pupil = PupilId(self.one(&school.pupils)?.clone());
        let device = DeviceId(format!("tablet-{}", self.below(4)));
        let by = Author::Device { pupil: pupil.clone(), device: device.clone() };
        let body = FactBody::Responded {
            pupil,
            question: QuestionId::from("check-1"),
            text: ["3/4", "", "\u{00bd} \"half\"", "\u{1f600}"][self.below(4)].to_owned(),
            device,
            counter: school.responses.len() as i64,
            device_at: self.now,
            late: self.below(9) == 0,
        };
        Some(NewFact {
            school_id: school.id.clone(),
            class_id,
            lesson_id: Some(lesson),
            at: self.now,
            by,
            body,
        })
    }

    async fn mark(&mut self, school: &School) -> Result<(), StoreError> {
        let Some((id, sent)) = school.responses.get(self.below(school.responses.len())) else {
            return Ok(());
        };
        let body = FactBody::Marked {
            response: id.as_str().into(),
            engine: "tenframe 0.1.0".to_owned(),
            outcome: Outcome::Right,
            misconceptions: Vec::new(),
        };
        let marking = NewFact { at: self.now, by: Author::System, body, ..sent.clone() };
        self.store.append(vec![marking]).await.map(|_| ())
    }

    async fn teach(&mut self, school: &School) -> Result<(), StoreError> {
        let Some((lesson, class_id)) =
            school.lessons.get(self.below(school.lessons.len())).cloned()
        else {
            return Ok(());
        };
        let body = match self.below(5) {
            0 => FactBody::CheckOpened,
            1 => FactBody::CheckClosed,
            2 => FactBody::LessonEnded,
            3 => FactBody::Blanked { on: true },
            _ => FactBody::Moved { turn: self.below(9) as u16, beat: 0 },
        };
        // One in nine names a class that is not there, and is refused.
        let class_id = if self.below(9) == 0 { "nowhere".to_owned() } else { class_id };
        let fact = NewFact {
            school_id: school.id.clone(),
            class_id,
            lesson_id: Some(lesson),
            at: self.now,
            by: Author::System,
            body,
        };
        self.store.append(vec![fact]).await.map(|_| ())
    }

    async fn sign_in(&mut self, school: &School) -> Result<(), StoreError> {
        self.store.try_sign_in("head@school.example", self.now).await?;
        let who = match (self.one(&school.staff), self.one(&school.pupils)) {
            (Some(staff), _) if self.below(2) == 0 => Who::Staff(staff.clone()),
            (_, Some(pupil)) => Who::Pupil(pupil.clone()),
            _ => return Ok(()),
        };
        let class_id = self.one(&school.classes).cloned();
        let new = NewSession {
            school_id: school.id.clone(),
            who,
            class_id,
            device_id: None,
            created_at: self.now,
            expires_at: self.now + 60 * MINUTE,
        };
        let token = self.store.open_session(new).await?;
        match self.below(4) {
            0 => self.store.close_session(&token).await,
            1 => self.store.forget_sign_ins("head@school.example").await,
            2 => self.store.make_setup_link(self.now).await.map(|_| ()),
            _ => self.store.secret("delivery").await.map(|_| ()),
        }
    }

    async fn print(&mut self, school: &School) -> Result<(), StoreError> {
        let Some((lesson, class_id)) = school.lessons.get(self.below(school.lessons.len())) else {
            return Ok(());
        };
        let lesson = (self.below(2) == 0).then_some(lesson.as_str());
        let sheet = json!({ "title": "Unit fractions" });
        let (by, at) = (Author::System, self.now);
        self.store.issue_sheet(&school.id, class_id, lesson, at, by, sheet).await.map(|_| ())
    }

    async fn change(&mut self, school: &mut School) -> Result<(), StoreError> {
        match self.below(4) {
            0 => {
                let Some(pupil_id) = self.one(&school.pupils) else { return Ok(()) };
                let Some(mut pupil) = self.store.pupil(&school.id, pupil_id).await? else {
                    return Ok(());
                };
                pupil.given_name.push('a');
                self.store.change_pupil(pupil).await
            }
            1 => {
                let Some(class_id) = self.one(&school.classes) else { return Ok(()) };
                let Some(mut class) = self.store.class(&school.id, class_id).await? else {
                    return Ok(());
                };
                class.lesson_minutes += 5;
                self.store.change_class(class).await
            }
            2 => self.add_staff(school).await,
            _ => {
                let (Some(class), Some(staff)) =
                    (self.one(&school.classes), self.one(&school.staff))
                else {
                    return Ok(());
                };
                self.store.take_class(&school.id, class, staff).await
            }
        }
    }
}
