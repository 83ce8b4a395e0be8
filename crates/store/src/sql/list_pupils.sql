select school_id, pupil_id, upn, given_name, family_name, year_group, left_at
from pupil
where school_id = $1
order by family_name, given_name, pupil_id
