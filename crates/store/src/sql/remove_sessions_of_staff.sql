delete from session
where school_id = $1 and staff_id = $2
