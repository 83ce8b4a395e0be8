select hub_id, fact_id, seq, at, author, body
from hub_fact
where hub_id = $1 and seq > $2
order by seq
