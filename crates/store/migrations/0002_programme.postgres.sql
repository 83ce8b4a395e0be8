-- A hub's facts are append-only too: a mistake is taken back by a new fact.

create trigger hub_fact_is_never_changed before update on hub_fact
for each row execute function fact_is_append_only();

create trigger hub_fact_is_never_removed before delete on hub_fact
for each row execute function fact_is_append_only();
