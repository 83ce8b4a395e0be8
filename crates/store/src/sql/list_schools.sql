select school_id, name, phase, demo, settings, created_at
from school
order by created_at, school_id
