insert into register_update (update_id, at, fields, summary)
values ($1, $2, $3, $4)
