-- Whom a sign-in link is for; none for the administrator, whose links `conga serve` prints.
alter table sign_in_keys add column person text;
