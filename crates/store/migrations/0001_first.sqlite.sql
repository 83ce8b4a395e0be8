-- Facts are append-only: a correction is a new fact.

create trigger fact_is_never_changed before update on fact
begin
    select raise(abort, 'facts are append-only: add a new fact instead of changing one');
end;

create trigger fact_is_never_removed before delete on fact
begin
    select raise(abort, 'facts are append-only: add a new fact instead of removing one');
end;
