insert into class_code (code, school_id, class_id)
values ($1, $2, $3)
on conflict (code) do nothing
returning code
