//! Which lines of the log are shown, kept up to date as lines come.

use super::{Kind, Level, Line, Log};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Only this node's lines; the run's own lines are shown with every node.
    pub node: Option<String>,
    /// Commands and how they ended.
    pub commands: bool,
    /// What commands said.
    pub output: bool,
    /// What daemons logged.
    pub daemons: bool,
    /// Of daemons' lines, those at least this bad.
    pub level: Level,
    /// Only what belongs to commands the user typed.
    pub own: bool,
    /// Only lines with this in their text or their node's name, whatever the case.
    pub search: String,
}

impl Default for Filter {
    fn default() -> Self {
        let search = String::new();
        Self { node: None, commands: true, output: true, daemons: true, level: Level::Info, own: false, search }
    }
}

impl Filter {
    /// What the user typed, and what came of it.
    pub fn own() -> Self {
        Self { own: true, daemons: false, ..Self::default() }
    }

    fn passes(&self, line: &Line, log: &Log, node: Option<u32>, needle: &str) -> bool {
        let kind = match line.kind {
            Kind::Command | Kind::Exit(_) => self.commands,
            Kind::Out | Kind::Err => self.output,
            Kind::Daemon(level) => self.daemons && level >= self.level,
            Kind::State => !self.own,
        };
        let place = self.node.is_none() || line.node.is_none() || line.node == node;
        kind && place
            && (!self.own || line.own)
            && (needle.is_empty()
                || contains(&line.text, needle)
                || line.node.is_some_and(|node| contains(log.node_name(node), needle)))
    }
}

/// Whether `text` contains `needle`, which is in small letters. ASCII is compared without making a copy.
fn contains(text: &str, needle: &str) -> bool {
    if text.is_ascii() && needle.is_ascii() {
        let (text, needle) = (text.as_bytes(), needle.as_bytes());
        text.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
    } else {
        host::small(text).contains(needle)
    }
}

/// The numbers of the lines shown. New lines are looked at once; all of them again only when the filter changes.
#[derive(Clone, Debug, Default)]
pub struct View {
    filter: Filter,
    shown: Vec<usize>,
    n_seen: usize,
}

impl View {
    /// Brings it up to date.
    pub fn update(&mut self, log: &Log, filter: &Filter) {
        // A log shorter than what was seen has begun anew.
        if self.filter != *filter || log.len() < self.n_seen {
            *self = Self { filter: filter.clone(), ..Self::default() };
        }
        let needle = host::small(&filter.search);
        // A node that has said nothing yet has no number, and no lines.
        let node = filter.node.as_deref().and_then(|name| log.number_of(name));
        let from = self.n_seen.max(log.n_gone());
        let fresh = (from..log.len())
            .filter(|number| log.line(*number).is_some_and(|line| filter.passes(line, log, node, &needle)));
        self.shown.extend(fresh);
        self.n_seen = log.len();
        let n_gone = self.shown.partition_point(|number| *number < log.n_gone());
        self.shown.drain(..n_gone);
    }

    /// How many lines are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// The number of the line in this row.
    pub fn number(&self, row: usize) -> Option<usize> {
        self.shown.get(row).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> Log {
        let mut log = Log::default();
        let (a, b) = (log.node("a"), log.node("bee"));
        let mut push = |node, kind, text: &str, own| {
            log.push(Line { at_ms: 0, kind, node: Some(node), text: text.into(), call: None, own });
        };
        push(a, Kind::Command, "irm i b", false);
        push(a, Kind::Daemon(Level::Info), "irmd(II): Ready", false);
        push(b, Kind::Daemon(Level::Error), "irmd(EE): Später", false);
        push(b, Kind::Command, "oping -n x", true);
        push(b, Kind::Out, "Pinging X", true);
        log
    }

    fn shown(filter: &Filter) -> Vec<usize> {
        let mut view = View::default();
        view.update(&log(), filter);
        (0..view.len()).filter_map(|row| view.number(row)).collect()
    }

    #[test]
    fn each_part_of_the_filter_takes_lines_away() {
        let all = Filter::default();
        assert_eq!(shown(&all), [0, 1, 2, 3, 4]);
        assert_eq!(shown(&Filter { node: Some("a".into()), ..all.clone() }), [0, 1]);
        assert_eq!(shown(&Filter { node: Some("silent".into()), ..all.clone() }), [] as [usize; 0]);
        assert_eq!(shown(&Filter { commands: false, ..all.clone() }), [1, 2, 4]);
        assert_eq!(shown(&Filter { level: Level::Warning, ..all.clone() }), [0, 2, 3, 4]);
        assert_eq!(shown(&Filter { daemons: false, output: false, ..all }), [0, 3]);
        assert_eq!(shown(&Filter::own()), [3, 4]);
    }

    #[test]
    fn search_minds_neither_case_nor_alphabet() {
        let search = |text: &str| shown(&Filter { search: text.into(), ..Filter::default() });
        assert_eq!(search("PING"), [3, 4]);
        assert_eq!(search("BEE"), [2, 3, 4]);
        assert_eq!(search("SPÄTER"), [2]);
        assert_eq!(search("nothing"), [] as [usize; 0]);
    }

    #[test]
    fn lines_that_come_later_are_added() {
        let (mut log, mut view, filter) = (log(), View::default(), Filter::default());
        view.update(&log, &filter);
        log.push(Line { at_ms: 0, kind: Kind::Out, node: None, text: "more".into(), call: None, own: false });
        view.update(&log, &filter);
        view.update(&log, &filter);
        assert_eq!(view.len(), 6);
    }

    #[test]
    fn lines_let_go_leave_the_view_too() {
        let (mut log, mut view, filter) = (Log::default(), View::default(), Filter::default());
        for round in 0..2 {
            for _ in 0..super::super::MOST_LINES {
                log.push(Line { at_ms: 0, kind: Kind::Out, node: None, text: "".into(), call: None, own: false });
            }
            view.update(&log, &filter);
            assert_eq!(view.len(), log.lines().count(), "round {round}");
            assert!(view.number(0).and_then(|number| log.line(number)).is_some());
        }
    }
}
