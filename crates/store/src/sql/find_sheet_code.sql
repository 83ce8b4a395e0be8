select school_id
from sheet_code
where code = $1
