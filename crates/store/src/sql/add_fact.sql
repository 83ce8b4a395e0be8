insert into fact (school_id, fact_id, lesson_id, class_id, seq, kind, pupil_id, device_id, counter, at, author, body)
select $1, $2, $3, $4, coalesce(max(seq), 0) + 1, $5, $6, $7, $8, $9, $10, $11
from fact
where school_id = $1 and class_id = $4
on conflict (school_id, device_id, counter) do nothing
returning seq
