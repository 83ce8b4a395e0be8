//! One invented school with a class, a teacher, two pupils and a lesson.

use learning::{Author, FactBody, PupilId, QuestionId};
use store::{
    Class, Lesson, NewClass, NewFact, NewLesson, NewPupil, NewSchool, NewStaff, Place, Pupil,
    School, Slot, Staff, Store, Timetable,
};

/// Monday 6 September 2021, 09:00 UTC.
pub const MONDAY: i64 = 1_630_918_800_000_000;

/// A store in a folder that is removed with it.
pub struct Fixture {
    pub store: Store,
    pub school: School,
    pub class: Class,
    pub teacher: Staff,
    pub pupils: Vec<Pupil>,
    pub lesson: Lesson,
    pub place: Place,
    _folder: tempfile::TempDir,
}

/// A place of its own for one test: the folder, or with `TENFRAME_TEST_ON=postgres` a schema on the tests' server.
pub fn place_in(folder: &tempfile::TempDir) -> Place {
    if std::env::var("TENFRAME_TEST_ON").as_deref() != Ok("postgres") {
        return Place::Folder(folder.path().to_owned());
    }
    let server = std::env::var("TENFRAME_TEST_DATABASE").unwrap();
    Place::read(&format!("{server}?schema=t{}", store::new_id().replace('-', "")))
}

pub async fn fixture() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let place = place_in(&folder);
    let store = Store::open_at(&place).await.unwrap();
    let school = store.add_school(new_school("Larkfield Primary")).await.unwrap();
    let class = store.add_class(&school.school_id, new_class("Oak")).await.unwrap();
    let teacher = store.add_staff(&school.school_id, new_staff("Ms Reed")).await.unwrap();
    store.give_class(&school.school_id, &class.class_id, &teacher.staff_id).await.unwrap();
    let mut pupils = Vec::new();
    for (given, family) in [("Ada", "Finch"), ("Ben", "Wren")] {
        let new = new_pupil(given, family);
        pupils
            .push(store.add_pupil(&school.school_id, &class.class_id, new, MONDAY).await.unwrap());
    }
    let new = new_lesson(&class);
    let lesson = store.add_lesson(&school.school_id, new).await.unwrap();
    Fixture { store, school, class, teacher, pupils, lesson, place, _folder: folder }
}

pub fn new_school(name: &str) -> NewSchool {
    NewSchool {
        name: name.to_owned(),
        phase: "primary".to_owned(),
        demo: false,
        settings: serde_json::json!({}),
        created_at: MONDAY,
    }
}

pub fn new_class(name: &str) -> NewClass {
    NewClass {
        name: name.to_owned(),
        year_group: 3,
        lesson_minutes: 60,
        timetable: Timetable {
            weeks: 1,
            slots: vec![Slot { week: 1, weekday: 1, start: 9 * 60, minutes: 60 }],
        },
        unit: vec!["unit-fractions".to_owned()],
        created_at: MONDAY,
    }
}

pub fn new_staff(name: &str) -> NewStaff {
    NewStaff {
        name: name.to_owned(),
        email: Some(format!(" {}@Larkfield.example", name.replace(' ', "."))),
        roles: vec!["teacher".to_owned()],
        password_hash: Some("$argon2id$invented".to_owned()),
        created_at: MONDAY,
    }
}

pub fn new_pupil(given: &str, family: &str) -> NewPupil {
    NewPupil {
        upn: None,
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        year_group: 3,
    }
}

pub fn new_lesson(class: &Class) -> NewLesson {
    NewLesson {
        class_id: class.class_id.clone(),
        step: Some("unit-fractions".to_owned()),
        title: "Unit fractions".to_owned(),
        planned_for: Some(MONDAY),
        created_at: MONDAY,
    }
}

impl Fixture {
    pub fn fact(&self, by: Author, body: FactBody) -> NewFact {
        NewFact {
            school_id: self.school.school_id.clone(),
            class_id: self.class.class_id.clone(),
            lesson_id: Some(self.lesson.lesson_id.clone()),
            at: MONDAY,
            by,
            body,
        }
    }

    pub fn response(&self, pupil_idx: usize, device: &str, counter: i64, text: &str) -> NewFact {
        let pupil = PupilId(self.pupils[pupil_idx].pupil_id.clone());
        self.fact(
            Author::Device { pupil: pupil.clone(), device: device.into() },
            FactBody::Responded {
                pupil,
                question: QuestionId::from("check-1"),
                text: text.to_owned(),
                device: device.into(),
                counter,
                device_at: MONDAY,
                late: false,
            },
        )
    }

    /// A fact by the program itself.
    pub fn moved(&self, turn: u16) -> NewFact {
        self.fact(Author::System, FactBody::Moved { turn, beat: 0 })
    }
}
