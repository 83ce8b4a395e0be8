insert into sheet_code (code, school_id)
values ($1, $2)
on conflict (code) do nothing
returning code
