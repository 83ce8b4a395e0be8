select staff.school_id, staff.staff_id, staff.name, staff.email, staff.roles, staff.password_hash,
    staff.created_at, staff.left_at
from staff
join staff_class on staff_class.school_id = staff.school_id and staff_class.staff_id = staff.staff_id
where staff.school_id = $1 and staff_class.class_id = $2
order by staff.name, staff.staff_id
