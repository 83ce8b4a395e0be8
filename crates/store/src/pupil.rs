//! Pupils and the registers of classes.
//!
//! Nobody is removed: a pupil leaves a class or the school, and what they answered is kept.
//! Start at [`Store::roster`].

use crate::cell::{Row, cells};
use crate::engine::Link;
use crate::registry;
use crate::{Micros, Store, StoreError, check_upn, new_id};

/// A pupil of a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pupil {
    /// The school.
    pub school_id: String,
    /// Their id.
    pub pupil_id: String,
    /// Their unique pupil number, if known; the only one of its kind in the school.
    pub upn: Option<String>,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Year group: 0 is Reception.
    pub year_group: u8,
    /// When they left the school, if they have.
    pub left_at: Option<Micros>,
}

/// A pupil to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPupil {
    /// Their unique pupil number, if known.
    pub upn: Option<String>,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Year group: 0 is Reception.
    pub year_group: u8,
}

/// A pupil on the register of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// The pupil.
    pub pupil: Pupil,
    /// Their place on the register, from 1.
    pub register_order: i64,
    /// When they first joined the class.
    pub joined_at: Micros,
    /// When they left the class, if they have.
    pub left_at: Option<Micros>,
}

impl Store {
    /// Who is in a class now, in register order.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn roster(
        &self,
        school_id: &str,
        class_id: &str,
    ) -> Result<Vec<Enrolled>, StoreError> {
        let everyone = self.register(school_id, class_id).await?;
        Ok(everyone.into_iter().filter(|one| one.left_at.is_none()).collect())
    }

    /// Everyone who is or was in a class, in register order.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn register(
        &self,
        school_id: &str,
        class_id: &str,
    ) -> Result<Vec<Enrolled>, StoreError> {
        let cells = cells![school_id, class_id].to_vec();
        self.read(move |link| {
            link.rows("pupil", &registry::LIST_ROSTER, &cells)?.iter().map(enrolled).collect()
        })
        .await
    }

    /// Every pupil of a school, in order of family name, leavers too.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when a stored row is damaged.
    pub async fn pupils(&self, school_id: &str) -> Result<Vec<Pupil>, StoreError> {
        let cells = cells![school_id].to_vec();
        self.read(move |link| {
            link.rows("pupil", &registry::LIST_PUPILS, &cells)?.iter().map(pupil).collect()
        })
        .await
    }

    /// One pupil, whether or not they have left.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unreadable`] when the stored row is damaged.
    pub async fn pupil(
        &self,
        school_id: &str,
        pupil_id: &str,
    ) -> Result<Option<Pupil>, StoreError> {
        let cells = cells![school_id, pupil_id].to_vec();
        self.read(move |link| {
            link.row("pupil", &registry::READ_PUPIL, &cells)?.as_ref().map(pupil).transpose()
        })
        .await
    }

    /// Adds a pupil to a school and to the end of a class's register.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] when the school has the unique pupil number already; [`StoreError::Refused`] when
    /// the number is not one, or the school does not have the class.
    pub async fn add_pupil(
        &self,
        school_id: &str,
        class_id: &str,
        new: NewPupil,
        at: Micros,
    ) -> Result<Pupil, StoreError> {
        let (school_id, class_id) = (school_id.to_owned(), class_id.to_owned());
        self.write(move |link| {
            let added = add_pupil(link, &school_id, new)?;
            join_class(link, &school_id, &class_id, &added.pupil_id, at)?;
            Ok(added)
        })
        .await
    }

    /// Changes a pupil's names, number and year group; leaving the school has its own call.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`]; [`StoreError::Taken`] and [`StoreError::Refused`] as in adding one.
    pub async fn change_pupil(&self, changed: Pupil) -> Result<(), StoreError> {
        self.write(move |link| change_pupil(link, &changed)).await
    }

    /// Moves a pupil from one class to the end of another's register.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] when the pupil is not in the first class; [`StoreError::Refused`] when the
    /// school does not have the second.
    pub async fn move_pupil(
        &self,
        school_id: &str,
        pupil_id: &str,
        from_class_id: &str,
        to_class_id: &str,
        at: Micros,
    ) -> Result<(), StoreError> {
        let pupil_id = pupil_id.to_owned();
        let leave = cells![school_id, from_class_id, &pupil_id, at].to_vec();
        let (school_id, to_class_id) = (school_id.to_owned(), to_class_id.to_owned());
        self.write(move |link| {
            link.change("pupil of that class", &pupil_id, &registry::LEAVE_CLASS, &leave)?;
            join_class(link, &school_id, &to_class_id, &pupil_id, at)
        })
        .await
    }

    /// Puts a pupil of the school on a class's register, keeping any other class they are in.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] when the school does not have the pupil or the class.
    pub async fn join_class(
        &self,
        school_id: &str,
        class_id: &str,
        pupil_id: &str,
        at: Micros,
    ) -> Result<(), StoreError> {
        let cells = cells![school_id, class_id, pupil_id, at].to_vec();
        self.write(move |link| link.run(&registry::JOIN_CLASS, &cells).map(|_| ())).await
    }

    /// Takes a pupil off a class's register; they stay in the school.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] when the pupil is not in the class.
    pub async fn leave_class(
        &self,
        school_id: &str,
        class_id: &str,
        pupil_id: &str,
        at: Micros,
    ) -> Result<(), StoreError> {
        let (id, cells) = (pupil_id.to_owned(), cells![school_id, class_id, pupil_id, at].to_vec());
        self.write(move |link| {
            link.change("pupil of that class", &id, &registry::LEAVE_CLASS, &cells)
        })
        .await
    }

    /// Takes a pupil off every register and marks them as having left the school; their sessions end.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`].
    pub async fn leave_school(
        &self,
        school_id: &str,
        pupil_id: &str,
        at: Micros,
    ) -> Result<(), StoreError> {
        let (school_id, pupil_id) = (school_id.to_owned(), pupil_id.to_owned());
        self.write(move |link| {
            let mut leaver = read_pupil(link, &school_id, &pupil_id)?;
            leaver.left_at = Some(at);
            change_pupil(link, &leaver)?;
            link.run(&registry::LEAVE_EVERY_CLASS, cells![&school_id, &pupil_id, at])?;
            link.run(&registry::REMOVE_SESSIONS_OF_PUPIL, cells![&school_id, &pupil_id])?;
            Ok(())
        })
        .await
    }
}

/// Adds a pupil within the caller's transaction, to no class yet.
pub(crate) fn add_pupil(
    link: &Link<'_>,
    school_id: &str,
    new: NewPupil,
) -> Result<Pupil, StoreError> {
    let NewPupil { upn, given_name, family_name, year_group } = new;
    let upn = sound_upn(upn)?;
    let (school_id, pupil_id) = (school_id.to_owned(), new_id());
    let added =
        Pupil { school_id, pupil_id, upn, given_name, family_name, year_group, left_at: None };
    link.run(
        &registry::ADD_PUPIL,
        cells![
            &added.school_id,
            &added.pupil_id,
            &added.upn,
            &added.given_name,
            &added.family_name,
            added.year_group,
        ],
    )?;
    Ok(added)
}

/// Changes a pupil within the caller's transaction.
pub(crate) fn change_pupil(link: &Link<'_>, changed: &Pupil) -> Result<(), StoreError> {
    let Pupil { school_id, pupil_id, upn, given_name, family_name, year_group, left_at } = changed;
    let upn = sound_upn(upn.clone())?;
    let cells = cells![school_id, pupil_id, upn, given_name, family_name, *year_group, *left_at];
    link.change("pupil", pupil_id, &registry::CHANGE_PUPIL, cells)
}

/// Puts a pupil on a register within the caller's transaction.
pub(crate) fn join_class(
    link: &Link<'_>,
    school_id: &str,
    class_id: &str,
    pupil_id: &str,
    at: Micros,
) -> Result<(), StoreError> {
    link.run(&registry::JOIN_CLASS, cells![school_id, class_id, pupil_id, at]).map(|_| ())
}

/// One pupil within the caller's transaction.
pub(crate) fn read_pupil(
    link: &Link<'_>,
    school_id: &str,
    pupil_id: &str,
) -> Result<Pupil, StoreError> {
    let row = link.row("pupil", &registry::READ_PUPIL, cells![school_id, pupil_id])?;
    pupil(&row.ok_or_else(|| StoreError::not_found("pupil", pupil_id))?)
}

/// Reads a row that begins with the columns of a pupil.
pub(crate) fn pupil(row: &Row) -> Result<Pupil, StoreError> {
    Ok(Pupil {
        school_id: row.text(0)?,
        pupil_id: row.text(1)?,
        upn: row.maybe_text(2)?,
        given_name: row.text(3)?,
        family_name: row.text(4)?,
        year_group: row.number(5)?,
        left_at: row.maybe_number(6)?,
    })
}

fn enrolled(row: &Row) -> Result<Enrolled, StoreError> {
    Ok(Enrolled {
        pupil: pupil(row)?,
        register_order: row.number(7)?,
        joined_at: row.number(8)?,
        left_at: row.maybe_number(9)?,
    })
}

fn sound_upn(upn: Option<String>) -> Result<Option<String>, StoreError> {
    upn.map(|upn| check_upn(&upn).map_err(StoreError::refused)).transpose()
}
