//! The words of the daemon's configuration: tables and keys, and the policies that keys are.

use model::{LayerKind, Policies, Policy};

/// The table of services.
pub(super) const NAME: &str = "name";

/// A policy's component here, its key there, and whether its value is a number.
const KEYS: [(&str, &str, bool); 18] = [
    ("addr_auth", "addr-auth", false),
    ("directory", "directory", false),
    ("hash", "hash", false),
    ("routing", "routing", false),
    ("congestion", "congestion", false),
    ("addr", "addr_size", true),
    ("eid", "eid_size", true),
    ("ttl", "max_ttl", true),
    ("dht_alpha", "dht_alpha", true),
    ("dht_k", "dht_k", true),
    ("dht_t_expire", "dht_t_expire", true),
    ("dht_t_refresh", "dht_t_refresh", true),
    ("dht_t_replicate", "dht_t_replicate", true),
    ("ls_t_recalc", "ls_t_recalc", true),
    ("ls_t_update", "ls_t_update", true),
    ("ls_t_timeo", "ls_t_timeo", true),
    ("ethertype", "ethertype", true),
    ("port", "port", true),
];

/// Whether a file may have a table of this kind.
pub(super) fn is_table(kind: &str) -> bool {
    kind == NAME || LayerKind::parse(kind).is_some()
}

/// The component that a key sets, and the policy that a value of it is.
pub(super) fn policy(key: &str, value: &str) -> Option<(String, Policy)> {
    let (component, ..) = KEYS.iter().find(|known| known.1 == key)?;
    // The command line writes an underscore where the file has a dash.
    let name = if value == "link-state" { "link_state" } else { value };
    Some(((*component).to_owned(), Policy { name: name.to_owned(), ..Policy::default() }))
}

/// Policies as keys and values of a table, and the components that have none.
pub(super) fn keys(policies: &Policies) -> (Vec<(&'static str, String)>, Vec<&str>) {
    let (mut keys, mut lost) = (Vec::new(), Vec::new());
    for (component, policy) in policies {
        let params = policy.params.iter().map(|(param, value)| (param.as_str(), value.as_str()));
        let own = Some((component.as_str(), policy.name.as_str())).filter(|(_, name)| !name.is_empty());
        for (word, value) in own.into_iter().chain(params) {
            let known = KEYS.iter().find(|known| known.0 == word);
            match known.and_then(|(_, key, is_number)| Some((*key, written(value, *is_number)?))) {
                Some(said) => keys.push(said),
                None => lost.push(component.as_str()),
            }
        }
    }
    (keys, lost)
}

fn written(value: &str, is_number: bool) -> Option<String> {
    match (is_number, value) {
        (true, _) => value.parse::<u32>().ok().map(|number| number.to_string()),
        (false, "link_state") => Some("\"link-state\"".into()),
        (false, _) => Some(crate::yaml::quoted(value)),
    }
}
