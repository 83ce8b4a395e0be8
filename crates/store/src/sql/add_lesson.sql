insert into lesson (school_id, lesson_id, class_id, step, title, planned_for, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
