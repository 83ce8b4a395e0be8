insert into register_school (urn, name, body)
values ($1, $2, $3)
on conflict (urn) do update set name = excluded.name, body = excluded.body
