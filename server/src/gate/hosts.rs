//! Hosts: the names this server answers to, compared whole; no pattern, no suffix, no wildcard.

use std::net::{IpAddr, SocketAddr};

/// The names this server answers to.
#[derive(Clone, Debug)]
pub struct Hosts {
    /// `host:port` or `host`, lower case, as a browser writes them in Host.
    authorities: Vec<String>,
    /// Names given by hand; a proxy in front may speak TLS for them.
    named: Vec<String>,
}

impl Hosts {
    /// Loopback names with the port of `address`, the address itself, and the names given.
    pub fn of(address: SocketAddr, names: &[String]) -> Self {
        let port = address.port();
        let mut hosts: Vec<String> = ["127.0.0.1", "[::1]", "localhost"].map(str::to_owned).into();
        match address.ip() {
            ip if ip.is_unspecified() => {}
            IpAddr::V4(ip) => hosts.push(ip.to_string()),
            IpAddr::V6(ip) => hosts.push(format!("[{ip}]")),
        }
        let named: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        let mut authorities: Vec<String> = hosts.iter().chain(&named).map(|host| format!("{host}:{port}")).collect();
        if port == 80 {
            authorities.extend(hosts);
        }
        authorities.extend(named.iter().cloned());
        Self { authorities, named }
    }

    /// A Host header of ours.
    pub fn is_ours(&self, host: &str) -> bool {
        self.authorities.iter().any(|authority| authority.eq_ignore_ascii_case(host))
    }

    /// The Origin of a page that was loaded from `host`, which must be ours.
    pub fn is_origin_of(&self, origin: &str, host: &str) -> bool {
        let Some((scheme, authority)) = origin.split_once("://") else { return false };
        let name = authority.split(':').next().unwrap_or_default();
        let scheme_fits = scheme == "http" || (scheme == "https" && self.named.iter().any(|named| named == name));
        scheme_fits && self.is_ours(host) && authority == host.to_ascii_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Hosts {
        Hosts::of("127.0.0.1:3000".parse().expect("an address"), &["lab.example.org".into()])
    }

    #[test]
    fn our_own_names_pass() {
        for host in ["127.0.0.1:3000", "localhost:3000", "[::1]:3000", "LOCALHOST:3000", "lab.example.org"] {
            assert!(hosts().is_ours(host), "{host}");
        }
        assert!(hosts().is_origin_of("http://127.0.0.1:3000", "127.0.0.1:3000"));
        assert!(hosts().is_origin_of("https://lab.example.org", "lab.example.org"));
    }

    #[test]
    fn hostile_hosts_are_refused() {
        for host in [
            "",
            "127.0.0.1",
            "127.0.0.1:3001",
            "127.0.0.1:3000.",
            "127.0.0.1:3000.evil.com",
            "evil.com",
            "evil.com:3000",
            "localhost.evil.com:3000",
            "a.lab.example.org",
            "lab.example.org.",
            "127.1:3000",
            "2130706433:3000",
            "*",
            "127.0.0.1:3000@evil.com",
            "127.0.0.1:3000 ",
            "0.0.0.0:3000",
        ] {
            assert!(!hosts().is_ours(host), "{host}");
        }
    }

    #[test]
    fn hostile_origins_are_refused() {
        for origin in [
            "null",
            "",
            "http://",
            "127.0.0.1:3000",
            "https://127.0.0.1:3000",
            "http://127.0.0.1",
            "http://127.0.0.1:3001",
            "http://127.0.0.1:3000/",
            "http://127.0.0.1:3000.evil.com",
            "http://evil.com",
            "http://localhost:3000",
            "http://127.0.0.1:3000@evil.com",
            "http://user@127.0.0.1:3000",
            "HTTP://127.0.0.1:3000",
            "ws://127.0.0.1:3000",
            "file://127.0.0.1:3000",
            "http://127.0.0.1:3000 ",
            " http://127.0.0.1:3000",
            "http://127.0.0.1:03000",
            "http://[::1]:3000",
            "http://127.0.0.1:3000#",
            "http://127.0.0.1:3000?x",
            "http:// 127.0.0.1:3000",
            "http://xn--localhost:3000",
            "http://evil.com/http://127.0.0.1:3000",
            "http://127.0.0.1:3000,http://evil.com",
        ] {
            assert!(!hosts().is_origin_of(origin, "127.0.0.1:3000"), "{origin}");
        }
    }
}
