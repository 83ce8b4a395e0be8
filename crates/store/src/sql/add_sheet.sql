insert into sheet (school_id, code, lesson_id, fact_id, created_at)
values ($1, $2, $3, $4, $5)
