//! `conga diff`: what differs between two experiments.

use super::{Usage, input, output};
use crate::compare;
use editor::diff::{self, By};
use model::Draft;
use std::{path::PathBuf, process::ExitCode};

/// Say what differs between two experiments, by names.
#[derive(clap::Args)]
pub struct DiffArgs {
    /// The first, in any format known; - is standard input
    #[arg(value_name = "A")]
    before: PathBuf,
    /// The second
    #[arg(value_name = "B")]
    after: PathBuf,
    /// What differs in the plan: steps and commands, as a unified diff
    #[arg(long, group = "form")]
    plan: bool,
    /// What differs in the native file, as a unified diff
    #[arg(long, group = "form")]
    text: bool,
}

/// Exit status 0 if they are the same, 1 if they differ.
pub fn diff(args: &DiffArgs) -> Result<ExitCode, Usage> {
    let (before, after) = (input::open(&args.before)?.draft, input::open(&args.after)?.draft);
    let text = match (args.plan, args.text) {
        (true, _) => compare::unified(&compare::plan_text(&before), &compare::plan_text(&after)),
        (_, true) => compare::unified(&compare::file_text(&before), &compare::file_text(&after)),
        _ => in_words(&before, &after),
    };
    let lines = text.lines().map(|line| format!("{}\n", output::harmless(line)));
    output::print(&lines.collect::<String>())?;
    Ok(if text.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn in_words(before: &Draft, after: &Draft) -> String {
    let text = diff::lines(&diff::diff(before, after, By::Names));
    if text.is_empty() && compare::file_text(before) != compare::file_text(after) {
        return "~ the order of records\n".into();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Node};

    fn of(names: &[&str]) -> Draft {
        let mut builder = Builder::default();
        for name in names {
            builder.node(Node { name: (*name).into(), ..Node::default() });
        }
        builder.finish()
    }

    #[test]
    fn another_order_is_a_difference() {
        assert_eq!(in_words(&of(&["a", "b"]), &of(&["a", "b"])), "");
        assert_eq!(in_words(&of(&["a", "b"]), &of(&["b", "a"])), "~ the order of records\n");
        assert_eq!(in_words(&of(&["a", "b"]), &of(&["a", "c"])), "+ node c\n- node b\n");
    }
}
