update enrolment
set left_at = $4
where school_id = $1 and class_id = $2 and pupil_id = $3 and left_at is null
