insert into session (school_id, token_sha256, staff_id, pupil_id, class_id, device_id, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
