update class
set name = $3, year_group = $4, lesson_minutes = $5, timetable = $6, unit = $7
where school_id = $1 and class_id = $2
