//! What a design says of its wires, where they are not as usual.

use model::{Distribution, LinkQuality, Member};
use testbed::{Shape, Spread};

/// Shapes and interfaces by position, ascending; most wires are perfect, and named by their layer.
pub(crate) struct Wiring {
    layers: Vec<(u32, Shape)>,
    ipcps: Vec<(u32, Port)>,
}

/// What is particular about one IPCP's end of a wire.
struct Port {
    interface: Option<String>,
    egress: Option<Shape>,
}

impl Wiring {
    /// Of the layers that are not perfect, and the IPCPs that say something of their wires; both ascending.
    pub(crate) fn of<'d>(
        layers: impl Iterator<Item = (u32, &'d LinkQuality)>,
        ipcps: impl Iterator<Item = (u32, &'d Member)>,
    ) -> Self {
        let port =
            |member: &Member| Port { interface: member.interface.clone(), egress: member.quality.as_ref().map(shape) };
        Self {
            layers: layers.map(|(place, quality)| (place, shape(quality))).collect(),
            ipcps: ipcps.map(|(place, member)| (place, port(member))).collect(),
        }
    }

    /// The interface chosen for an IPCP.
    pub(crate) fn interface(&self, ipcp: u32) -> Option<&str> {
        at(&self.ipcps, ipcp)?.interface.as_deref()
    }

    /// What happens to what an IPCP of `layer` sends.
    pub(crate) fn egress(&self, ipcp: u32, layer: u32) -> Shape {
        let own = at(&self.ipcps, ipcp).and_then(|port| port.egress.as_ref());
        own.or_else(|| at(&self.layers, layer)).cloned().unwrap_or_default()
    }
}

fn at<T>(list: &[(u32, T)], place: u32) -> Option<&T> {
    list.binary_search_by_key(&place, |(place, _)| *place).ok().map(|found| &list[found].1)
}

fn shape(quality: &LinkQuality) -> Shape {
    Shape {
        delay_ms: quality.delay_ms.unwrap_or_default(),
        jitter_ms: quality.jitter_ms.unwrap_or_default(),
        delay_correlation_percent: quality.delay_correlation_percent.unwrap_or_default(),
        spread: match quality.distribution {
            None => Spread::Uniform,
            Some(Distribution::Normal) => Spread::Normal,
            Some(Distribution::Pareto) => Spread::Pareto,
            Some(Distribution::Paretonormal) => Spread::Paretonormal,
        },
        loss_percent: quality.loss_percent.unwrap_or_default(),
        loss_correlation_percent: quality.loss_correlation_percent.unwrap_or_default(),
        rate_mbit: quality.rate_mbit,
        is_cut: false,
    }
}
