//! Linking: the edits that join nodes by links, two at a time or many by their names.

use messages::{Id, id, say};
use model::order;
use model::{Draft, Edit, LayerId, LayerKind, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// The most links made at once.
pub const MOST: usize = 5_000;

/// A link between `ends`. It carries the layers above hardware that all its ends are in.
pub fn link(draft: &Draft, kind: LayerKind, ends: Vec<NodeId>) -> Edit {
    let standing = standing_on_hardware(draft);
    link_carrying(draft, &standing, kind, ends)
}

fn link_carrying(draft: &Draft, standing: &[LayerId], kind: LayerKind, ends: Vec<NodeId>) -> Edit {
    let is_shared = |id: &LayerId| ends.iter().all(|end| draft.member(*end, *id).is_some());
    let carry = standing.iter().copied().filter(is_shared).collect();
    Edit::AddLink { name: None, kind, ends, carry }
}

/// Layers registered in a hardware layer somewhere, or nowhere yet: then a new link is for them too.
fn standing_on_hardware(draft: &Draft) -> Vec<LayerId> {
    let is_hardware = |id: &LayerId| draft.layer(*id).is_some_and(|layer| layer.kind.is_hardware());
    let mut stands: BTreeMap<LayerId, Option<bool>> =
        order::map(draft.layers().filter(|(_, layer)| !layer.kind.is_hardware()).map(|(id, _)| (id, None)));
    for member in draft.nodes().flat_map(|(_, node)| &node.members) {
        if let Some(stands) = stands.get_mut(&member.layer).filter(|_| !member.over.is_empty()) {
            *stands = Some(*stands == Some(true) || member.over.iter().any(is_hardware));
        }
    }
    stands.into_iter().filter(|(_, stands)| *stands != Some(false)).map(|(id, _)| id).collect()
}

/// Links to be made between nodes chosen by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Many {
    /// The ends of each link.
    pub links: Vec<Vec<NodeId>>,
    /// Pairs left out, as they have a link already.
    pub n_known: usize,
}

/// The links between every node named by `from` and every other named by `to`, or with `shared` one link for all of them.
/// A pattern is names with `*` and `?`, several of them with commas between; an empty one is `*`.
///
/// Errors: in words, where nothing fits or there would be more than [`MOST`].
pub fn many(draft: &Draft, from: &str, to: &str, shared: bool) -> Result<Many, String> {
    let (from, to) = (named(draft, from)?, named(draft, to)?);
    if shared {
        let all: BTreeSet<NodeId> = order::set(from.into_iter().chain(to));
        return if all.len() < 2 {
            Err(FEW.text().into())
        } else {
            Ok(Many { links: vec![all.into_iter().collect()], n_known: 0 })
        };
    }
    let (known, mut many, mut asked) = (linked(draft), Many::default(), BTreeSet::new());
    for (a, b) in from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b) {
        let pair = (a.min(b), a.max(b));
        if known.contains(&pair) {
            many.n_known += usize::from(asked.insert(pair));
        } else if asked.insert(pair) {
            many.links.push(vec![a, b]);
        }
        if asked.len() > MOST {
            return Err(say!("these-are-more-than", most = MOST));
        }
    }
    if asked.is_empty() { Err(FEW.text().into()) } else { Ok(many) }
}

const FEW: Id = id!("link-joins-two-different");

impl Many {
    /// The edit that makes them, as one step of undo.
    pub fn edit(&self, draft: &Draft) -> Edit {
        let standing = standing_on_hardware(draft);
        let link = |ends: &Vec<NodeId>| link_carrying(draft, &standing, LayerKind::EthDix, ends.clone());
        let n = self.links.len();
        Edit::Batch(say!("make-n-links", n = n), self.links.iter().map(link).collect())
    }
}

/// Pairs of nodes that share a link of two.
fn linked(draft: &Draft) -> BTreeSet<(NodeId, NodeId)> {
    let links = draft.members_by_layer().into_iter();
    let links = links.filter(|(id, _)| draft.layer(*id).is_some_and(|layer| layer.kind.is_hardware()));
    order::set(links.filter_map(|(_, ends)| if let [a, b] = ends[..] { Some((a.min(b), a.max(b))) } else { None }))
}

fn named(draft: &Draft, patterns: &str) -> Result<Vec<NodeId>, String> {
    let patterns = if patterns.trim().is_empty() { "*" } else { patterns };
    let patterns: Vec<Vec<char>> = patterns.split(',').map(|pattern| pattern.trim().chars().collect()).collect();
    let fits = |name: &str| patterns.iter().any(|pattern| fits(pattern, name));
    let nodes: Vec<NodeId> = draft.nodes().filter(|(_, node)| fits(&node.name)).map(|(id, _)| id).collect();
    if nodes.is_empty() { Err(say!("no-node-has-such").into()) } else { Ok(nodes) }
}

/// Whether a name fits a pattern: `*` is any letters, `?` is one. Time is their lengths' product at most.
fn fits(pattern: &[char], name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(letter) if *letter == '?' || *letter == name[n] => (p, n) = (p + 1, n + 1),
            _ => {
                // The last star takes one letter more.
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                (p, n) = (at + 1, taken + 1);
            }
        }
    }
    pattern[p..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, Member, Node, change, edit};

    /// `client1`, `client2`, `router` in `n1`; `router` and `client1` are linked; `spare` is in nothing.
    fn draft() -> Draft {
        let mut builder = Builder::default();
        let e1 = builder.layer(Layer::of("e1", LayerKind::EthDix));
        let n1 = builder.layer(Layer::of("n1", LayerKind::Unicast));
        let upper = Member { over: vec![e1], ..Member::of(n1) };
        for (name, members) in [
            ("client1", vec![Member::of(e1), upper.clone()]),
            ("client2", vec![Member::of(n1)]),
            ("router", vec![Member::of(e1), upper]),
            ("spare", Vec::new()),
        ] {
            builder.node(Node { name: name.into(), members, ..Node::default() });
        }
        builder.finish()
    }

    #[test]
    fn names_fit_patterns() {
        let fits = |pattern: &str, name: &str| fits(&pattern.chars().collect::<Vec<_>>(), name);
        assert!(fits("client*", "client1") && fits("*", "") && fits("a?c*e", "abcde") && fits("*1", "client1"));
        assert!(!fits("client", "client1") && !fits("?", "") && !fits("a*b", "abc"));
        assert!(!fits(&"*a".repeat(50), &"b".repeat(255)));
    }

    #[test]
    fn each_with_each_leaves_out_what_is_linked() {
        let draft = draft();
        let found = many(&draft, "client*", "router, spare", false).expect("links");
        assert_eq!((found.links.len(), found.n_known), (3, 1));
        let ring = many(&draft, "*", "", false).expect("links");
        assert_eq!((ring.links.len(), ring.n_known), (5, 1), "each pair once");
        assert_eq!(
            many(&draft, "x*", "*", false).expect_err("no such name").split(';').next(),
            Some("No node has such a name")
        );
        assert_eq!(many(&draft, "spare", "spare", false), Err(FEW.text().into()));
    }

    #[test]
    fn one_link_for_all_and_one_step_of_undo() {
        let mut draft = draft();
        let shared = many(&draft, "client*", "router", true).expect("a link");
        assert_eq!(shared.links, [[NodeId(1), NodeId(2), NodeId(3)]]);
        let edit = shared.edit(&draft);
        let changes = edit::lower(&draft, &edit).expect("an edit");
        change::apply(&mut draft, &changes).expect("changes that fit");
        let new = draft.layers().next_back().expect("a link").0;
        let n1 = draft.layer_named("n1").expect("n1");
        assert!(draft.member(NodeId(2), n1).is_some_and(|member| member.over == [new]), "it carries what all are in");
    }
}
