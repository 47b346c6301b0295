//! A shell as storyboards use one: lists, chains, pipes, variables, background, redirections.

mod parse;
mod pipe;
mod variables;
mod word;

use crate::ident::Proc;
use crate::process::{Input, Program, Sink, Spawn};
use crate::world::World;
use parse::{Item, Link, Pipe, Redirect, Simple, Target};
use testbed::Voice;
use variables::Variables;
use word::Word;

/// A running shell.
pub(crate) struct Shell {
    items: Vec<Item>,
    /// Which item, and which pipe of its chain, is next.
    at: (usize, usize),
    /// The commands it waits for; the last one's status counts.
    pub children: Vec<u32>,
    /// The command whose status counts.
    last: Option<u32>,
    /// What it left in the background.
    jobs: Vec<u32>,
    status: i32,
    variables: Variables,
}

impl Shell {
    fn of(items: Vec<Item>, variables: Variables) -> Self {
        Self { items, at: (0, 0), children: Vec::new(), last: None, jobs: Vec::new(), status: 0, variables }
    }
}

/// What the shell itself does.
const BUILTINS: [&str; 8] = [":", "cd", "exit", "export", "set", "umask", "unset", "wait"];

/// The words are a program's, none of the shell's own.
fn is_program(words: &[String]) -> bool {
    words.first().is_some_and(|name| !BUILTINS.contains(&name.as_str()))
}

/// What a command reads from and writes to.
struct Streams {
    input: Input,
    out: Sink,
    err: Sink,
}

impl World {
    /// A shell is given a line.
    pub(crate) fn shell_begins(&mut self, process: Proc, line: &str) {
        match parse::parse(line) {
            Ok(items) => {
                let variables = self.inherited(process);
                if let Some(process) = self.process_mut(process) {
                    process.program = Program::Shell(Box::new(Shell::of(items, variables)));
                }
                self.shell_goes_on(process);
            }
            Err(why) => {
                self.write(process, Voice::Err, &format!("sh: 1: Syntax error: {why}\n"));
                self.exit(process, 2);
            }
        }
    }

    /// What a shell's parent lends it.
    fn inherited(&self, process: Proc) -> Variables {
        let parent = self.process(process).and_then(|running| running.parent);
        let parent = parent.and_then(|pid| self.process(Proc { pid, ..process }));
        match parent.map(|parent| &parent.program) {
            Some(Program::Shell(shell)) => shell.variables.lent(),
            _ => Variables::default(),
        }
    }

    fn shell_mut(&mut self, process: Proc) -> Option<&mut Shell> {
        match self.process_mut(process).map(|process| &mut process.program) {
            Some(Program::Shell(shell)) => Some(shell),
            _ => None,
        }
    }

    /// The shell runs what comes next, until it has to wait.
    pub(crate) fn shell_goes_on(&mut self, process: Proc) {
        loop {
            let Some(shell) = self.shell_mut(process) else { return };
            if !shell.children.is_empty() {
                return;
            }
            let (item, command) = shell.at;
            let status = shell.status;
            let Some(running) = shell.items.get(item) else { return self.exit(process, status) };
            if running.background {
                let running = running.clone();
                shell.at = (item + 1, 0);
                shell.status = 0;
                self.in_background(process, running);
                continue;
            }
            let Some((link, pipe)) = running.chain.get(command) else {
                shell.at = (item + 1, 0);
                continue;
            };
            let runs = match link {
                Link::First => true,
                Link::And => status == 0,
                Link::Or => status != 0,
            };
            let pipe = pipe.clone();
            shell.at = (item, command + 1);
            if runs {
                self.run_pipe(process, pipe);
            }
        }
    }

    /// A child of a shell ended.
    pub(crate) fn child_ended(&mut self, process: Proc, pid: u32, status: i32) {
        let Some(shell) = self.shell_mut(process) else { return };
        shell.jobs.retain(|job| *job != pid);
        if shell.last == Some(pid) {
            shell.status = status;
        }
        let n_before = shell.children.len();
        shell.children.retain(|child| *child != pid);
        if n_before > 0 && shell.children.is_empty() {
            self.wake_later(process, 0);
        }
    }

    /// Runs a command of its own: what it does to the shell, or a program.
    fn run_simple(&mut self, process: Proc, simple: Simple) {
        let Some(shell) = self.shell_mut(process) else { return };
        let (words, status) = match shell.variables.expand(&simple.words, shell.status) {
            Ok(words) => (words, shell.status),
            Err(why) => return self.shell_fails(process, &why),
        };
        if let Err(why) = shell.variables.assign(&simple.words, words.is_empty(), status) {
            return self.shell_fails(process, &why);
        }
        let Some((name, arguments)) = words.split_first() else {
            let status = i32::from(self.redirect(process, &simple.redirects).is_none()) * 2;
            return self.set_shell(process, Vec::new(), status);
        };
        match self.builtin(process, name, arguments) {
            Some(Ok(status)) => {
                let status = if self.redirect(process, &simple.redirects).is_some() { status } else { 2 };
                self.set_shell(process, Vec::new(), status);
            }
            Some(Err(why)) => self.shell_fails(process, &why),
            None if self.process(process).is_none() || name == "wait" => {}
            None => {
                let Some(streams) = self.redirect(process, &simple.redirects) else {
                    return self.set_shell(process, Vec::new(), 2);
                };
                let child = self.spawn_with(process, words, streams);
                self.set_shell(process, child.into_iter().collect(), if child.is_some() { 0 } else { 126 });
            }
        }
    }

    /// What the shell itself does; none if the word is no such command, or the shell ended or waits.
    fn builtin(&mut self, process: Proc, name: &str, arguments: &[String]) -> Option<Result<i32, String>> {
        let shell = self.shell_mut(process)?;
        match name {
            "cd" | "umask" | ":" => Some(Ok(0)),
            "set" if arguments.is_empty() => Some(Ok(0)),
            "set" => Some(Err(format!("set: {}: this shell has no options", arguments[0]))),
            "export" => Some(shell.variables.export(arguments).map(|()| 0)),
            "unset" => {
                arguments.iter().for_each(|name| shell.variables.unset(name));
                Some(Ok(0))
            }
            "wait" => {
                shell.children.clone_from(&shell.jobs);
                (shell.last, shell.status) = (None, 0);
                shell.children.is_empty().then_some(Ok(0))
            }
            "exit" => {
                let status = arguments.first().map_or(Some(shell.status), |word| word.parse().ok());
                self.exit(process, status.map_or(2, |status| status & 0xff));
                None
            }
            _ => None,
        }
    }

    /// Says why, as a command that ended with status 2.
    fn shell_fails(&mut self, process: Proc, why: &str) {
        self.write(process, Voice::Err, &format!("sh: 1: {why}\n"));
        self.set_shell(process, Vec::new(), 2);
    }

    fn set_shell(&mut self, process: Proc, children: Vec<u32>, status: i32) {
        if let Some(shell) = self.shell_mut(process) {
            shell.last = children.last().copied();
            shell.children = children;
            shell.status = status;
        }
    }

    fn in_background(&mut self, process: Proc, mut item: Item) {
        item.background = false;
        let Some(variables) = self.shell_mut(process).map(|shell| shell.variables.clone()) else { return };
        let Some(streams) = self.redirect(process, &[]) else { return };
        // A program of its own, or a shell for the rest.
        let alone = match item.chain.as_slice() {
            [(_, pipe)] if pipe.len() == 1 => {
                variables.expand(&pipe[0].words, 0).ok().filter(|words| is_program(words))
            }
            _ => None,
        };
        let pid = match alone {
            Some(words) => {
                let streams = self.redirect_from(process, streams, &item.chain[0].1[0].redirects);
                streams.and_then(|streams| self.spawn_with(process, words, streams))
            }
            None => self.spawn_shell(process, item, streams),
        };
        if let Some(shell) = self.shell_mut(process) {
            shell.jobs.extend(pid);
        }
    }

    /// A shell of its own for a part of the line.
    fn spawn_shell(&mut self, process: Proc, item: Item, streams: Streams) -> Option<u32> {
        let variables = self.shell_mut(process)?.variables.clone();
        let Streams { input, out, err } = streams;
        let words = vec!["sh".to_owned()];
        let pid = self.spawn(process.machine, Spawn { words, parent: Some(process.pid), input, out, err })?;
        if let Some(child) = self.process_mut(Proc { pid, ..process }) {
            child.program = Program::Shell(Box::new(Shell::of(vec![item], variables)));
        }
        Some(pid)
    }

    /// Starts a program; none if there is no room.
    fn spawn_with(&mut self, process: Proc, words: Vec<String>, streams: Streams) -> Option<u32> {
        let Streams { input, out, err } = streams;
        self.spawn(process.machine, Spawn { words, parent: Some(process.pid), input, out, err })
    }

    /// What a command of this shell reads and writes, after its redirections; none after saying what is wrong.
    fn redirect(&mut self, process: Proc, redirects: &[Redirect]) -> Option<Streams> {
        let running = self.process(process)?;
        let streams = Streams { input: Input::Nothing, out: running.out.clone(), err: running.err.clone() };
        self.redirect_from(process, streams, redirects)
    }

    fn redirect_from(&mut self, process: Proc, streams: Streams, redirects: &[Redirect]) -> Option<Streams> {
        let Streams { mut input, out, err } = streams;
        let mut sinks = [out, err];
        for redirect in redirects {
            let path = |world: &mut Self, word: &Word| {
                world.shell_mut(process).map(|shell| shell.variables.text(word, shell.status))
            };
            let sink = match &redirect.target {
                Target::Same(fd) => sinks[*fd].clone(),
                Target::Input(word) => {
                    let path = path(self, word)?;
                    match self.machine(process.machine).files.get(&path) {
                        Some(text) => input = Input::Text(text.clone()),
                        None if path == "/dev/null" => input = Input::Nothing,
                        None => {
                            let why = format!("sh: 1: cannot open {path}: No such file\n");
                            self.write(process, Voice::Err, &why);
                            return None;
                        }
                    }
                    continue;
                }
                Target::File { path: word, append } => match path(self, word)? {
                    path if path == "/dev/null" => Sink::Null,
                    path => {
                        let files = &mut self.machine_mut(process.machine).files;
                        let file = files.entry(path.clone()).or_default();
                        if !append {
                            file.clear();
                        }
                        Sink::File(path)
                    }
                },
            };
            for fd in redirect.fds {
                sinks[*fd] = sink.clone();
            }
        }
        let [out, err] = sinks;
        Some(Streams { input, out, err })
    }
}
