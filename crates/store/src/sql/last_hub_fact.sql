select hub_id, fact_id, seq
from hub_fact
where hub_id = $1 and kind = $2
order by seq desc
limit 1
