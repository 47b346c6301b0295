-- The list counts links apart from layers: a link is a hardware layer.

alter table experiments add column n_links integer not null default 0;

update experiments set n_links = (
    select count(*) from json_each(draft, '$.layers')
    where json_extract(value, '$.kind') in ('eth-dix', 'eth-llc', 'udp4', 'udp6', 'local')
);
update experiments set n_layers = n_layers - n_links;
