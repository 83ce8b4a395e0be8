insert into staff (school_id, staff_id, name, email, roles, password_hash, created_at, left_at)
values ($1, $2, $3, $4, $5, $6, $7, null)
