-- The audit trail, the memory of what was seen, the state of sent messages, and what was given up.
-- Days are UTC. Empty texts are stored as null, so that the partial indexes hold only what can be asked for.

create table ledger (
    day         date        not null,  -- of acceptance: the partition
    event_id    uuid        not null,
    step        text        not null,
    kind        text        not null,
    at          timestamptz not null,
    contact     text,
    message_id  text,
    delivery_id text,
    order_no    text,
    detail      jsonb       not null,
    -- Leads with the event: the same index keeps a row single and finds an event's rows.
    constraint ledger_once unique (event_id, step, day)
) partition by range (day);

create index ledger_contact on ledger (contact, at) where contact is not null;
-- A person whose key is a user id is also known by the phone that came with it.
create index ledger_phone on ledger ((detail ->> 'phone'), at) where detail ? 'phone';
create index ledger_message on ledger (message_id) where message_id is not null;
create index ledger_delivery on ledger (delivery_id) where delivery_id is not null;
create index ledger_order on ledger (order_no) where order_no is not null;

create table ledger_default partition of ledger default;

create table event_seen (
    day         date        not null,  -- of the event's own time: the partition
    event_id    uuid        not null,
    entry_id    text        not null,
    accepted_at timestamptz not null,
    constraint event_seen_once unique (event_id, day)
) partition by range (day);

-- Tells in a glance whether a partition still holds something accepted lately.
create index event_seen_accepted on event_seen using brin (accepted_at);

create table event_seen_default partition of event_seen default;

create table message (
    message_id  text primary key,
    delivery_id text,
    sender      text,
    contact     text,
    state       text        not null,
    rank        int         not null,
    at          timestamptz not null,
    error       text
);

create index message_at on message using brin (at);

create table dead_letter (
    id          text primary key,
    event_id    uuid        not null,
    shard       int         not null,
    destination text,
    contact     text,
    reason      text        not null,
    attempts    int         not null,
    at          timestamptz not null,
    body        text        not null
);

create index dead_letter_at on dead_letter (at);

-- Stream entries that could not be read or written, as they were.
create table ledger_unreadable (
    stream   text        not null,
    entry_id text        not null,
    reason   text        not null,
    body     bytea       not null,
    at       timestamptz not null,
    primary key (stream, entry_id)
);

-- Makes the partition of a day unless it is there, and moves into it what the default partition holds of that day.
-- Safe to call from several nodes at once.
create function spillway_ensure_day(parent text, wanted date) returns boolean language plpgsql as $$
declare
    child text := parent || '_p' || to_char(wanted, 'YYYYMMDD');
    rest text := parent || '_default';
begin
    if to_regclass(child) is not null then
        return false;
    end if;
    -- The lock keeps rows of that day out of the default partition, and other nodes out of here.
    execute format('lock table %I in access exclusive mode', rest);
    if to_regclass(child) is not null then
        return false;
    end if;
    execute format('create table %I (like %I including defaults)', child, parent);
    execute format('with moved as (delete from %I where day = %L returning *) insert into %I select * from moved',
        rest, wanted, child);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, child, wanted, wanted + 1);
    return true;
end
$$;

-- Drops the partitions of days before a day, except those that hold a row whose column "fresh" is not before it.
create function spillway_drop_days(parent text, before date, fresh text) returns int language plpgsql as $$
declare
    child text;
    busy boolean;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('spillway_days'));
    for child in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = parent::regclass
            and c.relname ~ ('^' || parent || '_p[0-9]{8}$')
            and to_date(right(c.relname, 8), 'YYYYMMDD') < before
    loop
        execute format('select exists (select from %I where %I >= %L)', child, fresh, before) into busy;
        if not busy then
            execute format('drop table if exists %I', child);
            dropped := dropped + 1;
        end if;
    end loop;
    return dropped;
end
$$;
