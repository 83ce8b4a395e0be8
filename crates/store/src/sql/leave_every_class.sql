update enrolment
set left_at = case when joined_at > $3 then joined_at else $3 end
where school_id = $1 and pupil_id = $2 and left_at is null
