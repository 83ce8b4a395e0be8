insert into enrolment (school_id, class_id, pupil_id, register_order, joined_at, left_at)
select $1, $2, $3, coalesce(max(register_order), 0) + 1, $4, null
from enrolment
where school_id = $1 and class_id = $2
on conflict (school_id, class_id, pupil_id) do update set left_at = null
