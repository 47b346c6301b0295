//! The machine that follows a script: its variables, its bounds, and its remarks.

use super::{
    script::Script,
    value::{Heap, Value},
};
use crate::Remark;
use messages::say;
use ruff_python_ast::{Expr, ModModule, Parameters, Stmt};
use ruff_text_size::{Ranged, TextSize};
use std::collections::{BTreeSet, HashMap};

/// The steps a script may take beyond one for each of its bytes, so that what is only long is followed to its end; a list's
/// element and eight of a text's bytes count as one.
const MOST_STEPS: usize = 150_000;
/// How deep calls and expressions may be within each other.
const DEEPEST: usize = 100;
/// The most remarks listed.
const MOST_REMARKS: usize = 500;
/// The longest text computed, in bytes.
pub(super) const LONGEST_TEXT: usize = 10_000;

/// A function of the script's.
#[derive(Clone, Copy)]
pub(super) struct Function<'a> {
    pub parameters: Option<&'a Parameters>,
    pub body: Body<'a>,
}

/// What a function does.
#[derive(Clone, Copy)]
pub(super) enum Body<'a> {
    Block(&'a [Stmt]),
    Expression(&'a Expr),
}

/// The machine.
pub(super) struct Machine<'a> {
    pub heap: Heap,
    pub script: Script,
    pub functions: Vec<Function<'a>>,
    /// Variables: the script's own, then those of each call and comprehension that is going on.
    pub frames: Vec<HashMap<String, Value>>,
    line_starts: Vec<TextSize>,
    /// Steps that may still be taken.
    steps_left: usize,
    depth: usize,
    stopped: bool,
    approximated: BTreeSet<Remark>,
    ignored: BTreeSet<Remark>,
}

/// What is left when the script is at its end.
pub(super) struct Finished {
    pub script: Script,
    pub approximated: Vec<Remark>,
    pub ignored: Vec<Remark>,
}

impl<'a> Machine<'a> {
    pub fn new(text: &str) -> Self {
        let newlines =
            text.bytes().zip(1_u32..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| TextSize::new(next));
        Self {
            heap: Heap::default(),
            script: Script::default(),
            functions: Vec::new(),
            frames: vec![HashMap::from([("__name__".to_owned(), Value::text("__main__"))])],
            line_starts: std::iter::once(TextSize::new(0)).chain(newlines).collect(),
            steps_left: MOST_STEPS + text.len(),
            depth: 0,
            stopped: false,
            approximated: BTreeSet::new(),
            ignored: BTreeSet::new(),
        }
    }

    /// Follows the script to its end, or to the end of its steps.
    pub fn run(&mut self, module: &'a ModModule) {
        self.block(&module.body);
    }

    pub fn finish(self) -> Finished {
        let listed = |remarks: BTreeSet<Remark>| remarks.into_iter().collect();
        Finished { script: self.script, approximated: listed(self.approximated), ignored: listed(self.ignored) }
    }

    /// The line of something in the tree.
    pub fn line(&self, at: &impl Ranged) -> usize {
        self.line_starts.partition_point(|start| *start <= at.start())
    }

    /// Takes steps; once they are used up nothing is followed any more.
    pub fn spend(&mut self, steps: usize, line: usize) {
        let left = self.steps_left.checked_sub(steps);
        self.steps_left = left.unwrap_or_default();
        if left.is_none() && !self.stopped {
            self.stopped = true;
            self.note(line, say!("too-many-steps"), true);
        }
    }

    /// Nothing more is followed.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Does something one level deeper, unless that is too deep.
    pub fn deeper<T>(&mut self, line: usize, otherwise: T, act: impl FnOnce(&mut Self) -> T) -> T {
        self.spend(1, line);
        if self.stopped {
            return otherwise;
        }
        if self.depth >= DEEPEST {
            self.ignore(line, say!("calls-too-deep"));
            return otherwise;
        }
        self.depth += 1;
        let result = act(self);
        self.depth -= 1;
        result
    }

    /// Remarks on what was taken over, but not as written.
    pub fn approximate(&mut self, line: usize, what: impl Into<String>) {
        if self.approximated.len() < MOST_REMARKS {
            self.approximated.insert(Remark { line, what: what.into() });
        }
    }

    /// Remarks on what was left out.
    pub fn ignore(&mut self, line: usize, what: impl Into<String>) {
        self.note(line, what, false);
    }

    fn note(&mut self, line: usize, what: impl Into<String>, always: bool) {
        if always || self.ignored.len() < MOST_REMARKS {
            self.ignored.insert(Remark { line, what: what.into() });
        }
    }

    /// The value of a variable: the innermost that has it.
    pub fn variable(&self, name: &str) -> Option<Value> {
        self.frames.iter().rev().find_map(|frame| frame.get(name)).cloned()
    }

    /// Sets a variable of the innermost frame.
    pub fn set_variable(&mut self, name: &str, value: Value) {
        let frame = self.frames.last_mut().expect("the script's own frame is never taken away");
        match frame.get_mut(name) {
            Some(place) => *place = value,
            None => drop(frame.insert(name.to_owned(), value)),
        }
    }

    /// A text computed, if it is not too long.
    pub fn text(&mut self, line: usize, text: String) -> Value {
        self.spend(text.len() / 8, line);
        if text.len() > LONGEST_TEXT {
            self.ignore(line, say!("text-too-long", most = LONGEST_TEXT));
            return Value::Unknown;
        }
        Value::text(&text)
    }

    /// The elements gone through by a loop, or by `list(…)`.
    ///
    /// Shape: a dictionary gives its keys, a text its characters; `None` for what cannot be gone through, or is unknown.
    pub fn elements(&mut self, value: &Value, line: usize) -> Option<Vec<Value>> {
        self.spend(self.heap.len(value).unwrap_or(0), line);
        if self.stopped {
            return None;
        }
        match value {
            Value::List(list) | Value::Tuple(list) => Some(self.heap.lists[*list].clone()),
            Value::Dict(dict) => {
                let keys: Vec<_> = self.heap.dicts[*dict].entries.keys().cloned().collect();
                Some(keys.iter().map(|key| self.heap.value(key)).collect())
            }
            Value::Text(text) => Some(text.chars().map(|c| Value::text(c.encode_utf8(&mut [0; 4]))).collect()),
            _ => None,
        }
    }
}
