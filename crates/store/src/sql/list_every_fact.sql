select school_id, class_id, seq, fact_id, lesson_id, kind, pupil_id, device_id, counter, author, body
from fact
order by school_id, class_id, seq
