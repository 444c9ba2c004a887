-- What the nodes know of Redis, so that they notice when it comes back without what it had taken.

-- Per shard the highest id its inbox stream ever had, and the newest entry known together with its dedupe mark.
create table watermark (
    shard        int         primary key,
    id_ms        bigint      not null,
    id_seq       bigint      not null,
    marked_ms    bigint      not null,
    marked_seq   bigint      not null,
    marked_event text        not null,  -- empty: none known
    marked_until bigint      not null,  -- when the mark expires, in ms of Redis' clock
    saved_at     timestamptz not null default now()
);

-- Shards whose Redis lost entries: up to which id, since when, and until when their events are checked against Postgres.
create table redis_rollback (
    shard    int         primary key,
    since    timestamptz not null,
    until    timestamptz not null,
    lost_ms  bigint      not null,
    lost_seq bigint      not null
);

-- Whether a delivery became a message.
create index message_delivery on message (delivery_id) where delivery_id is not null;
