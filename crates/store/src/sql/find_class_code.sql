select school_id, class_id
from class_code
where code = $1
