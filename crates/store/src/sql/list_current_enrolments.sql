select pupil_id, class_id
from enrolment
where school_id = $1 and left_at is null
order by pupil_id, class_id
