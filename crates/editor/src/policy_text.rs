//! Policies and QoS cubes as lines of text, as people type them.
//!
//! A policy is `component: name key=value …`, a cube `name key=value …`; one a line, blank lines mean nothing.

use messages::say;
use model::{Policies, Policy, QosCube};
use std::collections::BTreeMap;

/// Policies as lines, sorted by component.
pub fn write_policies(policies: &Policies) -> String {
    let line = |(component, policy): (&String, &Policy)| join(&format!("{component}: {}", policy.name), &policy.params);
    policies.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The policies that lines say.
///
/// Errors: the first line that cannot be read, by number, and how it should look.
pub fn read_policies(text: &str) -> Result<Policies, String> {
    let mut policies = Policies::new();
    for (n, line) in lines(text) {
        let (component, rest) = line.split_once(':').ok_or_else(|| say!("line-write-component-name", n = n))?;
        let mut words = rest.split_whitespace().peekable();
        let name = words.next_if(|word| !word.contains('=')).unwrap_or_default().to_owned();
        policies.insert(component.trim().to_owned(), Policy { name, params: params(n, words)? });
    }
    Ok(policies)
}

/// QoS cubes as lines.
pub fn write_cubes(cubes: &[QosCube]) -> String {
    cubes.iter().map(|cube| join(&cube.name, &cube.params)).collect::<Vec<_>>().join("\n")
}

/// The QoS cubes that lines say.
///
/// Errors: the first line that cannot be read, by number, and how it should look.
pub fn read_cubes(text: &str) -> Result<Vec<QosCube>, String> {
    let cube = |(n, line): (usize, &str)| {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default().to_owned();
        Ok(QosCube { name, params: params(n, words)? })
    };
    lines(text).map(cube).collect()
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line.trim())).filter(|(_, line)| !line.is_empty())
}

fn params<'a>(n: usize, words: impl Iterator<Item = &'a str>) -> Result<BTreeMap<String, String>, String> {
    let mut params = BTreeMap::new();
    for word in words {
        let (key, value) = word.split_once('=').ok_or_else(|| say!("line-should-be-key", n = n, word = word))?;
        params.insert(key.to_owned(), value.to_owned());
    }
    Ok(params)
}

fn join(head: &str, params: &BTreeMap<String, String>) -> String {
    let params = params.iter().map(|(key, value)| format!(" {key}={value}"));
    head.trim_end().to_owned() + &params.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let text = "dht: fast k=4 timeout=10\nrouting: lfa";
        assert_eq!(read_policies(text).map(|policies| write_policies(&policies)), Ok(text.to_owned()));
        let text = "gold delay=10 loss=0\nsilver";
        assert_eq!(read_cubes(text).map(|cubes| write_cubes(&cubes)), Ok(text.to_owned()));
    }

    #[test]
    fn a_policy_may_have_parameters_only() {
        let policies = read_policies("\n dht: k=4 \n").expect("one policy");
        assert_eq!((policies["dht"].name.as_str(), policies["dht"].params["k"].as_str()), ("", "4"));
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        assert_eq!(read_policies("routing: lfa\nnonsense").expect_err("line 2").split(':').next(), Some("Line 2"));
        assert!(read_cubes("gold delay").is_err());
    }
}
