select school_id, lesson_id, class_id, step, title, planned_for, created_at
from lesson
where school_id = $1 and class_id = $2
order by coalesce(planned_for, created_at), lesson_id
