//! A command in a container: its streams, its end, and its death when nobody waits any more.

use super::{is_gone, kill::Kill, said, shell::Shells};
use crate::{
    hearing::{Ear, Lines, Tail},
    mark, process,
    status::{self, Ending},
};
use bollard::{
    container::LogOutput,
    exec::{CreateExecOptions, StartExecResults},
};
use futures::{Stream, StreamExt};
use std::{
    collections::HashMap,
    pin::Pin,
    process::id,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use testbed::{Deaf, Exit, LARGEST_FILE, Listener, RunTag, TestbedError, Voice};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, Empty};

/// How often the engine is asked whether a silent command's shell has ended before it could say a status.
const ASK: Duration = Duration::from_secs(1);

/// How long to read on after such an end, where something left in the background still holds the streams.
const GRACE: Duration = Duration::from_millis(50);

/// Tells one call from another.
static CALLS: AtomicU64 = AtomicU64::new(0);

/// A machine's container.
pub struct Container {
    pub engine: bollard::Docker,
    pub name: String,
    /// Its engine is on this host.
    pub is_here: bool,
    pub tag: RunTag,
    pub machine: String,
    /// What is called what there, where that differs: the experiment's interfaces, and the container's.
    pub interfaces: HashMap<String, String>,
    pub shells: Shells,
}

/// A running command.
pub struct Call {
    engine: bollard::Docker,
    id: String,
    pub output: Pin<Box<dyn Stream<Item = Result<LogOutput, bollard::errors::Error>> + Send>>,
    pub input: Pin<Box<dyn AsyncWrite + Send>>,
    pub ends: [Ending; 2],
    pub kill: Kill,
}

impl Container {
    /// Starts a command that says its status, with input if that is wanted.
    async fn start<'w>(&self, words: impl Iterator<Item = &'w str>, input: bool) -> Result<Call, TestbedError> {
        let mark = self.next_mark();
        let aloud = ["sh", "-c", status::SAY, "conga", &mark].map(str::to_owned);
        self.begin(&mark, aloud.into_iter().chain(words.map(str::to_owned)).collect(), input).await
    }

    /// Starts a command that stays.
    pub async fn leave_running(&self, words: Vec<String>) -> Result<Call, TestbedError> {
        self.begin(&self.next_mark(), words, false).await
    }

    pub fn next_mark(&self) -> String {
        format!("{}={}-{}", mark::CALL, id(), CALLS.fetch_add(1, Ordering::Relaxed))
    }

    /// Starts a process there.
    pub async fn begin(&self, mark: &str, words: Vec<String>, input: bool) -> Result<Call, TestbedError> {
        let env = vec![mark.to_owned(), mark::of_run(&self.tag), format!("{}={}", mark::NODE, self.machine)];
        let options = CreateExecOptions {
            attach_stdin: Some(input),
            attach_stdout: Some(true),
            attach_stderr: Some(true),
            env: Some(env),
            cmd: Some(words),
            ..CreateExecOptions::default()
        };
        let made = self.engine.create_exec(&self.name, options).await.map_err(|error| self.lost(&error))?;
        let kill = Kill::of(self, mark);
        match self.engine.start_exec(&made.id, None).await.map_err(|error| self.lost(&error))? {
            StartExecResults::Attached { output, input } => {
                let ends = [Ending::after(mark), Ending::after(mark)];
                Ok(Call { engine: self.engine.clone(), id: made.id, output, input, ends, kill })
            }
            StartExecResults::Detached => Err(TestbedError::Failed("the Docker engine gave no streams".into())),
        }
    }

    /// Runs a command to its end.
    pub async fn run(&self, words: &[String], ear: Ear<'_>) -> Result<Exit, TestbedError> {
        let mut call = self.ask(words).await?;
        let mut exit = call.hear_out(Default::default(), ear).await?;
        exit.status = self.shells.put_back(call, exit.status);
        Ok(exit)
    }

    /// What a constant script says.
    pub async fn say(&self, script: &str) -> Result<String, TestbedError> {
        let words = ["sh", "-c", script].map(str::to_owned);
        let exit = self.run(&words, Ear { machine: &self.machine, listener: &Deaf }).await?;
        done("a look into the container", exit.status, exit.output.as_bytes()).map(|()| exit.output)
    }

    /// Writes a file.
    pub async fn put(&self, path: &str, bytes: &[u8]) -> Result<(), TestbedError> {
        self.feed(["dd", &format!("of={path}")], bytes, &format!("`{path}`")).await
    }

    /// Runs a command that reads all of `input`. `what` it does is told when it fails.
    pub async fn feed<const N: usize>(
        &self,
        words: [&str; N],
        mut input: impl AsyncRead + Unpin,
        what: &str,
    ) -> Result<(), TestbedError> {
        let mut call = self.start(words.into_iter(), true).await?;
        // A broken pipe here is told better by what the program says itself.
        _ = tokio::io::copy(&mut input, &mut call.input).await;
        _ = call.input.shutdown().await;
        let mut errors = Vec::new();
        let status = call.attend(|_, bytes| errors.extend_from_slice(bytes)).await?;
        done(what, status, &errors)
    }

    /// Reads a file.
    pub async fn fetch(&self, path: &str) -> Result<Vec<u8>, TestbedError> {
        let mut call = self.start(process::reading(path).iter().map(String::as_str), false).await?;
        let (mut file, mut errors) = (Vec::new(), Vec::new());
        let status = call
            .attend(|voice, bytes| match voice {
                Voice::Err => errors.extend_from_slice(bytes),
                _ => file.extend_from_slice(bytes),
            })
            .await?;
        if file.len() > LARGEST_FILE {
            return Err(process::too_large());
        }
        done(&format!("`{path}`"), status, &errors).map(|()| file)
    }

    fn lost(&self, error: &bollard::errors::Error) -> TestbedError {
        match is_gone(error) {
            true => TestbedError::Failed(format!("the container of {} is gone", self.machine)),
            false => said(error),
        }
    }
}

fn done(what: &str, status: i32, errors: &[u8]) -> Result<(), TestbedError> {
    let text = || String::from_utf8_lossy(errors);
    match status {
        0 => Ok(()),
        _ => Err(TestbedError::Failed(format!("{what}: {}", text().trim()))),
    }
}

impl Call {
    /// Tells what a command says until it ends, with what of its streams came `early`.
    pub async fn hear_out(&mut self, early: [Vec<u8>; 2], ear: Ear<'_>) -> Result<Exit, TestbedError> {
        let began = Instant::now();
        let mut out = Lines::<Empty>::of(None, Voice::Out);
        let mut err = Lines::<Empty>::of(None, Voice::Err);
        let mut tail = Tail::default();
        let mut heard = |voice, bytes: &[u8]| match voice {
            Voice::Err => tail.keep(bytes, &mut err, ear),
            _ => tail.keep(bytes, &mut out, ear),
        };
        heard(Voice::Out, &early[0]);
        heard(Voice::Err, &early[1]);
        let status = self.attend(heard).await?;
        out.finish(ear);
        err.finish(ear);
        Ok(Exit { status, output: tail.into_text(), took_ms: began.elapsed().as_secs_f64() * 1000.0 })
    }

    /// Hears a command until it ends, and answers its status.
    async fn attend(&mut self, mut heard: impl FnMut(Voice, &[u8])) -> Result<i32, TestbedError> {
        let said = loop {
            if let [Some(status), Some(_)] = [self.ends[0].status(), self.ends[1].status()] {
                break Some(status);
            }
            match tokio::time::timeout(ASK, self.output.next()).await {
                Ok(Some(piece)) => self.hear(&piece.map_err(|error| said(&error))?, &mut heard),
                Ok(None) => break None,
                Err(_silent) if ended(&self.engine, &self.id).await?.is_some() => break None,
                Err(_silent) => {}
            }
        };
        let status = match said {
            Some(status) => status,
            None => self.end_unsaid(&mut heard).await?,
        };
        self.kill.is_over();
        Ok(status)
    }

    /// Its end was said by its shell, not only seen.
    pub fn has_said(&self) -> bool {
        self.ends.iter().all(|end| end.status().is_some())
    }

    /// The shell itself ended before the command did, or could not be started: then the engine knows the status.
    async fn end_unsaid(&mut self, heard: &mut impl FnMut(Voice, &[u8])) -> Result<i32, TestbedError> {
        let late = tokio::time::Instant::now() + GRACE;
        while let Ok(Some(Ok(piece))) = tokio::time::timeout_at(late, self.output.next()).await {
            self.hear(&piece, heard);
        }
        for (voice, end) in [Voice::Out, Voice::Err].into_iter().zip(&mut self.ends) {
            heard(voice, &end.rest());
        }
        // The streams are over a moment before the engine knows the end.
        loop {
            match ended(&self.engine, &self.id).await? {
                Some(status) => return Ok(status),
                None => tokio::time::sleep(Duration::from_millis(2)).await,
            }
        }
    }

    fn hear(&mut self, piece: &LogOutput, heard: &mut impl FnMut(Voice, &[u8])) {
        let [out, err] = &mut self.ends;
        hear(piece, &mut |voice, bytes: &[u8]| match voice {
            Voice::Err => heard(voice, &err.hear(bytes)),
            _ => heard(voice, &out.hear(bytes)),
        });
    }

    /// Hears a daemon until it ends.
    pub async fn hear_daemon(mut self, machine: String, listener: Arc<dyn Listener>) {
        self.kill.is_over();
        let ear = Ear { machine: &machine, listener: listener.as_ref() };
        let mut lines = Lines::<Empty>::of(None, Voice::Log);
        let mut tail = Tail::default();
        while let Some(Ok(piece)) = self.output.next().await {
            hear(&piece, &mut |_, bytes: &[u8]| tail.keep(bytes, &mut lines, ear));
        }
        lines.finish(ear);
    }
}

/// The status; none while the command runs.
async fn ended(engine: &bollard::Docker, id: &str) -> Result<Option<i32>, TestbedError> {
    let seen = engine.inspect_exec(id).await.map_err(|error| said(&error))?;
    let over = seen.running != Some(true);
    Ok(seen.exit_code.filter(|_| over).map(|status| i32::try_from(status).unwrap_or(255)))
}

fn hear(piece: &LogOutput, heard: &mut impl FnMut(Voice, &[u8])) {
    match piece {
        LogOutput::StdErr { message } => heard(Voice::Err, message),
        LogOutput::StdOut { message } | LogOutput::Console { message } => heard(Voice::Out, message),
        LogOutput::StdIn { .. } => {}
    }
}
