select school_id, fact_id, lesson_id, class_id, seq, at, author, body
from fact
where school_id = $1 and class_id = $2 and at >= $3 and seq > $5
    and ($4 = '' or $4 like '%,' || kind || ',%')
order by seq
