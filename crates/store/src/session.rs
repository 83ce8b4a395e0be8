//! Who is signed in: a random token in the browser, its SHA-256 here.
//!
//! A token names its school, so that looking it up stays within one school. It never checks a password.
//! Start at [`Store::open_session`].

use crate::cell::{Row, cells};
use crate::id::{hex, random_bytes, sha256};
use crate::registry;
use crate::{Micros, Store, StoreError};

/// Who a session belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A member of staff, by id.
    Staff(String),
    /// A pupil, by id.
    Pupil(String),
}

/// A session to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// The school.
    pub school_id: String,
    /// Whose it is.
    pub who: Who,
    /// The class a pupil joined, or none.
    pub class_id: Option<String>,
    /// The device, as it named itself.
    pub device_id: Option<String>,
    /// When it is opened.
    pub created_at: Micros,
    /// When it ends by itself.
    pub expires_at: Micros,
}

/// An open session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The school.
    pub school_id: String,
    /// Whose it is.
    pub who: Who,
    /// The class a pupil joined, or none.
    pub class_id: Option<String>,
    /// The device, as it named itself.
    pub device_id: Option<String>,
    /// When it was opened.
    pub created_at: Micros,
    /// When it ends by itself.
    pub expires_at: Micros,
}

impl Store {
    /// Opens a session and gives its token, which is kept nowhere: letters, digits, hyphens and one full stop.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when the school does not have that person or class.
    pub async fn open_session(&self, new: NewSession) -> Result<String, StoreError> {
        let token = format!("{}.{}", new.school_id, hex(&random_bytes::<32>()?));
        let hash = sha256(&token);
        self.write(move |link| {
            let (staff_id, pupil_id) = match &new.who {
                Who::Staff(id) => (Some(id), None),
                Who::Pupil(id) => (None, Some(id)),
            };
            let cells = cells![
                &new.school_id,
                hash,
                staff_id,
                pupil_id,
                &new.class_id,
                &new.device_id,
                new.created_at,
                new.expires_at,
            ];
            link.run(&registry::ADD_SESSION, cells)?;
            Ok(token)
        })
        .await
    }

    /// The session of a token, unless it has ended by `now` or never was.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn session(&self, token: &str, now: Micros) -> Result<Option<Session>, StoreError> {
        let Some((school_id, _)) = token.split_once('.') else { return Ok(None) };
        let cells = cells![school_id, sha256(token), now].to_vec();
        self.read(move |link| {
            link.row("session", &registry::READ_SESSION, &cells)?.as_ref().map(session).transpose()
        })
        .await
    }

    /// The sessions open in a class at `now`, the first opened first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn sessions_of_class(
        &self,
        school_id: &str,
        class_id: &str,
        now: Micros,
    ) -> Result<Vec<Session>, StoreError> {
        let cells = cells![school_id, class_id, now].to_vec();
        self.read(move |link| {
            link.rows("session", &registry::LIST_SESSIONS_OF_CLASS, &cells)?
                .iter()
                .map(session)
                .collect()
        })
        .await
    }

    /// Ends a session; nothing happens when it has ended already.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn close_session(&self, token: &str) -> Result<(), StoreError> {
        let Some((school_id, _)) = token.split_once('.') else { return Ok(()) };
        let cells = cells![school_id, sha256(token)].to_vec();
        self.write(move |link| link.run(&registry::REMOVE_SESSION, &cells).map(|_| ())).await
    }

    /// Ends every session of one person, as after a change of password or role.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn close_sessions_of(&self, school_id: &str, who: &Who) -> Result<(), StoreError> {
        let (query, id) = match who {
            Who::Staff(id) => (&registry::REMOVE_SESSIONS_OF_STAFF, id),
            Who::Pupil(id) => (&registry::REMOVE_SESSIONS_OF_PUPIL, id),
        };
        let cells = cells![school_id, id].to_vec();
        self.write(move |link| link.run(query, &cells).map(|_| ())).await
    }

    /// Removes the sessions that have ended by `now`; says how many there were.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn forget_ended_sessions(&self, now: Micros) -> Result<usize, StoreError> {
        self.write(move |link| link.run(&registry::REMOVE_EXPIRED_SESSIONS, cells![now])).await
    }
}

fn session(row: &Row) -> Result<Session, StoreError> {
    let who = match (row.maybe_text(1)?, row.maybe_text(2)?) {
        (Some(staff_id), _) => Who::Staff(staff_id),
        (None, _) => Who::Pupil(row.text(2)?),
    };
    Ok(Session {
        school_id: row.text(0)?,
        who,
        class_id: row.maybe_text(3)?,
        device_id: row.maybe_text(4)?,
        created_at: row.number(5)?,
        expires_at: row.number(6)?,
    })
}
