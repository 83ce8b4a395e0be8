select school_id, staff_id, name, email, roles, password_hash, created_at, left_at
from staff
where email = $1 and left_at is null
order by school_id, staff_id
