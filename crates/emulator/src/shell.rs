//! A shell as storyboards use one: lists, chains, background, redirections.

mod parse;

use crate::ident::Proc;
use crate::process::{Program, Sink, Spawn};
use crate::world::World;
use parse::{Item, Link, Redirect, Simple, Target};
use testbed::Voice;

/// A running shell.
pub(crate) struct Shell {
    items: Vec<Item>,
    /// Which item, and which command of its chain, is next.
    at: (usize, usize),
    /// The command it waits for.
    pub child: Option<u32>,
    status: i32,
}

impl World {
    /// A shell is given a line.
    pub(crate) fn shell_begins(&mut self, process: Proc, line: &str) {
        match parse::parse(line) {
            Ok(items) => {
                let shell = Shell { items, at: (0, 0), child: None, status: 0 };
                if let Some(process) = self.process_mut(process) {
                    process.program = Program::Shell(Box::new(shell));
                }
                self.shell_goes_on(process);
            }
            Err(why) => {
                self.write(process, Voice::Err, &format!("sh: 1: Syntax error: {why}\n"));
                self.exit(process, 2);
            }
        }
    }

    /// The shell runs what comes next, until it has to wait.
    pub(crate) fn shell_goes_on(&mut self, process: Proc) {
        loop {
            let Some(Program::Shell(shell)) = self.process_mut(process).map(|process| &mut process.program) else {
                return;
            };
            if shell.child.is_some() {
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
            let Some((link, simple)) = running.chain.get(command) else {
                shell.at = (item + 1, 0);
                continue;
            };
            let runs = match link {
                Link::First => true,
                Link::And => status == 0,
                Link::Or => status != 0,
            };
            let simple = simple.clone();
            shell.at = (item, command + 1);
            if runs {
                self.run_simple(process, simple);
            }
        }
    }

    /// A child of a shell ended.
    pub(crate) fn child_ended(&mut self, process: Proc, pid: u32, status: i32) {
        if let Some(Program::Shell(shell)) = self.process_mut(process).map(|process| &mut process.program)
            && shell.child == Some(pid)
        {
            shell.child = None;
            shell.status = status;
            self.wake_later(process, 0);
        }
    }

    fn run_simple(&mut self, process: Proc, simple: Simple) {
        let status = match simple.words.first().map(String::as_str) {
            None | Some("cd" | "export" | "wait" | "set" | "umask" | ":") => Some(0),
            Some("exit") => {
                let status = simple.words.get(1).and_then(|word| word.parse().ok()).unwrap_or(0);
                return self.exit(process, status);
            }
            _ => None,
        };
        if let Some(status) = status {
            self.redirect(process, &simple.redirects);
            return self.set_shell(process, None, status);
        }
        let child = self.spawn_child(process, simple);
        self.set_shell(process, child, if child.is_some() { 0 } else { 126 });
    }

    fn set_shell(&mut self, process: Proc, child: Option<u32>, status: i32) {
        if let Some(Program::Shell(shell)) = self.process_mut(process).map(|process| &mut process.program) {
            shell.child = child;
            shell.status = status;
        }
    }

    fn in_background(&mut self, process: Proc, mut item: Item) {
        item.background = false;
        if item.chain.len() == 1 {
            let (_, simple) = item.chain.remove(0);
            self.spawn_child(process, simple);
            return;
        }
        let inner = Simple { words: vec!["sh".to_owned()], redirects: Vec::new() };
        if let Some(pid) = self.spawn_child(process, inner)
            && let Some(child) = self.process_mut(Proc { pid, ..process })
        {
            child.program = Program::Shell(Box::new(Shell { items: vec![item], at: (0, 0), child: None, status: 0 }));
        }
    }

    fn spawn_child(&mut self, process: Proc, simple: Simple) -> Option<u32> {
        let (out, err) = self.redirect(process, &simple.redirects);
        self.spawn(process.machine, Spawn { words: simple.words, parent: Some(process.pid), out, err })
    }

    /// Where a command of this shell writes, after its redirections.
    fn redirect(&mut self, process: Proc, redirects: &[Redirect]) -> (Sink, Sink) {
        let Some(shell) = self.process(process) else { return (Sink::Null, Sink::Null) };
        let mut sinks = [shell.out.clone(), shell.err.clone()];
        for redirect in redirects {
            let sink = match &redirect.target {
                Target::Same(fd) => sinks[*fd].clone(),
                Target::File { path, .. } if path == "/dev/null" => Sink::Null,
                Target::File { path, append } => {
                    let files = &mut self.machine_mut(process.machine).files;
                    let file = files.entry(path.clone()).or_default();
                    if !append {
                        file.clear();
                    }
                    Sink::File(path.clone())
                }
            };
            for fd in redirect.fds {
                sinks[*fd] = sink.clone();
            }
        }
        let [out, err] = sinks;
        (out, err)
    }
}
