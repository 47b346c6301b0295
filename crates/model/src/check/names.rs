//! Names: legal, and borne once.

use super::Ground;
use crate::{Draft, Edit, Finding, Place, edit::fresh::Taken, name};
use messages::say;
use std::collections::HashSet;

pub(super) fn check(ground: &Ground<'_>, findings: &mut Vec<Finding>) {
    let draft = ground.draft;
    let mut names = Names { ground, findings, take: Taken::nodes, taken: None, seen: HashSet::new() };
    for (id, node) in draft.nodes() {
        names.name(Place::Node(id), &node.name, "node");
    }
    (names.take, names.taken) = (Taken::layers_and_services, None);
    names.seen.clear();
    for (id, layer) in draft.layers() {
        names.name(Place::Layer(id), &layer.name, "layer");
    }
    // A service shares its name space with layers: both are looked up in the directory of a layer below.
    let layers = std::mem::take(&mut names.seen);
    for (id, service) in draft.services() {
        if layers.contains(service.name.as_str()) {
            names.clash(Place::Service(id), &service.name);
        } else {
            names.name(Place::Service(id), &service.name, "service");
        }
    }
}

struct Names<'a, 'b> {
    ground: &'b Ground<'a>,
    findings: &'b mut Vec<Finding>,
    // Most drafts need no fresh name, so what is taken is gathered when the first one is wanted.
    take: fn(&Draft) -> Taken,
    taken: Option<Taken>,
    seen: HashSet<&'a str>,
}

impl<'a> Names<'a, '_> {
    fn name(&mut self, at: Place, text: &'a str, what: &'static str) {
        let is_new = self.seen.insert(text);
        if let Some(why) = name::fault(text) {
            self.bad(at, text, why);
        } else if !is_new {
            self.duplicate(at, text, what);
        }
    }

    fn free(&mut self, wanted: &str) -> String {
        self.taken.get_or_insert_with(|| (self.take)(self.ground.draft)).free(wanted)
    }

    fn bad(&mut self, at: Place, text: &str, why: &str) {
        let fallback = match at {
            Place::Node(_) => "node",
            Place::Service(_) => "service",
            _ => "layer",
        };
        let hint = self.free(&name::mended(text, fallback));
        let finding = Finding::error("bad-name", at)
            .field("name")
            .says(say!("not-name", text = name::shown(text), why = why))
            .advise(say!("use-letters-digits-as", hint = hint))
            .mend(self.ground, Edit::Rename(at, hint));
        self.findings.push(finding);
    }

    fn duplicate(&mut self, at: Place, text: &str, what: &str) {
        let code = match at {
            Place::Node(_) => "duplicate-node",
            Place::Service(_) => "duplicate-service",
            _ => "duplicate-layer",
        };
        let hint = self.free(text);
        let finding = Finding::error(code, at)
            .field("name")
            .says(say!("another-named-too-so", what = what, text = text))
            .advise(say!("rename-one-them-for", hint = hint))
            .mend(self.ground, Edit::Rename(at, hint));
        self.findings.push(finding);
    }

    fn clash(&mut self, at: Place, text: &str) {
        let hint = self.free(&name::mended(text, "service"));
        let finding = Finding::error("name-clash", at)
            .field("name")
            .says(say!("layer-named-too-both", text = name::shown(text)))
            .advise(say!("rename-service-for-example", hint = hint))
            .mend(self.ground, Edit::Rename(at, hint));
        self.findings.push(finding);
    }
}
