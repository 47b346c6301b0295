//! Pipes: programs that run at once, each hearing what the one before says.

use super::{Item, Link, Pipe, Simple, Streams, is_program};
use crate::ident::Proc;
use crate::process::{Input, Program, Sink};
use crate::world::World;
use testbed::Voice;

/// What is kept for a program that has not begun to read, bytes.
const LONGEST_HELD: usize = 1 << 16;

impl World {
    pub(super) fn run_pipe(&mut self, process: Proc, mut pipe: Pipe) {
        if pipe.len() == 1 {
            return self.run_simple(process, pipe.remove(0));
        }
        // From the last to the first: who writes must know who reads.
        let (mut children, mut reader) = (Vec::new(), None);
        for (place, simple) in pipe.into_iter().enumerate().rev() {
            let child = self.spawn_part(process, simple, (place > 0, reader));
            reader = child;
            children.extend(child);
        }
        children.reverse();
        self.set_shell(process, children, 126);
    }

    /// Starts a program of a pipe: whether somebody writes to it, and who reads.
    fn spawn_part(&mut self, process: Proc, simple: Simple, (is_read_to, reader): (bool, Option<u32>)) -> Option<u32> {
        let running = self.process(process)?;
        let out = reader.map_or(running.out.clone(), Sink::Pipe);
        let input = if is_read_to { Input::Pipe(String::new()) } else { Input::Nothing };
        let streams = Streams { input, out, err: running.err.clone() };
        let shell = self.shell_mut(process)?;
        let words = shell.variables.expand(&simple.words, shell.status).unwrap_or_default();
        if !is_program(&words) {
            let chain = vec![(Link::First, vec![simple])];
            return self.spawn_shell(process, Item { chain, background: false }, streams);
        }
        let streams = self.redirect_from(process, streams, &simple.redirects)?;
        self.spawn_with(process, words, streams)
    }

    /// Text comes out of a pipe. Who does not read loses it.
    pub(crate) fn piped(&mut self, reader: Proc, text: &str) {
        let Some(running) = self.process_mut(reader) else { return };
        match (&running.program, &mut running.input) {
            (Program::Cat, _) => self.write(reader, Voice::Out, text),
            (Program::Starting(_), Input::Pipe(held)) if held.len() + text.len() <= LONGEST_HELD => held.push_str(text),
            _ => {}
        }
    }

    /// A program that reads what comes, and says it again.
    pub(crate) fn cat_begins(&mut self, process: Proc) {
        let Some(running) = self.process_mut(process) else { return };
        running.program = Program::Cat;
        let held = match std::mem::replace(&mut running.input, Input::Nothing) {
            Input::Nothing => return self.exit_later(process, 0, 0),
            Input::Text(text) => {
                self.write(process, Voice::Out, &text);
                return self.exit_later(process, 0, 0);
            }
            Input::Pipe(held) => held,
        };
        self.write(process, Voice::Out, &held);
        self.pipe_may_end(process);
    }

    /// A reader ends once nobody writes to it any more.
    pub(crate) fn pipe_may_end(&mut self, reader: Proc) {
        let is_reading = matches!(self.process(reader).map(|running| &running.program), Some(Program::Cat));
        let writes = |sink: &Sink| *sink == Sink::Pipe(reader.pid);
        let mut others = self.machine(reader.machine).processes.values();
        if is_reading && !others.any(|other| writes(&other.out) || writes(&other.err)) {
            self.exit(reader, 0);
        }
    }
}
