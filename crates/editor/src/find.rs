//! Finding things: by name, by kind, by what is wrong with them.

use messages::{Id, id};
use model::{Draft, Finding, LayerKind, Place};

/// At most so many answers.
pub const MOST: usize = 2_000;

/// What is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nodes, layers and services, by name.
    #[default]
    Anything,
    /// Nodes.
    Node,
    /// Hardware layers.
    Link,
    /// Layers of any other kind.
    Layer,
    /// IPCPs, as `n1.router`.
    Ipcp,
    /// Services.
    Service,
    /// Findings, by what they say.
    Finding,
}

impl Kind {
    /// All, as a menu lists them, each with its word.
    pub const ALL: [(Self, Id); 7] = [
        (Self::Anything, id!("find-anything")),
        (Self::Node, id!("find-nodes")),
        (Self::Layer, id!("find-layers")),
        (Self::Link, id!("find-links")),
        (Self::Ipcp, id!("ipcps")),
        (Self::Service, id!("find-services")),
        (Self::Finding, id!("find-findings")),
    ];
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub place: Place,
    /// Its name, or what the finding says.
    pub text: String,
}

/// All of `kind` whose text `fits`, as declared; at most [`MOST`].
pub fn find(draft: &Draft, findings: &[Finding], kind: Kind, fits: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut ask = |place: Place, text: &str| {
        if found.len() < MOST && fits(text) {
            found.push(Found { place, text: text.to_owned() });
        }
    };
    if matches!(kind, Kind::Anything | Kind::Node) {
        draft.nodes().for_each(|(id, node)| ask(Place::Node(id), &node.name));
    }
    if matches!(kind, Kind::Anything | Kind::Layer | Kind::Link) {
        let is_meant = |of: LayerKind| kind == Kind::Anything || of.is_hardware() == (kind == Kind::Link);
        draft
            .layers()
            .filter(|(_, layer)| is_meant(layer.kind))
            .for_each(|(id, layer)| ask(Place::Layer(id), &layer.name));
    }
    if kind == Kind::Ipcp {
        for (id, node) in draft.nodes() {
            for member in &node.members {
                let layer = draft.layer(member.layer).map_or("", |layer| layer.name.as_str());
                ask(Place::Member(id, member.layer), &format!("{layer}.{}", node.name));
            }
        }
    }
    if matches!(kind, Kind::Anything | Kind::Service) {
        draft.services().for_each(|(id, service)| ask(Place::Service(id), &service.name));
    }
    if kind == Kind::Finding {
        for finding in findings {
            ask(finding.at, &format!("{}: {}", finding.at.label(draft), finding.message));
        }
    }
    found
}

/// Whether a text holds `part`, whatever the case.
pub fn holds(text: &str, part: &str) -> bool {
    host::small(text).contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, Member, Node, check};

    fn draft() -> Draft {
        let mut builder = Builder::default();
        let layer = builder.layer(Layer::of("route", LayerKind::Unicast));
        builder.layer(Layer::of("e1", LayerKind::EthDix));
        for name in ["my-router", "Router1", "host"] {
            builder.node(Node { name: name.into(), members: vec![Member::of(layer)], ..Node::default() });
        }
        builder.finish()
    }

    fn names(kind: Kind, part: &str) -> Vec<String> {
        let draft = draft();
        let findings = check::check(&draft);
        let found = find(&draft, &findings, kind, &|text| holds(text, part));
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn case_does_not_matter_and_kinds_are_kept_apart() {
        assert_eq!(names(Kind::Anything, "rout"), ["my-router", "Router1", "route"]);
        assert_eq!(names(Kind::Layer, ""), ["route"]);
        assert_eq!(names(Kind::Link, ""), ["e1"]);
        assert_eq!(names(Kind::Ipcp, "route.h"), ["route.host"]);
    }

    #[test]
    fn findings_are_found_by_what_they_say() {
        let all = names(Kind::Finding, "");
        assert!(!all.is_empty());
        let word = all[0].split(' ').next_back().expect("words").to_lowercase();
        assert!(names(Kind::Finding, &word).contains(&all[0]));
    }
}
