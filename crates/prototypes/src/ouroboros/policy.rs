//! Policies as words of `irm ipcp bootstrap`.

use super::dialect::Dialect;
use messages::say;
use model::order;
use model::{LayerKind, Policies};

/// What may follow a keyword.
enum Values {
    OneOf(&'static [&'static str]),
    Number(u64, u64),
    /// Text that the daemon checks: an address, or a port.
    Address,
}

/// A keyword of `irm ipcp bootstrap` that is a policy.
struct Keyword {
    word: &'static str,
    kinds: &'static [LayerKind],
    values: Values,
    /// Only today's dialect knows it.
    is_new: bool,
}

const UNICAST: &[LayerKind] = &[LayerKind::Unicast];
const UDP: &[LayerKind] = &[LayerKind::Udp4, LayerKind::Udp6];
const HASHED: &[LayerKind] = &[LayerKind::Unicast, LayerKind::EthDix, LayerKind::EthLlc, LayerKind::Local];
const DIX: &[LayerKind] = &[LayerKind::EthDix];
const SECONDS: Values = Values::Number(1, 31_536_000);

const fn old(word: &'static str, kinds: &'static [LayerKind], values: Values) -> Keyword {
    Keyword { word, kinds, values, is_new: false }
}

const fn new(word: &'static str, values: Values) -> Keyword {
    Keyword { word, kinds: UNICAST, values, is_new: true }
}

/// In the order in which the usage text names them. Source: `irm ipcp bootstrap`, Ouroboros 0.23.
const KEYWORDS: &[Keyword] = &[
    old("addr_auth", UNICAST, Values::OneOf(&["flat"])),
    old("directory", UNICAST, Values::OneOf(&["DHT"])),
    old("hash", HASHED, Values::OneOf(&["SHA3_224", "SHA3_256", "SHA3_384", "SHA3_512"])),
    old("routing", UNICAST, Values::OneOf(&["link_state", "lfa", "ecmp"])),
    old("congestion", UNICAST, Values::OneOf(&["none", "mb-ecn"])),
    old("addr", UNICAST, Values::Number(1, 8)),
    old("eid", UNICAST, Values::Number(1, 8)),
    old("ttl", UNICAST, Values::Number(1, 255)),
    new("dht_alpha", Values::Number(1, 255)),
    new("dht_k", Values::Number(1, 255)),
    new("dht_t_expire", SECONDS),
    new("dht_t_refresh", SECONDS),
    new("dht_t_replicate", SECONDS),
    new("ls_t_recalc", SECONDS),
    new("ls_t_update", SECONDS),
    new("ls_t_timeo", SECONDS),
    old("ethertype", DIX, Values::Number(0x600, 0xffff)),
    old("port", UDP, Values::Number(1, 65_535)),
    old("dns", UDP, Values::Address),
];

/// Components that only group parameters: they have no word of their own.
const GROUPS: &[&str] = &["timers", "dt"];

/// The words for `policies` of a layer of `kind`, keyword and value by turns, in the order of the usage text.
///
/// Errors: every policy that is not known, with those that are.
pub(super) fn words(dialect: Dialect, kind: LayerKind, policies: &Policies) -> Result<Vec<String>, Vec<String>> {
    let mut said: Vec<(usize, String)> = Vec::new();
    let mut faults = Vec::new();
    for (component, policy) in policies {
        if !policy.name.is_empty() || policy.params.is_empty() && !GROUPS.contains(&component.as_str()) {
            said_one(dialect, kind, component, &policy.name, &mut said).unwrap_or_else(|fault| faults.push(fault));
        } else if !GROUPS.contains(&component.as_str()) {
            keyword(dialect, kind, component).map(drop).unwrap_or_else(|fault| faults.push(fault));
        }
        for (param, value) in &policy.params {
            said_one(dialect, kind, param, value, &mut said).unwrap_or_else(|fault| faults.push(fault));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    order::sort(&mut said);
    said.dedup_by_key(|(place, _)| *place);
    Ok(said.into_iter().flat_map(|(place, value)| [KEYWORDS[place].word.to_owned(), value]).collect())
}

fn said_one(
    dialect: Dialect,
    kind: LayerKind,
    component: &str,
    value: &str,
    said: &mut Vec<(usize, String)>,
) -> Result<(), String> {
    let place = keyword(dialect, kind, component)?;
    said.push((place, checked(&KEYWORDS[place], value)?));
    Ok(())
}

/// The place of a keyword in the table.
fn keyword(dialect: Dialect, kind: LayerKind, component: &str) -> Result<usize, String> {
    // Rumba's name for the same thing.
    let word = if matches!(component, "dir-hash" | "dir_hash") { "hash" } else { component };
    let is_known = |keyword: &Keyword| keyword.kinds.contains(&kind) && (dialect == Dialect::Today || !keyword.is_new);
    match KEYWORDS.iter().position(|keyword| keyword.word == word) {
        Some(place) if is_known(&KEYWORDS[place]) => Ok(place),
        Some(place) if KEYWORDS[place].kinds.contains(&kind) => Err(say!("policy-is-newer", policy = component)),
        _ => {
            let known: Vec<_> = KEYWORDS.iter().filter(|keyword| is_known(keyword)).map(|known| known.word).collect();
            let known = if known.is_empty() { say!("knows-no-policy").to_owned() } else { known.join(", ") };
            Err(say!("no-such-policy", policy = component, kind = kind.as_str(), known = known))
        }
    }
}

/// The value as `irm` spells it.
fn checked(keyword: &Keyword, value: &str) -> Result<String, String> {
    let word = keyword.word;
    match keyword.values {
        Values::OneOf(known) => {
            // Files write `sha3-256` and `link-state` as often as what `irm` reads.
            let plain = |text: &str| text.to_ascii_lowercase().replace('_', "-");
            let found = known.iter().find(|known| plain(known) == plain(value));
            let wrong = || say!("cannot-be-choose", word = word, value = value, known = known.join(", "));
            found.map(|known| (*known).to_owned()).ok_or_else(wrong)
        }
        Values::Number(least, most) => {
            let hex = value.strip_prefix("0x").map(|digits| u64::from_str_radix(digits, 16));
            let number = hex.unwrap_or_else(|| value.parse());
            match number {
                Ok(number) if (least..=most).contains(&number) => Ok(value.to_owned()),
                _ => Err(say!("cannot-be-number", word = word, value = value, least = least, most = most)),
            }
        }
        Values::Address => {
            let is_address = value.parse::<std::net::IpAddr>().is_ok();
            let wrong = || say!("cannot-be-address", word = word, value = value);
            is_address.then(|| value.to_owned()).ok_or_else(wrong)
        }
    }
}

/// Whether layers of `kind` know the keyword.
pub(super) fn fits(word: &str, kind: LayerKind) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.word == word && keyword.kinds.contains(&kind))
}
