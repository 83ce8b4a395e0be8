delete from staff_class
where school_id = $1 and class_id = $2 and staff_id = $3
