update lesson
set step = $3, title = $4, planned_for = $5
where school_id = $1 and lesson_id = $2
