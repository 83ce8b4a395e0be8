//! Members of staff, their roles and the classes they teach.
//!
//! It keeps a password's hash as it is given, and never checks one. Start at [`Store::add_staff`].

use crate::cell::{Cell, Row, cells, json};
use crate::engine::Link;
use crate::registry::{self, Query};
use crate::{Micros, Store, StoreError, new_id};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// The school.
    pub school_id: String,
    /// Their id.
    pub staff_id: String,
    /// Their name as shown.
    pub name: String,
    /// Their address for signing in, in small letters; the only one of its kind in the school.
    pub email: Option<String>,
    /// Their roles, as slugs such as `"teacher"`.
    pub roles: Vec<String>,
    /// The hash of their password, if they have one.
    pub password_hash: Option<String>,
    /// When they were added.
    pub created_at: Micros,
    /// When they left, if they have.
    pub left_at: Option<Micros>,
}

/// A member of staff to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStaff {
    /// Their name as shown.
    pub name: String,
    /// Their address for signing in; kept in small letters.
    pub email: Option<String>,
    /// Their roles, as slugs such as `"teacher"`.
    pub roles: Vec<String>,
    /// The hash of their password, if they have one yet.
    pub password_hash: Option<String>,
    /// When they are added.
    pub created_at: Micros,
}

impl Store {
    /// Adds a member of staff.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when the school has the email already; [`StoreError::Refused`] when there is no
    /// such school.
    pub async fn add_staff(&self, school_id: &str, new: NewStaff) -> Result<Staff, StoreError> {
        let school_id = school_id.to_owned();
        self.write(move |link| add_staff(link, school_id, new)).await
    }

    /// Changes a member of staff's name, email, roles and leaving; their password stays.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`]; [`StoreError::Taken`] when the school has the email already.
    pub async fn change_staff(&self, changed: Staff) -> Result<(), StoreError> {
        self.write(move |link| {
            let Staff { school_id, staff_id, name, email, roles, left_at, .. } = &changed;
            let cells = cells![school_id, staff_id, name, folded(email), json(roles)?, *left_at];
            link.change("member of staff", staff_id, &registry::CHANGE_STAFF, cells)
        })
        .await
    }

    /// Sets the hash of a member of staff's password.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`].
    pub async fn change_password(
        &self,
        school_id: &str,
        staff_id: &str,
        password_hash: Option<&str>,
    ) -> Result<(), StoreError> {
        let (staff_id, cells) =
            (staff_id.to_owned(), cells![school_id, staff_id, password_hash].to_vec());
        self.write(move |link| {
            link.change("member of staff", &staff_id, &registry::CHANGE_PASSWORD, &cells)
        })
        .await
    }

    /// One member of staff, whether or not they have left.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn staff_member(
        &self,
        school_id: &str,
        staff_id: &str,
    ) -> Result<Option<Staff>, StoreError> {
        Ok(self.list(&registry::READ_STAFF, cells![school_id, staff_id]).await?.into_iter().next())
    }

    /// Everyone on the staff, in order of name, leavers too.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn staff(&self, school_id: &str) -> Result<Vec<Staff>, StoreError> {
        self.list(&registry::LIST_STAFF, cells![school_id]).await
    }

    /// Those on any staff with this email who have not left; one entry per school.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn staff_by_email(&self, email: &str) -> Result<Vec<Staff>, StoreError> {
        let email = folded(&Some(email.to_owned()));
        self.list(&registry::FIND_STAFF_BY_EMAIL, cells![email]).await
    }

    /// Who teaches a class, in order of name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn staff_of_class(
        &self,
        school_id: &str,
        class_id: &str,
    ) -> Result<Vec<Staff>, StoreError> {
        self.list(&registry::LIST_STAFF_OF_CLASS, cells![school_id, class_id]).await
    }

    /// Gives a class to a member of staff; nothing happens when they have it already.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when the school does not have the class or the member of staff.
    pub async fn give_class(
        &self,
        school_id: &str,
        class_id: &str,
        staff_id: &str,
    ) -> Result<(), StoreError> {
        let cells = cells![school_id, class_id, staff_id].to_vec();
        self.write(move |link| link.run(&registry::ADD_STAFF_CLASS, &cells).map(|_| ())).await
    }

    /// Takes a class from a member of staff; nothing happens when they did not have it.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn take_class(
        &self,
        school_id: &str,
        class_id: &str,
        staff_id: &str,
    ) -> Result<(), StoreError> {
        let cells = cells![school_id, class_id, staff_id].to_vec();
        self.write(move |link| link.run(&registry::REMOVE_STAFF_CLASS, &cells).map(|_| ())).await
    }

    async fn list(&self, query: &'static Query, cells: &[Cell]) -> Result<Vec<Staff>, StoreError> {
        let cells = cells.to_vec();
        self.read(move |link| link.rows("staff", query, &cells)?.iter().map(staff).collect()).await
    }
}

/// Adds a member of staff within the caller's transaction.
pub(crate) fn add_staff(
    link: &Link<'_>,
    school_id: String,
    new: NewStaff,
) -> Result<Staff, StoreError> {
    let NewStaff { name, email, roles, password_hash, created_at } = new;
    let email = folded(&email);
    let staff_id = new_id();
    let added =
        Staff { school_id, staff_id, name, email, roles, password_hash, created_at, left_at: None };
    link.run(
        &registry::ADD_STAFF,
        cells![
            &added.school_id,
            &added.staff_id,
            &added.name,
            &added.email,
            json(&added.roles)?,
            &added.password_hash,
            added.created_at,
        ],
    )?;
    Ok(added)
}

fn folded(email: &Option<String>) -> Option<String> {
    email.as_ref().map(|email| email.trim().to_lowercase()).filter(|email| !email.is_empty())
}

fn staff(row: &Row) -> Result<Staff, StoreError> {
    Ok(Staff {
        school_id: row.text(0)?,
        staff_id: row.text(1)?,
        name: row.text(2)?,
        email: row.maybe_text(3)?,
        roles: row.json(4)?,
        password_hash: row.maybe_text(5)?,
        created_at: row.number(6)?,
        left_at: row.maybe_number(7)?,
    })
}
