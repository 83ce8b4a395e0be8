insert into hub (hub_id, lead_urn, created_at)
values ($1, $2, $3)
