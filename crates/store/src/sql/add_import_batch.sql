insert into import_batch (school_id, batch_id, class_id, at, author, summary)
values ($1, $2, $3, $4, $5, $6)
