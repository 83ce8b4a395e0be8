insert into class (school_id, class_id, name, year_group, code, lesson_minutes, timetable, unit, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
