delete from session
where school_id = $1 and pupil_id = $2
