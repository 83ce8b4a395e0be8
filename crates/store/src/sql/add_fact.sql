insert into fact (school_id, fact_id, lesson_id, class_id, seq, kind, pupil_id, device_id, counter, at, author, body)
values ($1, $2, $3, $4,
    coalesce((select max(seq) from fact where school_id = $1 and class_id = $4), 0) + 1,
    $5, $6, $7, $8, $9, $10, $11)
on conflict (school_id, device_id, counter) do nothing
returning seq
