//! Two versions of an experiment, or two experiments: what differs in the network, in the plan and in the file.

use crate::{
    placing,
    prepare::{Unprepared, Wanted, prepare},
};
use api::{DiffFact, DiffItem, Difference, Sign};
use editor::diff::{self, By, Diff};
use messages::say;
use model::{Draft, Severity};
use similar::{Algorithm, TextDiff};
use std::{
    fmt::Write,
    time::{Duration, Instant},
};

/// Lines kept around each that differs.
const AROUND: usize = 3;
/// Time for finding few differences instead of some.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// Bytes of a text diff that are told, at most.
const MOST_TEXT: usize = 1_000_000;

/// All that differs.
pub fn compare(before: &Draft, after: &Draft, by: By) -> Difference {
    let Diff { items, mut union } = diff::diff(before, after, by);
    placing::place(&mut union);
    Difference {
        before: before.settings().title.clone(),
        after: after.settings().title.clone(),
        items: items.into_iter().map(item).collect(),
        draft: union,
        steps: unified(&plan_text(before), &plan_text(after)),
        text: unified(&file_text(before), &file_text(after)),
    }
}

fn item(item: diff::Item) -> DiffItem {
    let sign = match item.sign {
        diff::Sign::Added => Sign::Added,
        diff::Sign::Removed => Sign::Removed,
        diff::Sign::Changed => Sign::Changed,
    };
    let fact = |fact: diff::Fact| DiffFact { what: fact.what, before: fact.before, after: fact.after };
    DiffItem { sign, place: item.place, label: item.label, facts: item.facts.into_iter().map(fact).collect() }
}

/// The experiment as its native file says it.
pub fn file_text(draft: &Draft) -> String {
    let native = formats::by_key("native").map(|format| format.write(draft));
    match native {
        Some(Ok(Some(text))) => text,
        Some(Err(error)) => say!("cannot-be-written-as-file", why = error) + "\n",
        _ => String::new(),
    }
}

/// What would be done, step by step with its commands; or why nothing can be.
pub fn plan_text(draft: &Draft) -> String {
    let prepared = match prepare(draft.clone(), &Wanted::default()) {
        Ok(prepared) => prepared,
        Err(Unprepared::Findings(findings)) => {
            let n = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
            return format!("no plan: {n} findings to mend first\n");
        }
        Err(why) => return format!("no plan: {why}\n"),
    };
    let mut text = String::new();
    for step in &prepared.plan.steps {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{}", step.what());
        for command in step.make.iter() {
            let _ = writeln!(text, "    {command}");
        }
    }
    text
}

/// A unified diff without a head; empty where nothing differs.
pub fn unified(before: &str, after: &str) -> String {
    let mut config = TextDiff::configure();
    let found = config.algorithm(Algorithm::Patience).deadline(Instant::now() + PATIENCE).diff_lines(before, after);
    let mut text = String::new();
    for hunk in found.unified_diff().context_radius(AROUND).iter_hunks() {
        if text.len() > MOST_TEXT {
            text.push_str("@@ and more, not shown @@\n");
            break;
        }
        let _ = write!(text, "{hunk}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Layer, LayerKind, Member, Node};

    fn two(layer: &str) -> Draft {
        let mut builder = Builder::default();
        let e1 = builder.layer(Layer::of("e1", LayerKind::EthDix));
        let n1 = builder.layer(Layer::of(layer, LayerKind::Unicast));
        for name in ["a", "b"] {
            let members = vec![Member::of(e1), Member { over: vec![e1], ..Member::of(n1) }];
            builder.node(Node { name: name.into(), members, ..Node::default() });
        }
        builder.finish()
    }

    #[test]
    fn plan_and_file_differ_where_the_network_does() {
        let difference = compare(&two("n1"), &two("core"), By::Names);
        assert!(difference.text.contains("-name = \"n1\"") && difference.text.contains("+name = \"core\""));
        assert!(difference.steps.contains("core.a"), "{}", difference.steps);
        assert_eq!(difference.items.iter().filter(|item| item.sign == Sign::Added).count(), 1);
    }

    #[test]
    fn the_same_has_nothing_to_tell() {
        let same = compare(&two("n1"), &two("n1"), By::Names);
        assert_eq!((same.items, same.steps, same.text), (Vec::new(), String::new(), String::new()));
    }
}
