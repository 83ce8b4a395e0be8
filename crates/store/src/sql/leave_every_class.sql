update enrolment
set left_at = $3
where school_id = $1 and pupil_id = $2 and left_at is null
