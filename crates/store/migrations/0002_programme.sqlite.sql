-- A hub's facts are append-only too: a mistake is taken back by a new fact.

create trigger hub_fact_is_never_changed before update on hub_fact
begin
    select raise(abort, 'facts are append-only: add a new fact instead of changing one');
end;

create trigger hub_fact_is_never_removed before delete on hub_fact
begin
    select raise(abort, 'facts are append-only: add a new fact instead of removing one');
end;
