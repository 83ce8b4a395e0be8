update school
set name = $2, phase = $3, settings = $4
where school_id = $1
