//! The report of an import: what was taken over, what only nearly, and what not.

use model::{Change, Draft, Settings, Swap, change};
use std::sync::Arc;

/// A text read.
#[derive(Clone, Debug)]
pub struct Imported {
    /// What it says, as a draft.
    pub draft: Draft,
    /// How well it was understood.
    pub report: Report,
}

/// How well a text was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The key of the format read.
    pub format: &'static str,
    /// How many nodes, layers, memberships, registrations and services were taken over.
    pub mapped: usize,
    /// What was taken over, but not quite as written, by line.
    pub approximated: Vec<Remark>,
    /// What was left out, by line.
    pub ignored: Vec<Remark>,
}

/// One remark on a line of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The line, counted from 1.
    pub line: usize,
    /// What became of it, one sentence without a full stop.
    pub what: String,
}

impl Report {
    /// A report on `draft` as read by the format of this key.
    pub(crate) fn of(format: &'static str, draft: &Draft) -> Self {
        let members = || draft.nodes().flat_map(|(_, node)| &node.members);
        let registrations: usize = members().map(|member| member.over.len()).sum();
        let records = draft.nodes().len() + draft.layers().len() + draft.services().len();
        Self {
            format,
            mapped: records + members().count() + registrations,
            approximated: Vec::new(),
            ignored: Vec::new(),
        }
    }

    /// Moves every remark down, where what was read stands below other lines.
    pub(crate) fn shift(&mut self, n_lines: usize) {
        for remark in self.approximated.iter_mut().chain(&mut self.ignored) {
            remark.line += n_lines;
        }
    }
}

/// The import with the file's name as title, where the file gave none.
pub(crate) fn titled(mut imported: Imported, file_name: &str) -> Imported {
    let settings = imported.draft.settings();
    let stem = file_name.rsplit(['/', '\\']).next().unwrap_or_default().split('.').next().unwrap_or_default();
    if settings.title == Settings::default().title && !stem.is_empty() && stem != "-" {
        let before = Arc::new(settings.clone());
        let after = Arc::new(Settings { title: stem.chars().take(120).collect(), ..settings.clone() });
        let change = Change::Settings(Swap { before: Some(before), after: Some(after) });
        change::apply(&mut imported.draft, &[change]).expect("the settings were read a line above");
    }
    imported
}
