insert into pupil (school_id, pupil_id, upn, given_name, family_name, year_group, left_at)
values ($1, $2, $3, $4, $5, $6, null)
