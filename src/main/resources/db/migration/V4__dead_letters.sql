-- What people did about a dead letter. It speaks of one death: a letter that dies again, whichever version of the gateway
-- writes that down, waits again by itself.
alter table dead_letter
    add column last_answer   text,
    add column settled       text check (settled in ('redriven', 'dropped')),
    add column settled_death timestamptz,                -- the "at" of the death that was settled
    add column settled_at    timestamptz,
    add column redrives      int not null default 0;

alter table dead_letter
    add column state text not null
        generated always as (case when settled_death = at then coalesce(settled, 'waiting') else 'waiting' end) stored;

-- Pages of one state, by time; counts by state.
create index dead_letter_state on dead_letter (state, at, id);
