//! Sessions, the sign-in throttle, secrets and the one-time set-up link.

use store::{NewSession, SignIn, Store, StoreError, Who};

use crate::fixture::{Fixture, MONDAY, fixture, new_school, new_staff, place_in};

const MINUTE: i64 = 60_000_000;

fn pupil_session(f: &Fixture, pupil_idx: usize) -> NewSession {
    NewSession {
        school_id: f.school.school_id.clone(),
        who: Who::Pupil(f.pupils[pupil_idx].pupil_id.clone()),
        class_id: Some(f.class.class_id.clone()),
        device_id: Some("d1".to_owned()),
        created_at: MONDAY,
        expires_at: MONDAY + 60 * MINUTE,
    }
}

#[tokio::test]
async fn a_session_lasts_until_it_ends() {
    let f = fixture().await;
    let token = f.store.open_session(pupil_session(&f, 0)).await.unwrap();
    let other_school = format!("x{token}");
    let rows = [
        (token.as_str(), MONDAY, true),
        (token.as_str(), MONDAY + 60 * MINUTE - 1, true),
        (token.as_str(), MONDAY + 60 * MINUTE, false),
        (other_school.as_str(), MONDAY, false),
        (&token[..token.len() - 1], MONDAY, false),
        ("", MONDAY, false),
    ];
    for (token, now, open) in rows {
        let found = f.store.session(token, now).await.unwrap();
        assert_eq!(found.is_some(), open, "{token} at {now}");
    }
    f.store.close_session(&token).await.unwrap();
    assert_eq!(f.store.session(&token, MONDAY).await.unwrap(), None);
}

#[tokio::test]
async fn sessions_end_together_for_one_person_only() {
    let f = fixture().await;
    let (ada, ben) = (pupil_session(&f, 0), pupil_session(&f, 1));
    for new in [ada.clone(), ada.clone(), ben.clone()] {
        f.store.open_session(new).await.unwrap();
    }
    let (school, class) = (&f.school.school_id, &f.class.class_id);
    let whose = || async {
        let open = f.store.sessions_of_class(school, class, MONDAY).await.unwrap();
        open.into_iter().map(|session| session.who).collect::<Vec<_>>()
    };
    assert_eq!(whose().await.len(), 3);
    f.store.close_sessions_of(school, &ada.who).await.unwrap();
    assert_eq!(whose().await, [ben.who]);
    assert_eq!(f.store.forget_ended_sessions(MONDAY + 60 * MINUTE).await, Ok(1));
    assert_eq!(whose().await, []);
}

#[tokio::test]
async fn ten_guesses_in_five_minutes_and_no_more() {
    let f = fixture().await;
    for minute_tenths in 0..10 {
        let now = MONDAY + minute_tenths * MINUTE / 10;
        assert_eq!(f.store.try_sign_in("reed", now).await, Ok(SignIn::Allowed), "{minute_tenths}");
    }
    let until = MONDAY + 5 * MINUTE;
    assert_eq!(f.store.try_sign_in("reed", MONDAY + MINUTE).await, Ok(SignIn::Refused { until }));
    assert_eq!(f.store.try_sign_in("reed", until - 1).await, Ok(SignIn::Refused { until }));
    assert_eq!(
        f.store.try_sign_in("brown", until - 1).await,
        Ok(SignIn::Allowed),
        "another account"
    );
    assert_eq!(
        f.store.try_sign_in("reed", until).await,
        Ok(SignIn::Allowed),
        "the window has passed"
    );
}

#[tokio::test]
async fn signing_in_forgets_earlier_guesses() {
    let f = fixture().await;
    for _ in 0..11 {
        f.store.try_sign_in("reed", MONDAY).await.unwrap();
    }
    f.store.forget_sign_ins("reed").await.unwrap();
    assert_eq!(f.store.try_sign_in("reed", MONDAY).await, Ok(SignIn::Allowed));
}

#[tokio::test]
async fn a_set_up_link_works_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_at(&place_in(&folder)).await.unwrap();
    let token = store.make_setup_link(MONDAY + MINUTE).await.unwrap();
    assert_eq!(store.setup_link_works(&token, MONDAY).await, Ok(true));
    assert_eq!(store.setup_link_works(&token, MONDAY + MINUTE).await, Ok(false));
    let use_it = |now| store.set_up(&token, now, new_school("Larkfield"), new_staff("Ms Reed"));
    let refused =
        Err(StoreError::Refused { why: "this set-up link has been used or has ended".to_owned() });
    assert_eq!(use_it(MONDAY + MINUTE).await, refused);
    let (school, administrator) = use_it(MONDAY).await.unwrap();
    assert_eq!(use_it(MONDAY).await, refused);
    assert_eq!(store.staff(&school.school_id).await.unwrap(), [administrator]);
    assert_eq!(store.schools().await.unwrap(), [school]);
}

#[tokio::test]
async fn an_address_is_sealed_until_it_is_asked_for_and_gone_for_good_once_deleted() {
    let f = fixture().await;
    let kept = f.store.keep_address("office@school.test").await.unwrap();
    let other = f.store.keep_address("office@school.test").await.unwrap();
    assert!(!kept.contains("office") && kept != other, "{kept}");
    let both = || f.store.addresses(vec![kept.clone(), other.clone()]);
    assert_eq!(both().await.unwrap().values().collect::<Vec<_>>(), ["office@school.test"; 2]);
    f.store.delete_address(&kept).await.unwrap();
    f.store.delete_address(&kept).await.unwrap();
    assert_eq!(both().await.unwrap().keys().collect::<Vec<_>>(), [&other]);
    let wrong = format!("{}~00", other.split_once('~').unwrap().0);
    assert!(f.store.addresses(vec![wrong, String::new()]).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_secret_stays_the_same() {
    let f = fixture().await;
    let first = f.store.secret("delivery").await.unwrap();
    assert_eq!(first.len(), 64);
    assert_ne!(f.store.secret("form").await.unwrap(), first);
    f.store.close().await;
    let again = Store::open_at(&f.place).await.unwrap();
    assert_eq!(again.secret("delivery").await.unwrap(), first);
}
