select class.school_id, class.class_id, class.name, class.year_group, class.code, class.lesson_minutes,
    class.timetable, class.unit, class.created_at
from class
join staff_class on staff_class.school_id = class.school_id and staff_class.class_id = class.class_id
where class.school_id = $1 and staff_class.staff_id = $2
order by class.year_group, class.name, class.class_id
