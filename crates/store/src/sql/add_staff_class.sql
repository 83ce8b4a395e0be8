insert into staff_class (school_id, class_id, staff_id)
values ($1, $2, $3)
on conflict (school_id, class_id, staff_id) do nothing
