-- A nation's facts are append-only too: a mistake is taken back by a new fact.

create trigger nation_fact_is_never_changed before update on nation_fact
begin
    select raise(abort, 'facts are append-only: add a new fact instead of changing one');
end;

create trigger nation_fact_is_never_removed before delete on nation_fact
begin
    select raise(abort, 'facts are append-only: add a new fact instead of removing one');
end;
