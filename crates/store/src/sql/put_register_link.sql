insert into register_link (from_urn, to_urn, is_split, dated)
values ($1, $2, $3, $4)
on conflict (from_urn, to_urn) do update set is_split = excluded.is_split, dated = excluded.dated
