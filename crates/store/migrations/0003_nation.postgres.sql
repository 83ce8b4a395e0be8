-- A nation's facts are append-only too: a mistake is taken back by a new fact.

create trigger nation_fact_is_never_changed before update on nation_fact
for each row execute function fact_is_append_only();

create trigger nation_fact_is_never_removed before delete on nation_fact
for each row execute function fact_is_append_only();
