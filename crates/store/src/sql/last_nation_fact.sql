select school_id, fact_id, seq, at
from nation_fact
where school_id = $1 and kind = $2 and about = $3
order by seq desc
limit 1
