select school_id, name, demo, created_at
from school
where school_id = $1 and phase = 'nation'
