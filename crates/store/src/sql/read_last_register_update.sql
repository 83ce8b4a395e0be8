select update_id, at, fields, summary
from register_update
order by update_id desc
limit 1
