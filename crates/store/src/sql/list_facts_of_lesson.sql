select school_id, fact_id, lesson_id, class_id, seq, at, author, body
from fact
where school_id = $1 and lesson_id = $2
order by seq
