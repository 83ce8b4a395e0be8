update enrolment
set left_at = case when joined_at > $4 then joined_at else $4 end
where school_id = $1 and class_id = $2 and pupil_id = $3 and left_at is null
