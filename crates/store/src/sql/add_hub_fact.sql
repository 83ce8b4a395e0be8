insert into hub_fact (hub_id, fact_id, seq, kind, urn, at, author, body)
select $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $5, $6, $7
from hub_fact
where hub_id = $1
returning seq
