-- What a school's adults wrote down is append-only too: a mistake is taken back by a new fact.

create trigger school_fact_is_never_changed before update on school_fact
for each row execute function fact_is_append_only();

create trigger school_fact_is_never_removed before delete on school_fact
for each row execute function fact_is_append_only();
