//! The one connection to a host: commands, files, cleaning.

use crate::{
    Host, SshSettings,
    hearing::Ear,
    mark,
    process::{self, Streams},
    status::{self, Ending},
};
use openssh::{ControlPersist, KnownHosts, OwningCommand, Session, SessionBuilder, Stdio};
use rustix::process::geteuid;
use std::{
    fs,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use testbed::{Exit, Listener, RunTag, TestbedError};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// How long a host may take to be reached.
const REACH: Duration = Duration::from_secs(10);

/// How often a silent host is asked whether it is there; three silences are its end.
const ALIVE: Duration = Duration::from_secs(5);

/// A connection that its owner forgot ends by itself.
const IDLE_S: usize = 600;

/// How much of what a command says waits for who listens, bytes.
const PIPE: usize = 64 << 10;

/// Kills what bears the mark `$1`, and what was left with an empty environment in the folder `$2`; then removes it.
const CLEAN: &str = r#"
for try in 1 2 3 4 5 6 7 8 9 10; do
    found=$(grep -lzxF -- "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3)
    if [ -n "$2" ]; then
        for pid in $(find /proc -mindepth 2 -maxdepth 2 -name cwd -lname "$2" 2>/dev/null | cut -d/ -f3); do
            grep -qz . "/proc/$pid/environ" 2>/dev/null || found="$found $pid"
        done
    fi
    alive=
    for pid in $found; do
        case $(cut -d')' -f2- "/proc/$pid/stat" 2>/dev/null) in
            ''|' Z'*) ;;
            *) kill -9 "$pid" 2>/dev/null; alive=1 ;;
        esac
    done
    [ -n "$alive" ] || break
    [ "$try" = 1 ] || sleep 0.05
done
if [ -n "$2" ]; then rm -rf -- "$2"; fi
[ -z "$alive" ]
"#;

/// Tells one call from another.
static CALLS: AtomicU64 = AtomicU64::new(0);

/// A host, connected to.
#[derive(Clone)]
pub struct Connection {
    session: Arc<Session>,
    host: String,
    tag: RunTag,
    machine: String,
}

/// Kills a command that is not waited for to its end: the connection's end alone does not.
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
            runtime.spawn(async move { connection.script(&[&mark, ""]).await });
        }
    }
}

impl Connection {
    /// Connects to the `index`-th host, as `machine` of a run.
    ///
    /// Errors: the host cannot be reached, has another key than the one known, or lets us not in.
    pub async fn open(settings: &SshSettings, index: usize, tag: &RunTag, machine: &str) -> Result<Self, TestbedError> {
        let host = &settings.hosts[index];
        let folder = control_folder(settings, tag);
        make_control_folder(&folder)?;
        let mut builder = SessionBuilder::default();
        builder
            .known_hosts_check(KnownHosts::Strict)
            .user_known_hosts_file(&settings.known_hosts)
            .connect_timeout(REACH)
            .server_alive_interval(ALIVE)
            .control_persist(ControlPersist::IdleFor(IDLE_S.try_into().expect("not zero")))
            .control_directory(&folder);
        if let Some(key) = &settings.key {
            builder.keyfile(key);
        }
        if let Some(port) = host.port {
            builder.port(port);
        }
        if let Some(user) = &host.user {
            builder.user(user.clone());
        }
        builder.jump_hosts(settings.jump.as_deref());
        let connect = tokio::time::timeout(2 * REACH, builder.connect(&host.address)).await;
        let late = || TestbedError::Failed(format!("{} does not answer at {}", host.name, host.address));
        let session = connect.map_err(|_| late())?.map_err(|error| unreached(host, &error))?;
        let (host, machine) = (host.name.clone(), machine.to_owned());
        Ok(Self { session: Arc::new(session), host, tag: tag.clone(), machine })
    }

    /// Runs a command to its end. Dropping the future kills it there.
    ///
    /// What it left running in the background stays; its later lines are not heard.
    pub async fn run(&self, words: &[String], ear: Ear<'_>) -> Result<Exit, TestbedError> {
        let (said, mark) = self.marks(words);
        let mut kill = Kill { connection: self.clone(), mark: Some(mark.clone()) };
        let mut command = self.session.clone().arc_command("sh");
        command.args(["-c", status::SAY, "conga", &mark]).args(said);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = Some(command.spawn().await.map_err(|error| self.lost(&error))?);
        let (out, err) = child.as_mut().map_or((None, None), |child| (child.stdout().take(), child.stderr().take()));
        let (told_out, heard_out) = tokio::io::duplex(PIPE);
        let (told_err, heard_err) = tokio::io::duplex(PIPE);
        let end = async {
            let (out, err) = (out.ok_or_else(|| self.mute())?, err.ok_or_else(|| self.mute())?);
            // Said on both, so that all that came before is here.
            let said = tokio::join!(listen(out, told_out, &mark), listen(err, told_err, &mark));
            if let (Some(status), _) | (None, Some(status)) = said {
                return Ok(status);
            }
            let gone = || TestbedError::Failed(format!("{}: the connection ended before the command", self.host));
            let ended = child.take().ok_or_else(gone)?.wait().await.map_err(|error| self.lost(&error))?;
            Err(TestbedError::Failed(format!("{}: the shell ended first ({ended})", self.host)))
        };
        let exit = process::attend(Streams { out: Some(heard_out), err: Some(heard_err) }, end, ear).await?;
        kill.mark = None;
        if let Some(child) = child {
            // What is left in the background keeps the streams open; nobody listens to it.
            child.disconnect().await.map_err(|error| TestbedError::Failed(format!("{}: {error}", self.host)))?;
        }
        Ok(exit)
    }

    /// Starts a command that stays, and hears it as long as the connection stands.
    pub async fn leave_running(
        &self,
        words: &[String],
        machine: &str,
        listener: Arc<dyn Listener>,
    ) -> Result<(), TestbedError> {
        let mut command = self.marked(words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().await.map_err(|error| self.lost(&error))?;
        let machine = machine.to_owned();
        tokio::spawn(async move {
            let streams = Streams { out: child.stdout().take(), err: child.stderr().take() };
            process::hear_daemon(streams, Ear { machine: &machine, listener: listener.as_ref() }).await;
            // How it ended is no news by now.
            _ = child.wait().await;
        });
        Ok(())
    }

    /// Writes a file.
    pub async fn put(&self, path: &str, bytes: &[u8]) -> Result<(), TestbedError> {
        let mut command = self.marked(&["dd".to_owned(), format!("of={path}"), "status=none".to_owned()]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().await.map_err(|error| self.lost(&error))?;
        if let Some(mut input) = child.stdin().take() {
            // A broken pipe here is told better by what the program says itself.
            _ = input.write_all(bytes).await;
            _ = input.shutdown().await;
        }
        let output = child.wait_with_output().await.map_err(|error| self.lost(&error))?;
        self.done(path, output.status.success(), &output.stderr)
    }

    /// Reads a file.
    pub async fn fetch(&self, path: &str) -> Result<Vec<u8>, TestbedError> {
        let mut command = self.marked(&process::reading(path));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().await.map_err(|error| self.lost(&error))?;
        let (out, err) = (child.stdout().take(), child.stderr().take());
        let (mut bytes, mut errors) = (Vec::new(), Vec::new());
        tokio::join!(process::gather(out, &mut bytes), process::gather(err, &mut errors));
        if bytes.len() > testbed::LARGEST_FILE {
            return Err(process::too_large());
        }
        let status = child.wait().await.map_err(|error| self.lost(&error))?;
        self.done(path, status.success(), &errors).map(|()| bytes)
    }

    /// Makes the run's folder.
    pub async fn make_folder(&self) -> Result<(), TestbedError> {
        let folder = folder(&self.tag);
        let output = self.session.command("mkdir").args(["-p", "-m", "700", "--", &folder]).output().await;
        let output = output.map_err(|error| self.lost(&error))?;
        self.done(&folder, output.status.success(), &output.stderr)
    }

    /// Ends all of the run there, and removes its folder.
    pub async fn clean(&self) -> Result<(), TestbedError> {
        self.script(&[&mark::of_run(&self.tag), &folder(&self.tag)]).await
    }

    async fn script(&self, args: &[&str]) -> Result<(), TestbedError> {
        let output = self.session.command("sh").args(["-c", CLEAN, "conga"]).args(args).output().await;
        let output = output.map_err(|error| self.lost(&error))?;
        self.done("processes of the run do not die", output.status.success(), &output.stderr)
    }

    /// A command that bears the run's mark.
    fn marked(&self, words: &[String]) -> OwningCommand<Arc<Session>> {
        let (said, _) = self.marks(words);
        let mut command = self.session.clone().arc_command(said[0].clone());
        command.args(&said[1..]);
        command
    }

    /// The words with the run's mark, and their own.
    fn marks(&self, words: &[String]) -> (Vec<String>, String) {
        let mark = format!("{}={}-{}", mark::CALL, std::process::id(), CALLS.fetch_add(1, Ordering::Relaxed));
        let folder = format!("--chdir={}", folder(&self.tag));
        let node = format!("{}={}", mark::NODE, self.machine);
        let marks = ["env".to_owned(), folder, mark.clone(), mark::of_run(&self.tag), node];
        (marks.into_iter().chain(words.iter().cloned()).collect(), mark)
    }

    fn done(&self, what: &str, fine: bool, errors: &[u8]) -> Result<(), TestbedError> {
        match fine {
            true => Ok(()),
            false => {
                let said = String::from_utf8_lossy(errors);
                Err(TestbedError::Failed(format!("{}: {what}: {}", self.host, said.trim())))
            }
        }
    }

    fn mute(&self) -> TestbedError {
        TestbedError::Failed(format!("{}: OpenSSH gave no streams", self.host))
    }

    fn lost(&self, error: &openssh::Error) -> TestbedError {
        TestbedError::Failed(format!("the connection to {} is lost: {}", self.host, causes(error)))
    }
}

/// Hands on what comes, up to the status; none if the stream ends without.
async fn listen(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, mark: &str) -> Option<i32> {
    let (mut ending, mut chunk) = (Ending::after(mark), vec![0; 8 << 10]);
    while ending.status().is_none() {
        let n_read = from.read(&mut chunk).await.unwrap_or(0);
        let free = if n_read == 0 { ending.rest() } else { ending.hear(&chunk[..n_read]) };
        // Who does not read any more does not hinder the end.
        _ = to.write_all(&free).await;
        if n_read == 0 {
            break;
        }
    }
    ending.status()
}

/// Ends what connections to hosts a run has left, whoever opened them.
pub async fn close_all(settings: &SshSettings, tag: &RunTag) {
    let folder = control_folder(settings, tag);
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        let mut exit = tokio::process::Command::new("ssh");
        exit.arg("-o").arg(format!("ControlPath={}", entry.path().join("master").display())).args(["-O", "exit", "-"]);
        // One that does not answer has ended.
        _ = tokio::time::timeout(Duration::from_secs(2), process::succeed(&mut exit)).await;
    }
    // It may never have been made.
    _ = fs::remove_dir_all(folder);
}

/// Where a run works on a host.
fn folder(tag: &RunTag) -> String {
    format!("/tmp/conga-ssh-{}", tag.0)
}

/// Where this host keeps a run's connections: a short path, because it is a socket's.
fn control_folder(settings: &SshSettings, tag: &RunTag) -> PathBuf {
    // FNV-1a: the same in every process.
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = tag.0.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    settings.sockets.clone().unwrap_or_else(std::env::temp_dir).join(format!("conga-{hash:016x}"))
}

/// Makes that folder: nobody else may have made it before, for who holds a connection's socket holds the host.
fn make_control_folder(folder: &Path) -> Result<(), TestbedError> {
    let failed = |why: String| TestbedError::Failed(format!("{}: {why}", folder.display()));
    let made = fs::DirBuilder::new().mode(0o700).recursive(true).create(folder);
    made.map_err(|error| failed(format!("cannot be made: {error}")))?;
    let seen = fs::symlink_metadata(folder).map_err(|error| failed(error.to_string()))?;
    match seen.is_dir() && seen.uid() == geteuid().as_raw() && seen.mode() & 0o077 == 0 {
        true => Ok(()),
        false => Err(failed(
            "is somebody else's, or open to others; remove it, or let the administrator name `sockets`".into(),
        )),
    }
}

fn unreached(host: &Host, error: &openssh::Error) -> TestbedError {
    let why = causes(error);
    let mend = if why.contains("HOST IDENTIFICATION HAS CHANGED") || why.contains("verification failed") {
        "; its key is not the one the administrator pinned: somebody else may be answering"
    } else {
        "; see that it runs and lets this key in"
    };
    TestbedError::Failed(format!("{} ({}) cannot be reached: {why}{mend}", host.name, host.address))
}

fn causes(error: &openssh::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text.trim().to_owned()
}
