//! Interfaces of hosts: found by name or hardware address, and said in commands as they are called there.

use crate::Host;
use std::collections::HashMap;
use testbed::{Site, TestbedError};

/// What the interfaces of `machine` are called on its host. `list` is what `ip -o link` says there.
///
/// Errors: the host lacks one; says how the administrator names it.
pub fn find(host: &Host, site: &Site, machine: &str, list: &str) -> Result<HashMap<String, String>, TestbedError> {
    let ports = site.wires.iter().flat_map(|wire| &wire.ports).filter(|port| port.machine == machine);
    ports.map(|port| Ok((port.interface.clone(), find_one(host, &port.interface, list)?))).collect()
}

fn find_one(host: &Host, name: &str, list: &str) -> Result<String, TestbedError> {
    let there = host.interfaces.get(name).map_or(name, String::as_str);
    let found = list.lines().filter_map(interface).find(|(called, address)| {
        *called == there || address.is_some_and(|address| address.eq_ignore_ascii_case(there))
    });
    found.map(|(called, _)| called.to_owned()).ok_or_else(|| {
        let host = &host.name;
        if list.is_empty() {
            return TestbedError::Failed(format!("{host} has no `ip` to look for interfaces with; install iproute2 there"));
        }
        TestbedError::Failed(format!(
            "{host} has no interface `{there}`; the administrator names {host}'s interface for `{name}` in testbeds.toml"
        ))
    })
}

/// Name and hardware address in a line of `ip -o link`: `2: eth0@if3: <…> … link/ether 52:54:… brd …`.
fn interface(line: &str) -> Option<(&str, Option<&str>)> {
    let name = line.split(": ").nth(1)?;
    let address = line.split_once("link/ether ").and_then(|(_, rest)| rest.split(' ').next());
    Some((name.split('@').next()?, address))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "1: lo: <LOOPBACK,UP> mtu 65536 \\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n\
                        2: eth1@if3: <BROADCAST> mtu 1500 \\    link/ether 52:54:00:aa:bb:01 brd ff:ff:ff:ff:ff:ff\n";

    fn host() -> Host {
        let interfaces = [("e1".to_owned(), "52:54:00:AA:BB:01".to_owned())].into();
        Host { name: "h".into(), interfaces, ..Host::default() }
    }

    #[test]
    fn an_interface_is_found_by_its_address_or_its_name() {
        assert_eq!(find_one(&host(), "e1", LIST).as_deref(), Ok("eth1"));
        assert_eq!(find_one(&host(), "eth1", LIST).as_deref(), Ok("eth1"));
        let error = find_one(&host(), "e2", LIST).expect_err("none");
        assert!(error.to_string().contains("names h's interface for `e2` in testbeds.toml"));
    }
}
