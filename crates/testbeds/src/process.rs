//! Child processes: their lines as they come, their exit status, and their whole group killed when nobody waits any more.

use crate::hearing::{Ear, Lines, Tail};
use rustix::process::{Pid, Signal, kill_process_group};
use std::{
    future::Future,
    os::unix::process::ExitStatusExt,
    pin::pin,
    process::{ExitStatus, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use testbed::{Deaf, Exit, LARGEST_FILE, Listener, TestbedError, Voice};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
};

/// How long to read on after the end, where something left in the background still holds the pipe.
const GRACE: Duration = Duration::from_millis(20);

/// Kills the process group of a child that is not waited for to its end.
struct Group(Option<Pid>);

/// A program that has begun. Dropped, it is killed with its whole process group.
pub struct Begun {
    child: Child,
    group: Group,
}

impl Begun {
    /// Lets it go on, whoever waits.
    pub fn let_go(mut self) -> Child {
        self.group.0 = None;
        self.child
    }

    /// Hears it to its end. What it left running in the background stays; its later lines are not heard.
    pub async fn finish(self, ear: Ear<'_>) -> Result<Exit, TestbedError> {
        let Self { mut child, mut group } = self;
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let end = async {
            let status = child.wait().await.map_err(|error| unseen(&error))?;
            group.0 = None;
            Ok(number(status))
        };
        attend(Streams { out, err }, end, ear).await
    }
}

impl Group {
    fn of(child: &Child) -> Self {
        Self(child.id().and_then(|id| Pid::from_raw(id.cast_signed())))
    }
}

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
    spawn(command, Stdio::null())
}

fn spawn(command: &mut Command, input: Stdio) -> Result<Child, TestbedError> {
    command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    command.spawn().map_err(|error| {
        let program = command.as_std().get_program().to_string_lossy().into_owned();
        TestbedError::Failed(format!("cannot start `{program}`: {error}; install it or put it into PATH"))
    })
}

/// Starts a program that somebody waits for, in a process group of its own, without input.
///
/// Errors: as [`start`].
pub fn begin(command: &mut Command) -> Result<Begun, TestbedError> {
    let child = start(command)?;
    Ok(Begun { group: Group::of(&child), child })
}

/// The same from another thread: a busy machine takes its time until a program has begun, and others are to begin meanwhile.
///
/// Errors: as [`start`].
pub async fn begin_aside(mut command: Command) -> Result<Begun, TestbedError> {
    let begun = tokio::task::spawn_blocking(move || begin(&mut command)).await;
    begun.unwrap_or_else(|error| Err(unseen(&error)))
}

/// Runs a program to its end. Dropping the future kills it with its whole process group.
pub async fn run(command: &mut Command, ear: Ear<'_>) -> Result<Exit, TestbedError> {
    begin(command)?.finish(ear).await
}

/// What a running program says.
pub struct Streams<O, E> {
    /// Standard output.
    pub out: Option<O>,
    /// Standard error.
    pub err: Option<E>,
}

/// Hears a program until `end` says its status.
pub async fn attend<O, E>(
    streams: Streams<O, E>,
    end: impl Future<Output = Result<i32, TestbedError>>,
    ear: Ear<'_>,
) -> Result<Exit, TestbedError>
where
    O: AsyncRead + Unpin,
    E: AsyncRead + Unpin,
{
    let began = Instant::now();
    let mut end = pin!(end);
    let mut out = Lines::of(streams.out, Voice::Out);
    let mut err = Lines::of(streams.err, Voice::Err);
    let mut tail = Tail::default();
    let status = loop {
        tokio::select! {
            more = out.next(), if out.open() => tail.keep(&more, &mut out, ear),
            more = err.next(), if err.open() => tail.keep(&more, &mut err, ear),
            status = &mut end => break status,
        }
    };
    // What was written before the end is still in the pipes.
    _ = tokio::time::timeout(GRACE, hear_out(&mut out, &mut err, &mut tail, ear)).await;
    out.finish(ear);
    err.finish(ear);
    Ok(Exit { status: status?, output: tail.into_text(), took_ms: began.elapsed().as_secs_f64() * 1000.0 })
}

/// Hears a daemon until it ends.
pub async fn hear(mut child: Child, machine: String, listener: Arc<dyn Listener>) {
    let streams = Streams { out: child.stdout.take(), err: child.stderr.take() };
    hear_daemon(streams, Ear { machine: &machine, listener: listener.as_ref() }).await;
    // Waited for, so that no zombie stays; how it ended is no news by now.
    _ = child.wait().await;
}

/// Hears what a daemon says, until it closes its streams.
pub async fn hear_daemon<O, E>(streams: Streams<O, E>, ear: Ear<'_>)
where
    O: AsyncRead + Unpin,
    E: AsyncRead + Unpin,
{
    let mut out = Lines::of(streams.out, Voice::Log);
    let mut err = Lines::of(streams.err, Voice::Log);
    hear_out(&mut out, &mut err, &mut Tail::default(), ear).await;
    out.finish(ear);
    err.finish(ear);
}

/// Hears both streams to their ends.
async fn hear_out<O, E>(out: &mut Lines<O>, err: &mut Lines<E>, tail: &mut Tail, ear: Ear<'_>)
where
    O: AsyncRead + Unpin,
    E: AsyncRead + Unpin,
{
    while out.open() || err.open() {
        tokio::select! {
            more = out.next(), if out.open() => tail.keep(&more, out, ear),
            more = err.next(), if err.open() => tail.keep(&more, err, ear),
        }
    }
}

/// Runs a program unheard.
///
/// Errors: it did not succeed; says which and what it said.
pub async fn succeed(command: &mut Command) -> Result<(), TestbedError> {
    let exit = run(command, Ear { machine: "", listener: &Deaf }).await?;
    match exit.status {
        0 => Ok(()),
        _ => Err(failed(command, &exit.output)),
    }
}

/// Runs a program with `input`.
///
/// Errors: it did not succeed; says which and what it said.
pub async fn feed(command: &mut Command, input: &[u8]) -> Result<(), TestbedError> {
    let mut child = spawn(command, Stdio::piped())?;
    let mut group = Group::of(&child);
    if let Some(mut pipe) = child.stdin.take() {
        // A broken pipe here is told better by what the program says itself.
        _ = pipe.write_all(input).await;
    }
    let output = child.wait_with_output().await.map_err(|error| unseen(&error))?;
    group.0 = None;
    match output.status.success() {
        true => Ok(()),
        false => Err(failed(command, &String::from_utf8_lossy(&output.stderr))),
    }
}

/// A program's output, byte for byte.
///
/// Errors: it did not succeed, or said more than the largest file.
pub async fn read(command: &mut Command) -> Result<Vec<u8>, TestbedError> {
    let mut child = start(command)?;
    let mut group = Group::of(&child);
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let (mut bytes, mut said) = (Vec::new(), Vec::new());
    tokio::join!(gather(out, &mut bytes), gather(err, &mut said));
    if bytes.len() > LARGEST_FILE {
        return Err(too_large());
    }
    let status = child.wait().await.map_err(|error| unseen(&error))?;
    group.0 = None;
    match status.success() {
        true => Ok(bytes),
        false => Err(failed(command, &String::from_utf8_lossy(&said))),
    }
}

/// The words that read a file, and a little more than the largest one at most.
pub fn reading(path: &str) -> [String; 4] {
    const BLOCK: usize = 64 << 10;
    ["dd".into(), format!("if={path}"), format!("bs={BLOCK}"), format!("count={}", LARGEST_FILE / BLOCK + 1)]
}

/// Reads a stream, and a byte more than the largest file at most.
pub async fn gather(stream: Option<impl AsyncRead + Unpin>, into: &mut Vec<u8>) {
    if let Some(stream) = stream {
        // What was read before a broken pipe is judged by the program's end.
        _ = stream.take(LARGEST_FILE as u64 + 1).read_to_end(into).await;
    }
}

/// A file is beyond what is carried.
pub fn too_large() -> TestbedError {
    TestbedError::Failed(format!("the file is larger than {} MiB; split it", LARGEST_FILE >> 20))
}

fn failed(command: &Command, said: &str) -> TestbedError {
    let words = std::iter::once(command.as_std().get_program()).chain(command.as_std().get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    TestbedError::Failed(format!("`{}` failed: {}", words.join(" "), said.trim()))
}

fn unseen(error: &dyn std::fmt::Display) -> TestbedError {
    TestbedError::Failed(format!("the command's end was not seen: {error}"))
}

fn number(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0))
}
