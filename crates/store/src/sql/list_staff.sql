select school_id, staff_id, name, email, roles, password_hash, created_at, left_at
from staff
where school_id = $1
order by name, staff_id
