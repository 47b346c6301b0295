//! What the editor offers in the command palette: actions, exports, and everything that can be gone to by its name.

use super::{command, head, work::Work};
use crate::{
    files,
    ui::{Glyph, Item},
};
use editor::fuzzy;
use leptos::prelude::*;
use messages::say;
use model::Place;

/// The most places offered.
const MOST_PLACES: usize = 30;

pub(super) fn offer(work: Work, query: &str) -> Vec<(String, Item)> {
    let mut all = command::items(work);
    for (key, line) in files::exports() {
        let to = move || head::download(work, format!("/api/experiments/{}/export/{key}", work.id.get_untracked()));
        all.push((
            say!("export-as", line = line),
            Item { group: say!("export"), ..Item::new(line, Glyph::Download, to) },
        ));
    }
    if !query.trim().is_empty() {
        all.extend(places(work, query));
    }
    all
}

/// Nodes, layers, services and findings whose words fit.
fn places(work: Work, query: &str) -> Vec<(String, Item)> {
    let named = work.peek(|session| {
        let draft = session.draft();
        let nodes = draft.nodes().map(|(id, node)| (node.name.clone(), (Place::Node(id), say!("node"))));
        let layers = draft.layers().map(|(id, layer)| {
            let word = if layer.kind.is_hardware() { say!("link") } else { say!("layer") };
            (layer.name.clone(), (Place::Layer(id), word))
        });
        let services =
            draft.services().map(|(id, service)| (service.name.clone(), (Place::Service(id), say!("service"))));
        let findings = work.findings.get_untracked();
        let findings = findings.iter().map(|finding| {
            (format!("{}: {}", finding.at.label(draft), finding.message), (finding.at, say!("finding")))
        });
        fuzzy::best(query, nodes.chain(layers).chain(services).chain(findings), MOST_PLACES)
    });
    let item = |(name, (place, word)): (String, (Place, &'static str))| {
        let go = move || {
            work.show(place);
            command::focus(".map");
        };
        (name.clone(), Item { group: word, ..Item::new(name, Glyph::Target, go) })
    };
    named.into_iter().map(item).collect()
}
