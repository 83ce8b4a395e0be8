select school_id, batch_id, class_id, at, author, summary
from import_batch
where school_id = $1
order by at desc, batch_id desc
