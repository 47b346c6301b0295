//! Random drafts, mostly wrong: what a hostile or half-finished file may hold.

use crate::{
    Bootstrapper, Builder, Distribution, Draft, Edit, Layer, LayerId, LayerKind, LinkQuality, Member, Node, NodeId,
    Pair, Place, Policy, QosCube, Service, Settings, Strategy as Choose, change::apply, edit::lower,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn name() -> impl Strategy<Value = String> {
    const NAMES: &[&str] =
        &["a", "b", "n1", "e1", "e1", "client1", "", "-x", "a.b", "$(id)", "two words", "\u{1b}[2J", "ä"];
    select(NAMES).prop_map(str::to_owned)
}

fn node_id(n_nodes: u32) -> impl Strategy<Value = NodeId> {
    (1..=n_nodes).prop_map(NodeId)
}

fn layer_id(n_layers: u32) -> impl Strategy<Value = LayerId> {
    (1..=n_layers).prop_map(LayerId)
}

fn quality() -> impl Strategy<Value = LinkQuality> {
    let number = || option::weighted(0.3, select(&[-1.0, 0.0, 5.5, 100.0, 101.0][..]));
    let spread = option::weighted(0.2, Just(Distribution::Normal));
    (number(), number(), number(), number(), number(), number(), spread).prop_map(
        |(
            delay_ms,
            jitter_ms,
            delay_correlation_percent,
            loss_percent,
            loss_correlation_percent,
            rate_mbit,
            distribution,
        )| {
            LinkQuality {
                delay_ms,
                jitter_ms,
                delay_correlation_percent,
                distribution,
                loss_percent,
                loss_correlation_percent,
                rate_mbit,
            }
        },
    )
}

fn member(n_layers: u32) -> impl Strategy<Value = Member> {
    let address = option::weighted(0.3, select(&["10.0.0.1", "10.0.0.2", "::1", "fd00::1", "0.0.0.0", "x"][..]));
    let interface = option::weighted(0.2, select(&["eth0", "eth1", "far-too-long-for-linux", "a b", ""][..]));
    let policy = option::weighted(0.1, select(&["routing", "a b", ""][..]));
    (layer_id(n_layers), vec(layer_id(n_layers), 0..3), address, interface, option::weighted(0.1, quality()), policy)
        .prop_map(|(layer, over, address, interface, quality, policy)| {
            let policy =
                policy.map(|component| (component.to_owned(), Policy { name: "lfa".into(), ..Policy::default() }));
            Member {
                over,
                address: address.map(str::to_owned),
                interface: interface.map(str::to_owned),
                quality,
                policies: policy.into_iter().collect(),
                ..Member::of(layer)
            }
        })
}

fn strategy(n_nodes: u32, n_layers: u32) -> impl Strategy<Value = Choose> {
    let pair = (node_id(n_nodes), node_id(n_nodes), option::of(layer_id(n_layers)));
    let pairs = vec(pair.prop_map(|(from, to, via)| Pair { from, to, via }), 0..5);
    prop_oneof![2 => Just(Choose::Minimal), 1 => Just(Choose::FullMesh), 2 => pairs.prop_map(Choose::Manual)]
}

fn layer(n_nodes: u32, n_layers: u32) -> impl Strategy<Value = Layer> {
    let kind =
        prop_oneof![3 => Just(LayerKind::Unicast), 3 => Just(LayerKind::EthDix), 2 => select(&LayerKind::ALL[..])];
    let bootstrapper = prop_oneof![
        2 => Just(Bootstrapper::Auto),
        1 => Just(Bootstrapper::First),
        1 => Just(Bootstrapper::Centre),
        1 => node_id(n_nodes).prop_map(Bootstrapper::Node),
    ];
    let cubes = vec(select(&["x", "y"][..]), 0..3);
    let color = option::weighted(0.2, select(&["#12abEF", "red"][..]));
    let strategies = (strategy(n_nodes, n_layers), strategy(n_nodes, n_layers));
    (name(), kind, strategies, bootstrapper, prop::bool::weighted(0.1), (cubes, color, quality())).prop_map(
        |(name, kind, (enrollment, flows), bootstrapper, ghost, (cubes, color, quality))| Layer {
            ghost,
            enrollment,
            flows,
            bootstrapper,
            cubes: cubes.into_iter().map(|name| QosCube { name: name.into(), ..QosCube::default() }).collect(),
            color: color.map(str::to_owned),
            quality,
            ..Layer::of(name, kind)
        },
    )
}

fn service(n_nodes: u32, n_layers: u32) -> impl Strategy<Value = Service> {
    let program = select(&["", "oping", "-x", "a b", "\n"][..]);
    let args = vec(select(&["--listen", "\0"][..]).prop_map(str::to_owned), 0..2);
    (name(), vec(node_id(n_nodes), 0..3), vec(layer_id(n_layers), 0..3), program, args).prop_map(
        |(name, nodes, layers, program, args)| Service {
            name,
            nodes,
            layers,
            program: program.into(),
            args,
            ..Service::default()
        },
    )
}

/// Small drafts with every fault there is.
pub(super) fn draft() -> impl Strategy<Value = Draft> {
    (1..6u32, 1..6u32).prop_flat_map(|(n_nodes, n_layers)| {
        let node = (name(), vec(member(n_layers), 0..5), prop::bool::weighted(0.1))
            .prop_map(|(name, members, ghost)| Node { name, members, ghost, ..Node::default() });
        let layers = vec(layer(n_nodes, n_layers), n_layers as usize);
        let services = vec(service(n_nodes, n_layers), 0..3);
        let kinds = select(&[("emulator", "ouroboros"), ("docker", ""), ("", "ouroboros")][..]);
        (layers, vec(node, n_nodes as usize), services, kinds).prop_map(
            |(layers, nodes, services, (testbed, prototype))| {
                let mut settings = Settings::default();
                settings.testbed.kind = testbed.into();
                settings.prototype.kind = prototype.into();
                let mut builder = Builder::new(settings);
                for layer in layers {
                    builder.layer(layer);
                }
                for node in nodes {
                    builder.node(node);
                }
                for service in services {
                    builder.service(service);
                }
                builder.finish()
            },
        )
    })
}

/// The same with names that nobody else bears.
pub(super) fn with_own_names(draft: Draft) -> Draft {
    let mut edits: Vec<Edit> = Vec::new();
    edits.extend(draft.nodes().map(|(id, _)| Edit::Rename(Place::Node(id), format!("node-{}", id.0))));
    edits.extend(draft.layers().map(|(id, _)| Edit::Rename(Place::Layer(id), format!("layer-{}", id.0))));
    edits.extend(draft.services().map(|(id, _)| Edit::Rename(Place::Service(id), format!("service-{}", id.0))));
    let changes = lower(&draft, &Edit::Batch("own names".into(), edits)).expect("names for what is there");
    let mut draft = draft;
    apply(&mut draft, &changes).expect("own changes");
    draft
}
