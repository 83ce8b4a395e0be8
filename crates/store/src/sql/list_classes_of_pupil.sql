select class.school_id, class.class_id, class.name, class.year_group, class.code, class.lesson_minutes,
    class.timetable, class.unit, class.created_at
from class
join enrolment on enrolment.school_id = class.school_id and enrolment.class_id = class.class_id
where class.school_id = $1 and enrolment.pupil_id = $2 and enrolment.left_at is null
order by class.year_group, class.name, class.class_id
