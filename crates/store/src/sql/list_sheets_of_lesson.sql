select school_id, code, lesson_id, fact_id, created_at
from sheet
where school_id = $1 and lesson_id = $2
order by created_at, code
