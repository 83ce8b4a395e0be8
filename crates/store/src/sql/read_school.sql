select school_id, name, phase, demo, settings, created_at
from school
where school_id = $1
