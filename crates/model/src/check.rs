//! Checks: everything wrong with a draft, at once.

use crate::order;
use crate::{Draft, Edit, Finding, Mend, Place, Severity};
use messages::say;

mod addresses;
mod cycle;
mod ground;
mod islands;
mod layers;
mod links;
mod manual;
mod names;
mod policies;
mod quality;
mod registrations;
mod services;
mod settings;

use ground::Ground;

/// Every code a finding can have, with what it means.
pub const CODES: &[(&str, &str)] = &[
    ("bad-address", "an address is not one of the layer's kind, or not one that a machine can have"),
    ("bad-colour", "a colour is not written `#rrggbb`"),
    ("bad-interface", "an interface name is empty, longer than 15 characters, or has a blank, `/` or `:`"),
    (
        "bad-name",
        "a name has characters other than letters, digits, `-` and `_`, begins with `-`, is empty or too long",
    ),
    ("bad-policy", "a policy has no component, or blanks or control characters in it"),
    ("bad-program", "a service's program or argument has control characters, or there are arguments without a program"),
    ("bad-quality", "a link's delay, loss or rate is out of bounds"),
    ("bootstrapper-enrolls", "the member that starts a layer is also told to enroll in it"),
    ("bootstrapper-not-member", "the node chosen to start a layer is not in it"),
    ("dangling-link", "a link has one end only"),
    ("disconnected-layer", "a layer is in two or more parts that cannot reach each other"),
    ("duplicate-address", "two members of a layer have the same address"),
    ("duplicate-cube", "two QoS cubes of a layer have the same name"),
    ("duplicate-interface", "two links of a node use the same interface"),
    ("duplicate-layer", "two layers have the same name"),
    ("duplicate-member", "a node lists the same layer twice"),
    ("duplicate-node", "two nodes have the same name"),
    ("duplicate-pair", "a pair chosen by hand is there twice"),
    ("duplicate-registration", "a layer is registered twice in the same layer on one node"),
    ("duplicate-service", "two services have the same name"),
    ("duplicate-service-place", "a service lists the same node or layer twice"),
    ("empty-experiment", "there are no nodes"),
    ("empty-layer", "a layer has no members"),
    ("empty-node", "a node is in no layer"),
    ("enrolled-twice", "pairs chosen by hand enroll a member twice"),
    ("hardware-over-layer", "an Ethernet, UDP or local layer is registered in another layer"),
    ("idle-link", "nothing is registered in a link"),
    ("layer-cycle", "layers stand on each other in a ring"),
    ("local-across-machines", "a local layer spans nodes that will be different machines"),
    ("lower-not-on-node", "a layer is registered in a layer that its node is not in"),
    ("member-without-registration", "an IPCP is registered in no layer, so other members cannot reach it"),
    ("missing-address", "a member of a UDP layer has no IP address"),
    ("missing-pairs", "pairs are to be chosen by hand, but there are none"),
    ("missing-prototype", "no prototype is chosen"),
    ("missing-testbed", "no testbed is chosen"),
    ("name-clash", "a service has the name of a layer"),
    ("no-layer", "there are links, but no layer over them"),
    ("over-broadcast", "something is registered in a broadcast layer, which has no directory"),
    ("pair-not-member", "a pair chosen by hand names a node that is not in the layer"),
    ("pair-not-neighbours", "a pair chosen by hand names two members that share no lower layer"),
    ("pair-via", "a pair chosen by hand goes through a layer that its two members do not share"),
    ("self-registration", "a layer is registered in itself"),
    ("service-not-member", "a service is registered in a layer that one of its nodes is not in"),
    ("service-without-layer", "a service is registered in no layer"),
    ("service-without-node", "a service has no nodes"),
    ("undeclared-layer", "a layer is mentioned but never declared"),
    ("undeclared-node", "a node is mentioned but never declared"),
    ("unreached-member", "pairs chosen by hand do not reach every member"),
    ("useless-address", "an address is given where the layer's kind uses none"),
    ("useless-interface", "an interface is given where the layer's kind uses none"),
    ("useless-quality", "a link quality is given for a layer that is no link"),
];

/// What looks for one kind of trouble.
type Theme = fn(&Ground<'_>, &mut Vec<Finding>);

/// What is looked for, in parts that take about as long as each other.
const PARTS: [&[Theme]; 4] = [
    &[settings::check, names::check, layers::check],
    &[links::check, registrations::check],
    &[cycle::check, islands::check],
    &[addresses::check, manual::check, services::check, quality::check, policies::check],
];

/// Everything wrong with `draft`, errors first, then by place. Linear in the size of the draft, but for sorting.
pub fn check(draft: &Draft) -> Vec<Finding> {
    let mut checking = Checking::of(draft);
    while checking.go_on() {}
    checking.findings()
}

/// A check under way, for those who have something else to do in between.
pub struct Checking<'a> {
    ground: Ground<'a>,
    parts: std::slice::Iter<'static, &'static [Theme]>,
    findings: Vec<Finding>,
}

impl<'a> Checking<'a> {
    /// Gathers what the checks look at, which takes as long as a part or two.
    pub fn of(draft: &'a Draft) -> Self {
        Self { ground: Ground::of(draft), parts: PARTS.iter(), findings: Vec::new() }
    }

    /// Does the next part; false if there was none.
    pub fn go_on(&mut self) -> bool {
        let Some(part) = self.parts.next() else { return false };
        part.iter().for_each(|theme| theme(&self.ground, &mut self.findings));
        true
    }

    /// What was found, errors first, then by place.
    pub fn findings(mut self) -> Vec<Finding> {
        order::sort_by_key(&mut self.findings, |finding| (finding.severity, finding.at, finding.code));
        self.findings
    }
}

impl Finding {
    fn error(code: &'static str, at: Place) -> Self {
        Self {
            code,
            severity: Severity::Error,
            at,
            field: None,
            message: String::new(),
            advice: String::new(),
            mends: Vec::new(),
        }
    }

    fn warning(code: &'static str, at: Place) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, at) }
    }

    fn field(self, field: &'static str) -> Self {
        Self { field: Some(field), ..self }
    }

    fn says(self, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..self }
    }

    fn advise(self, advice: impl Into<String>) -> Self {
        Self { advice: advice.into(), ..self }
    }

    fn mends(self, ground: &Ground<'_>, edits: impl IntoIterator<Item = Edit>) -> Self {
        edits.into_iter().fold(self, |finding, edit| finding.mend(ground, edit))
    }

    fn mend_named(mut self, label: impl Into<String>, edit: Edit) -> Self {
        self.mends.push(Mend { label: label.into(), edit });
        self
    }

    fn mend(mut self, ground: &Ground<'_>, edit: Edit) -> Self {
        self.mends.push(Mend { label: edit.label(ground.draft), edit });
        self
    }
}

/// Names in a sentence: `a`, `a and b`, `a, b, c, d, e and 7 more`.
fn list<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    const SHOWN: usize = 5;
    let mut names = names.into_iter();
    let mut shown: Vec<String> = names.by_ref().take(SHOWN + 1).map(|name| name.as_ref().to_owned()).collect();
    let n_more = names.count();
    if shown.len() > SHOWN {
        shown.truncate(SHOWN);
        return say!("list-and-more", list = shown.join(", "), n = n_more + 1);
    }
    match shown.split_last() {
        Some((last, rest)) if !rest.is_empty() => say!("list-and", list = rest.join(", "), last = last),
        _ => shown.concat(),
    }
}
