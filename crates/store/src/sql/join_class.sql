insert into enrolment (school_id, class_id, pupil_id, register_order, joined_at, left_at)
values ($1, $2, $3,
    coalesce((select max(register_order) from enrolment where school_id = $1 and class_id = $2), 0) + 1,
    $4, null)
on conflict (school_id, class_id, pupil_id) do update set left_at = null
