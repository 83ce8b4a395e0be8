select school_id, fact_id, seq, at, author, body
from school_fact
where school_id = $1 and seq > $2
order by seq
