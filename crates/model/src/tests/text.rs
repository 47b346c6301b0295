//! Drafts written as text, for tests: a line a layer (`n1 unicast`), then a line a node (`a: e1 n1<e1,e2`).

use crate::{Builder, Draft, Finding, Layer, LayerId, LayerKind, Member, Node, Settings, check::check};
use std::fmt::Write;

/// The draft that `text` describes.
pub(super) fn draft(text: &str) -> Draft {
    let mut builder = Builder::new(Settings::default());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once(':') {
            None => {
                let (name, kind) = line.rsplit_once(' ').expect("a name and a kind");
                let (ghost, name) = declared(name);
                builder.layer(Layer { ghost, ..Layer::of(name, LayerKind::parse(kind).expect(kind)) });
            }
            Some((name, members)) => {
                let members = members.split_whitespace().map(|text| member(builder.draft(), text)).collect();
                let (ghost, name) = declared(name);
                builder.node(Node { name: name.into(), ghost, members, ..Node::default() });
            }
        }
    }
    builder.finish()
}

/// A question mark before a name makes it a ghost.
fn declared(name: &str) -> (bool, &str) {
    name.strip_prefix('?').map_or((false, name), |name| (true, name))
}

fn member(draft: &Draft, text: &str) -> Member {
    let id = |name: &str| layer(draft, name);
    let (name, over) = text.split_once('<').unwrap_or((text, ""));
    let over = over.split(',').filter(|name| !name.is_empty()).map(id).collect();
    Member { over, ..Member::of(id(name)) }
}

/// The id of a layer.
pub(super) fn layer(draft: &Draft, name: &str) -> LayerId {
    draft.layer_named(name).unwrap_or_else(|| panic!("no layer {name}"))
}

/// Findings as people read them: a line each, then its mends.
pub(super) fn report(draft: &Draft) -> String {
    check(draft).iter().fold(String::new(), |mut text, finding| {
        write_finding(&mut text, draft, finding);
        text
    })
}

fn write_finding(text: &mut String, draft: &Draft, finding: &Finding) {
    let Finding { severity, code, at, message, advice, .. } = finding;
    writeln!(text, "{severity} {code} {}: {message}; {advice}", at.label(draft)).expect("text grows");
    for mend in &finding.mends {
        writeln!(text, "  > {}", mend.label).expect("text grows");
    }
}
