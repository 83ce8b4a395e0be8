update staff
set password_hash = $3
where school_id = $1 and staff_id = $2
