select school_id, class_id, name, year_group, code, lesson_minutes, timetable, unit, created_at
from class
where school_id = $1 and class_id = $2
