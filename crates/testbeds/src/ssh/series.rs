//! Commands on a host one after another, in one round trip: their streams, their ends, and their death when nobody waits any more.

use super::connection::{CLEAN, Connection, next_mark};
use crate::{
    hearing::Ear,
    process::{self, Streams},
    status::{self, Ending},
};
use openssh::{Child, ChildStderr, ChildStdout, Session, Stdio};
use std::sync::Arc;
use testbed::{Exit, TestbedError};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, duplex};

/// How much of what a command says waits for who listens, bytes.
const PIPE: usize = 64 << 10;

/// Commands that have begun. Dropped before they are left, what goes on is killed and nothing further begins.
pub struct Series {
    child: Child<Arc<Session>>,
    out: Voiced<ChildStdout>,
    err: Voiced<ChildStderr>,
    /// What stands at the ends of those that were not heard yet, the next last.
    ends: Vec<String>,
    kill: Kill,
}

/// A stream that several commands speak on.
struct Voiced<R> {
    stream: R,
    ending: Ending,
}

/// Kills commands that are not waited for to their end: the connection's end alone does not.
struct Kill {
    connection: Connection,
    mark: Option<String>,
}

impl Drop for Kill {
    fn drop(&mut self) {
        let Some(mark) = self.mark.take() else { return };
        let connection = self.connection.clone();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            // What does not die now dies when the run is released.
            runtime.spawn(async move { connection.script(CLEAN, &[&mark, ""]).await });
        }
    }
}

impl Connection {
    /// Begins commands: each but the first when that before it ended well.
    pub async fn begin(&self, commands: &[&[String]]) -> Result<Series, TestbedError> {
        let mark = next_mark();
        let marks = self.marks(&mark);
        let ends: Vec<String> = (0..commands.len()).rev().map(|at| format!("{mark}.{at}")).collect();
        let lines = commands.iter().zip(ends.iter().rev()).map(|(words, end)| {
            let words = std::iter::once("env").chain(marks.iter().chain(words.iter()).map(String::as_str));
            status::aloud(words, end, "")
        });
        let kill = Kill { connection: self.clone(), mark: Some(mark.clone()) };
        let mut command = self.session().clone().arc_command("env");
        // The shell bears the mark too: killed, it begins nothing further.
        command.args([&mark, "sh", "-c", &status::one_by_one(lines)]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().await.map_err(|error| self.lost(&error))?;
        let mute = || self.failed("OpenSSH gave no streams");
        let out = Voiced::of(child.stdout().take().ok_or_else(mute)?);
        let err = Voiced::of(child.stderr().take().ok_or_else(mute)?);
        Ok(Series { child, out, err, ends, kill })
    }
}

impl Series {
    /// Hears the next command to its end.
    ///
    /// Errors: the connection or the shell ended first.
    pub async fn next(&mut self, ear: Ear<'_>) -> Result<Exit, TestbedError> {
        let end = self.ends.pop().unwrap_or_default();
        let has_more = !self.ends.is_empty();
        let (told_out, heard_out) = duplex(PIPE);
        let (told_err, heard_err) = duplex(PIPE);
        let (out, err, failed) = (&mut self.out, &mut self.err, |why| self.kill.connection.failed(why));
        let ended = async {
            let ending = || Ending::after(&end).with_more(has_more);
            // Said on both, so that all that came before is here.
            match tokio::join!(out.listen(ending(), told_out), err.listen(ending(), told_err)) {
                (Some(status), _) | (None, Some(status)) => Ok(status),
                (None, None) => Err(failed("the connection or its shell ended before the command")),
            }
        };
        process::attend(Streams { out: Some(heard_out), err: Some(heard_err) }, ended, ear).await
    }

    /// Lets go of it: what is left in the background keeps the streams open, and nobody listens to it.
    pub async fn leave(mut self) -> Result<(), TestbedError> {
        self.kill.mark = None;
        let left = self.child.disconnect().await;
        left.map_err(|error| self.kill.connection.failed(&error.to_string()))
    }
}

impl<R: AsyncRead + Unpin> Voiced<R> {
    fn of(stream: R) -> Self {
        Self { stream, ending: Ending::after("") }
    }

    /// Hands on what comes, up to the status; none if the stream ends without.
    async fn listen(&mut self, ending: Ending, mut to: impl AsyncWrite + Unpin) -> Option<i32> {
        let mut free = self.ending.go_on(ending);
        let mut chunk = vec![0; 8 << 10];
        loop {
            // Who does not read any more does not hinder the end.
            _ = to.write_all(&free).await;
            if self.ending.status().is_some() {
                return self.ending.status();
            }
            let n_read = self.stream.read(&mut chunk).await.unwrap_or(0);
            if n_read == 0 {
                _ = to.write_all(&self.ending.rest()).await;
                return None;
            }
            free = self.ending.hear(&chunk[..n_read]);
        }
    }
}
