//! What differs between two drafts: added, removed, changed, fact by fact; and both as one draft to draw.

mod facts;
mod pairs;
mod union;

use facts::Facts;
use model::{Draft, Place};
use pairs::Pairs;

/// Which records of the two drafts are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Those of the same id: two versions of one experiment, where a name may change.
    Ids,
    /// Those of the same name: two experiments, two files.
    Names,
}

/// How a record differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Only in the second.
    Added,
    /// Only in the first.
    Removed,
    /// In both, not the same.
    Changed,
}

impl Sign {
    /// As a line of a diff begins.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Removed => "-",
            Self::Changed => "~",
        }
    }
}

/// One thing about a record, as `kind` or `in n1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub what: String,
    /// How it was; none where it was not said.
    pub before: Option<String>,
    /// How it is; none where it is not said.
    pub after: Option<String>,
}

/// A record that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// How.
    pub sign: Sign,
    /// Where, in [`Diff::union`].
    pub place: Place,
    /// Its name, as `node router`.
    pub label: String,
    /// What changed; empty for what was added or removed whole.
    pub facts: Vec<Fact>,
}

/// What differs between two drafts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// The experiment, layers, nodes, services; each as declared, what is gone behind what is there.
    pub items: Vec<Item>,
    /// Nodes and layers of both, for a picture: what is gone stands where it stood.
    pub union: Draft,
}

/// What leads from `before` to `after`. `n log n` in their sizes.
pub fn diff(before: &Draft, after: &Draft, by: By) -> Diff {
    let pairs = Pairs::of(before, after, by);
    let (union, places) = union::union(before, after, &pairs);
    let mut items = Vec::new();
    let (old, new) = (Facts { draft: before, pairs: Some((&pairs, after)) }, Facts { draft: after, pairs: None });
    let changed = differing(old.settings(), new.settings());
    if !changed.is_empty() {
        items.push(Item { sign: Sign::Changed, place: Place::Experiment, label: "experiment".into(), facts: changed });
    }
    let mut compare = |was: Option<Place>, is: Option<Place>| {
        let place = is.and_then(|is| places.after(is)).or_else(|| was.and_then(|was| places.before(was)));
        let Some(place) = place else { return };
        let (sign, label, facts) = match (was, is) {
            (None, Some(is)) => (Sign::Added, is.label(after), Vec::new()),
            (Some(was), None) => (Sign::Removed, was.label(before), Vec::new()),
            (Some(was), Some(is)) => {
                let facts = differing(old.of(was), new.of(is));
                if facts.is_empty() {
                    return;
                }
                (Sign::Changed, is.label(after), facts)
            }
            (None, None) => return,
        };
        items.push(Item { sign, place, label, facts });
    };
    let layers = pairs.layers(before, after);
    layers.for_each(|(was, is)| compare(was.map(Place::Layer), is.map(Place::Layer)));
    pairs.nodes(before, after).for_each(|(was, is)| compare(was.map(Place::Node), is.map(Place::Node)));
    pairs.services(before, after).for_each(|(was, is)| compare(was.map(Place::Service), is.map(Place::Service)));
    Diff { items, union }
}

/// The facts that are not the same, in the order of what they are about.
fn differing(old: facts::Said, mut new: facts::Said) -> Vec<Fact> {
    let mut differing = Vec::new();
    for (what, before) in old {
        let after = new.remove(&what);
        if after.as_ref() != Some(&before) {
            differing.push(Fact { what, before: Some(before), after });
        }
    }
    differing.extend(new.into_iter().map(|(what, after)| Fact { what, before: None, after: Some(after) }));
    differing
}

/// The differences as lines of text: a sign and what, then each fact, indented.
pub fn lines(diff: &Diff) -> String {
    let mut text = String::new();
    for item in &diff.items {
        text.push_str(&format!("{} {}\n", item.sign.as_str(), item.label));
        for fact in &item.facts {
            let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".into());
            text.push_str(&format!("    {}: {} → {}\n", fact.what, said(&fact.before), said(&fact.after)));
        }
    }
    text
}

#[cfg(test)]
mod tests;
