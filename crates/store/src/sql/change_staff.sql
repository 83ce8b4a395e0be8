update staff
set name = $3, email = $4, roles = $5, left_at = $6
where school_id = $1 and staff_id = $2
