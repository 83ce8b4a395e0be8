//! What belongs to the whole store: secrets for signing, the one-time set-up link, the sign-in throttle.
//!
//! Start at [`Store::secret`], [`Store::make_setup_link`], [`Store::try_sign_in`].

use crate::cell::cells;
use crate::id::{hex, random_bytes, sha256};
use crate::registry;
use crate::school::add_school;
use crate::staff::add_staff;
use crate::{Micros, NewSchool, NewStaff, School, Staff, Store, StoreError};

// Cyber Essentials (NCSC), "brute-force attacks": no more than 10 guesses in 5 minutes.
const GUESSES: i64 = 10;
const WINDOW: Micros = 5 * 60 * 1_000_000;

/// Whether another try at signing in may be made now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// Check the password; this try has been counted.
    Allowed,
    /// Do not check it: ten tries were made within five minutes.
    Refused {
        /// When the next try may be made.
        until: Micros,
    },
}

impl Store {
    /// The 32 random bytes kept under `name`, made the first time they are asked for; in hexadecimal.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn secret(&self, name: &str) -> Result<String, StoreError> {
        let (name, fresh) = (name.to_owned(), hex(&random_bytes::<32>()?));
        self.write(move |link| {
            link.run(&registry::ADD_SECRET, cells![&name, fresh])?;
            let row = link.row("secret", &registry::READ_SECRET, cells![&name])?;
            row.ok_or_else(|| StoreError::not_found("secret", &name))?.text(0)
        })
        .await
    }

    /// Counts a try at signing in to `account` at `now`, and says whether it may be made.
    ///
    /// The account is any text that names one person, never an address a whole school shares.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn try_sign_in(&self, account: &str, now: Micros) -> Result<SignIn, StoreError> {
        let cells = cells![account, now, now - WINDOW].to_vec();
        self.write(move |link| {
            let row = link.row("sign-in attempt", &registry::COUNT_SIGN_IN, &cells)?;
            let row =
                row.ok_or_else(|| StoreError::Engine("a sign-in was not counted".to_owned()))?;
            let (tries, since): (i64, Micros) = (row.number(0)?, row.number(1)?);
            Ok(if tries <= GUESSES {
                SignIn::Allowed
            } else {
                SignIn::Refused { until: since + WINDOW }
            })
        })
        .await
    }

    /// Forgets the tries of an account, after it has signed in.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn forget_sign_ins(&self, account: &str) -> Result<(), StoreError> {
        let cells = cells![account].to_vec();
        self.write(move |link| link.run(&registry::REMOVE_SIGN_IN, &cells).map(|_| ())).await
    }

    /// Makes the token of a set-up link that works once, until `expires_at`.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn make_setup_link(&self, expires_at: Micros) -> Result<String, StoreError> {
        let token = hex(&random_bytes::<32>()?);
        let hash = sha256(&token);
        self.write(move |link| {
            link.run(&registry::ADD_SETUP, cells![hash, expires_at]).map(|_| token)
        })
        .await
    }

    /// Whether a set-up link still works at `now`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Engine`] when the store cannot be read.
    pub async fn setup_link_works(&self, token: &str, now: Micros) -> Result<bool, StoreError> {
        let cells = cells![sha256(token), now].to_vec();
        self.read(move |link| Ok(link.row("set-up link", &registry::READ_SETUP, &cells)?.is_some()))
            .await
    }

    /// Uses a set-up link: adds the school and its first administrator, both or neither.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when the link has been used or has ended; nothing is added then.
    pub async fn set_up(
        &self,
        token: &str,
        now: Micros,
        school: NewSchool,
        administrator: NewStaff,
    ) -> Result<(School, Staff), StoreError> {
        let hash = sha256(token);
        self.write(move |link| {
            if link.run(&registry::USE_SETUP, cells![&hash, now])? == 0 {
                return Err(StoreError::refused("this set-up link has been used or has ended"));
            }
            let school = add_school(link, school)?;
            let administrator = add_staff(link, school.school_id.clone(), administrator)?;
            Ok((school, administrator))
        })
        .await
    }
}
