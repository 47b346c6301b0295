-- Experiments with their history, runs with their journals, sessions. Ids are 32 hexadecimal digits; times are
-- milliseconds since 1970-01-01 UTC; what has the shape of the program's own data is JSON.

-- One row: what tells this folder from another.
create table folder (
    one integer primary key check (one = 1),
    -- Part of the cookie's name: cookies do not know ports, and two servers on one machine must not take each other's.
    key text not null
) strict;

-- Sign-in links not used yet, by SHA-256.
create table sign_in_keys (
    digest blob primary key,
    expires_ms integer not null
) strict, without rowid;

-- Sessions by the SHA-256 of the id in the cookie.
create table sessions (
    digest blob primary key,
    data text not null,
    expires_ms integer not null
) strict, without rowid;

create table experiments (
    id text primary key,
    title text not null,
    draft text not null,
    -- Counts every change, undo and redo.
    version integer not null,
    -- The place of the last edit that is done; the ones after it can be redone.
    done integer not null,
    -- SHA-256 of the last save, so that one whose answer was lost can be asked for again.
    last_save blob,
    changed_ms integer not null,
    deleted_ms integer,
    -- What the list shows, made at each save.
    n_nodes integer not null,
    n_layers integer not null,
    n_errors integer not null,
    thumbnail text not null
) strict;

create table edits (
    experiment text not null references experiments (id) on delete cascade,
    place integer not null,
    label text not null,
    changes text not null,
    primary key (experiment, place)
) strict, without rowid;

create table runs (
    id text primary key,
    experiment text not null references experiments (id) on delete cascade,
    title text not null,
    testbed text not null,
    began_ms integer not null,
    ended_ms integer,
    state text not null,
    summary text not null,
    start text not null,
    draft text not null,
    plan text not null
) strict;

create index runs_of_experiment on runs (experiment, began_ms);

create table events (
    run text not null references runs (id) on delete cascade,
    seq integer not null,
    event text not null,
    primary key (run, seq)
) strict, without rowid;
