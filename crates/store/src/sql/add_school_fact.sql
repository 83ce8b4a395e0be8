insert into school_fact (school_id, fact_id, seq, kind, at, author, body)
select $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $5, $6
from school_fact
where school_id = $1
returning seq
