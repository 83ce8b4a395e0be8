select school_id, name, demo, created_at
from school
where phase = 'nation'
order by created_at, school_id
