//! Child processes: their lines as they come, their exit status, and their whole group killed when nobody waits any more.

use rustix::process::{Pid, Signal, kill_process_group};
use std::{
    os::unix::process::ExitStatusExt,
    process::Stdio,
    time::{Duration, Instant},
};
use testbed::{Exit, Listener, TestbedError, Voice};
use tokio::{
    io::{AsyncRead, AsyncReadExt},
    process::{Child, Command},
};

/// A longer line is told in pieces.
const LONGEST_LINE: usize = 8 << 10;

/// How much of the output an [`Exit`] carries: the last 64 KiB.
const KEPT: usize = 64 << 10;

/// Who speaks, and who hears it.
#[derive(Clone, Copy)]
pub struct Ear<'l> {
    /// The machine's name.
    pub machine: &'l str,
    /// The listener.
    pub listener: &'l dyn Listener,
}

/// How long to read on after the end, where something left in the background still holds the pipe.
const GRACE: Duration = Duration::from_millis(20);

/// Kills the process group of a child that is not waited for to its end.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            // Gone already is as good as killed.
            _ = kill_process_group(group, Signal::KILL);
        }
    }
}

/// Starts a program in a process group of its own, without input.
///
/// Errors: it cannot be started; the program and the cause are named.
pub fn start(command: &mut Command) -> Result<Child, TestbedError> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    command.spawn().map_err(|error| {
        let program = command.as_std().get_program().to_string_lossy().into_owned();
        TestbedError::Failed(format!("cannot start `{program}`: {error}; install it or put it into PATH"))
    })
}

/// Runs a program to its end. Dropping the future kills it with its whole process group.
///
/// What it left running in the background stays; its later lines are not heard.
pub async fn run(command: &mut Command, ear: Ear<'_>) -> Result<Exit, TestbedError> {
    let began = Instant::now();
    let mut child = start(command)?;
    let mut group = Group(child.id().and_then(|id| Pid::from_raw(id.cast_signed())));
    let mut out = Lines::of(child.stdout.take(), Voice::Out);
    let mut err = Lines::of(child.stderr.take(), Voice::Err);
    let mut tail = Tail::default();
    let status = loop {
        tokio::select! {
            more = out.next(), if out.open() => tail.keep(more, &mut out, ear),
            more = err.next(), if err.open() => tail.keep(more, &mut err, ear),
            status = child.wait() => break status,
        }
    };
    group.0 = None;
    // What was written before the end is still in the pipes.
    _ = tokio::time::timeout(GRACE, hear_out(&mut out, &mut err, &mut tail, ear)).await;
    out.finish(ear);
    err.finish(ear);
    let status = status.map_err(|error| TestbedError::Failed(format!("the command's end was not seen: {error}")))?;
    let status = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    Ok(Exit { status, output: tail.into_text(), took_ms: began.elapsed().as_secs_f64() * 1000.0 })
}

/// Hears a daemon until it ends.
pub async fn hear(child: Child, machine: String, listener: std::sync::Arc<dyn Listener>) {
    let mut child = child;
    let mut out = Lines::of(child.stdout.take(), Voice::Log);
    let mut err = Lines::of(child.stderr.take(), Voice::Log);
    let mut tail = Tail::default();
    hear_out(&mut out, &mut err, &mut tail, Ear { machine: &machine, listener: listener.as_ref() }).await;
    // Waited for, so that no zombie stays; how it ended is no news by now.
    _ = child.wait().await;
}

/// Hears both streams to their ends.
async fn hear_out<O, E>(out: &mut Lines<O>, err: &mut Lines<E>, tail: &mut Tail, ear: Ear<'_>)
where
    O: AsyncRead + Unpin,
    E: AsyncRead + Unpin,
{
    while out.open() || err.open() {
        tokio::select! {
            more = out.next(), if out.open() => tail.keep(more, out, ear),
            more = err.next(), if err.open() => tail.keep(more, err, ear),
        }
    }
}

/// The last of what was said.
#[derive(Default)]
struct Tail(Vec<u8>);

impl Tail {
    fn keep<R>(&mut self, more: Vec<u8>, from: &mut Lines<R>, ear: Ear<'_>) {
        self.0.extend_from_slice(&more);
        if self.0.len() > 2 * KEPT {
            self.0.drain(..self.0.len() - KEPT);
        }
        from.tell(&more, ear);
    }

    fn into_text(self) -> String {
        let from = self.0.len().saturating_sub(KEPT);
        String::from_utf8_lossy(&self.0[from..]).into_owned()
    }
}

/// A stream cut into lines.
struct Lines<R> {
    stream: Option<R>,
    voice: Voice,
    rest: Vec<u8>,
}

impl<R> Lines<R> {
    fn of(stream: Option<R>, voice: Voice) -> Self {
        Self { stream, voice, rest: Vec::new() }
    }

    fn open(&self) -> bool {
        self.stream.is_some()
    }

    fn tell(&mut self, more: &[u8], ear: Ear<'_>) {
        for byte in more {
            if *byte == b'\n' || self.rest.len() >= LONGEST_LINE {
                self.say(ear);
            }
            if *byte != b'\n' {
                self.rest.push(*byte);
            }
        }
    }

    fn say(&mut self, ear: Ear<'_>) {
        let line = String::from_utf8_lossy(&self.rest);
        ear.listener.heard(ear.machine, self.voice, line.trim_end_matches('\r'));
        self.rest.clear();
    }

    fn finish(&mut self, ear: Ear<'_>) {
        if !self.rest.is_empty() {
            self.say(ear);
        }
    }
}

impl<R: AsyncRead + Unpin> Lines<R> {
    /// What comes next; nothing at the end, after which the stream is closed.
    async fn next(&mut self) -> Vec<u8> {
        let mut chunk = vec![0; 8 << 10];
        let n_read = match &mut self.stream {
            Some(stream) => stream.read(&mut chunk).await.unwrap_or(0),
            None => 0,
        };
        if n_read == 0 {
            self.stream = None;
        }
        chunk.truncate(n_read);
        chunk
    }
}
