update pupil
set upn = $3, given_name = $4, family_name = $5, year_group = $6, left_at = $7
where school_id = $1 and pupil_id = $2
