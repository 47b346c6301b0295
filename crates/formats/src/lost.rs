//! What a draft holds that a format cannot say, in words, for a comment at the head of the file written.

use model::{Bootstrapper, Draft, Layer, Member, Node, Strategy};

/// A kind of fact that a draft can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Places,
    Colours,
    Notes,
    Services,
    Layers,
    Policies,
    Cubes,
    Strategies,
    Bootstrappers,
    Quality,
    OneWayQuality,
    Addresses,
    Interfaces,
    Lonely,
    Unknown,
}

impl Fact {
    const ALL: [Self; 15] = [
        Self::Places,
        Self::Colours,
        Self::Notes,
        Self::Services,
        Self::Layers,
        Self::Policies,
        Self::Cubes,
        Self::Strategies,
        Self::Bootstrappers,
        Self::Quality,
        Self::OneWayQuality,
        Self::Addresses,
        Self::Interfaces,
        Self::Lonely,
        Self::Unknown,
    ];

    fn words(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::Colours => "colours",
            Self::Notes => "notes",
            Self::Services => "services",
            Self::Layers => "layers above the links",
            Self::Policies => "policies",
            Self::Cubes => "QoS cubes",
            Self::Strategies => "pairs chosen by hand to enroll or connect",
            Self::Bootstrappers => "who starts a layer",
            Self::Quality => "link quality",
            Self::OneWayQuality => "link quality of one direction",
            Self::Addresses => "IP addresses",
            Self::Interfaces => "interfaces",
            Self::Lonely => "nodes without links and layers",
            Self::Unknown => "keys that Conga does not know",
        }
    }

    fn is_in(self, draft: &Draft) -> bool {
        let nodes = |has: fn(&Node) -> bool| draft.nodes().any(|(_, node)| has(node));
        let layers = |has: fn(&Layer) -> bool| draft.layers().any(|(_, layer)| has(layer));
        let members = |has: fn(&Member) -> bool| draft.nodes().any(|(_, node)| node.members.iter().any(has));
        match self {
            Self::Places => nodes(|node| node.position.is_some()),
            Self::Colours => nodes(|node| node.color.is_some()) || layers(|layer| layer.color.is_some()),
            Self::Notes => {
                let note = &draft.settings().note;
                !note.is_empty() || nodes(|node| !node.note.is_empty()) || layers(|layer| !layer.note.is_empty())
            }
            Self::Services => draft.services().len() > 0,
            Self::Layers => layers(|layer| !layer.kind.is_hardware()),
            Self::Policies => {
                layers(|layer| !layer.policies.is_empty()) || members(|member| !member.policies.is_empty())
            }
            Self::Cubes => layers(|layer| !layer.cubes.is_empty()),
            Self::Strategies => {
                layers(|layer| layer.enrollment != Strategy::Minimal || layer.flows != Strategy::FullMesh)
            }
            Self::Bootstrappers => layers(|layer| layer.bootstrapper != Bootstrapper::Auto),
            Self::Quality => layers(|layer| !layer.quality.is_perfect()),
            Self::OneWayQuality => members(|member| member.quality.is_some()),
            Self::Addresses => members(|member| member.address.is_some()),
            Self::Interfaces => members(|member| member.interface.is_some()),
            Self::Lonely => nodes(|node| node.members.is_empty()),
            Self::Unknown => nodes(|node| !node.unknown.is_empty()) || layers(|layer| !layer.unknown.is_empty()),
        }
    }
}

/// What `draft` holds beyond `sayable`, as `places, colours`; nothing where it is all said.
pub(crate) fn lost(draft: &Draft, sayable: &[Fact]) -> Option<String> {
    let lost: Vec<&str> =
        Fact::ALL.into_iter().filter(|fact| !sayable.contains(fact) && fact.is_in(draft)).map(Fact::words).collect();
    (!lost.is_empty()).then(|| format!("not said here, kept in the native file only: {}", lost.join(", ")))
}
