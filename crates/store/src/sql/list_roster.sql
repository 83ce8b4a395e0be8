select pupil.school_id, pupil.pupil_id, pupil.upn, pupil.given_name, pupil.family_name, pupil.year_group,
    pupil.left_at, enrolment.register_order, enrolment.joined_at, enrolment.left_at
from enrolment
join pupil on pupil.school_id = enrolment.school_id and pupil.pupil_id = enrolment.pupil_id
where enrolment.school_id = $1 and enrolment.class_id = $2
order by enrolment.register_order, pupil.family_name, pupil.given_name, pupil.pupil_id
