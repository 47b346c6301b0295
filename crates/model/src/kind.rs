//! The kinds of layer.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a layer is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LayerKind {
    /// Forwards and routes over other layers (RINA: normal DIF).
    Unicast,
    /// Copies to every member, over other layers.
    Broadcast,
    /// Ethernet with DIX frames.
    EthDix,
    /// Ethernet with LLC frames.
    EthLlc,
    /// UDP over IPv4.
    Udp4,
    /// UDP over IPv6.
    Udp6,
    /// Shared memory of one machine.
    Local,
}

impl LayerKind {
    /// Every kind, in the order menus show them.
    pub const ALL: [Self; 7] =
        [Self::Unicast, Self::Broadcast, Self::EthDix, Self::EthLlc, Self::Udp4, Self::Udp6, Self::Local];

    /// The kind as files and commands write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unicast => "unicast",
            Self::Broadcast => "broadcast",
            Self::EthDix => "eth-dix",
            Self::EthLlc => "eth-llc",
            Self::Udp4 => "udp4",
            Self::Udp6 => "udp6",
            Self::Local => "local",
        }
    }

    /// The kind that [`Self::as_str`] writes so, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Stands on hardware (or a machine's memory), so it may not stand on another layer.
    pub fn is_hardware(self) -> bool {
        !matches!(self, Self::Unicast | Self::Broadcast)
    }

    /// Is a cable or a switch between machines, so it has link quality and interfaces.
    pub fn is_ethernet(self) -> bool {
        matches!(self, Self::EthDix | Self::EthLlc)
    }

    /// Needs an IP address on every member.
    pub fn is_udp(self) -> bool {
        matches!(self, Self::Udp4 | Self::Udp6)
    }
}

impl fmt::Display for LayerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
