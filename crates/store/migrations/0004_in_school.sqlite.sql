-- What a school's adults wrote down is append-only too: a mistake is taken back by a new fact.

create trigger school_fact_is_never_changed before update on school_fact
begin
    select raise(abort, 'facts are append-only: add a new fact instead of changing one');
end;

create trigger school_fact_is_never_removed before delete on school_fact
begin
    select raise(abort, 'facts are append-only: add a new fact instead of removing one');
end;
