insert into hub_school (hub_id, urn, added_at)
values ($1, $2, $3)
on conflict (hub_id, urn) do nothing
