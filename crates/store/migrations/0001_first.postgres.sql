-- Facts are append-only: a correction is a new fact.

create function fact_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'facts are append-only: add a new fact instead of % one',
        case tg_op when 'UPDATE' then 'changing' else 'removing' end;
end
$$;

create trigger fact_is_never_changed before update on fact
for each row execute function fact_is_append_only();

create trigger fact_is_never_removed before delete on fact
for each row execute function fact_is_append_only();
