-- What people allow, change by change: who said it, where, when, how it is known. Kept for good: it is the proof, and from it
-- Redis learns again what it lost.
create table consent_change (
    seq         bigint      generated always as identity primary key,
    event_id    uuid        not null,
    shard       int         not null,
    contact     text        not null,
    tenant      text        not null,  -- empty: there is but one
    category    text        not null,
    change      text        not null,  -- stop, go, yes or no
    at          timestamptz not null,  -- by who told it
    accepted_at timestamptz not null,  -- first, under whatever alias
    source      text,
    told_by     text,
    told_where  text,
    constraint consent_change_once unique (event_id, category)
);

create index consent_change_contact on consent_change (contact, at);
create index consent_change_shard on consent_change (shard, seq);
