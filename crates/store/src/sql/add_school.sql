insert into school (school_id, name, phase, demo, settings, created_at)
values ($1, $2, $3, $4, $5, $6)
