//! The one connection to a host: commands there, and cleaning.

use super::master;
use crate::{
    SshSettings,
    hearing::Ear,
    mark,
    process::{self, Streams},
};
use openssh::{OwningCommand, Session, Stdio};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use testbed::{Chorus, Exit, Listener, RunTag, TestbedError};

/// Kills what bears the mark `$1`, and what was left with an empty environment in the folder `$2`; then removes it.
pub const CLEAN: &str = r#"
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
if [ -n "$2" ] && [ -d "$2" ]; then
    if [ -f "$2/.shaped" ]; then
        while read -r way interface; do
            tc qdisc del dev "$interface" root 2>/dev/null
            ip link set dev "$interface" "$way"
        done < "$2/.shaped"
    fi
    rm -rf -- "$2"
fi
[ -z "$alive" ] || { echo "processes of the run do not die" >&2; exit 1; }
"#;

/// Makes the folder `$1`, which nobody else may have made, and lists interfaces.
const PREPARE: &str = r#"
mkdir -p -m 700 -- "$1" || exit
if [ -L "$1" ] || [ ! -O "$1" ]; then echo "$1 is somebody else's; remove it there" >&2; exit 1; fi
command -v ip >/dev/null || exit 0
exec ip -o link show
"#;

/// Writes down in the folder `$1` that the interface `$2` is to be shaped, and whether it was up before.
const NOTE: &str = r#"
grep -qsxF -e "up $2" -e "down $2" "$1/.shaped" && exit
link=$(ip -o link show dev "$2") || exit
case $link in
*[\<,]UP[,\>]*) way=up ;;
*) way=down ;;
esac
printf '%s %s\n' "$way" "$2" >> "$1/.shaped"
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

impl Connection {
    /// Connects to the `index`-th host, as `machine` of a run.
    ///
    /// Errors: the host cannot be reached, has another key than the one known, or lets us not in.
    pub async fn open(settings: &SshSettings, index: usize, tag: &RunTag, machine: &str) -> Result<Self, TestbedError> {
        let host = &settings.hosts[index];
        let session = Arc::new(master::connect(settings, host, tag).await?);
        Ok(Self { session, host: host.name.clone(), tag: tag.clone(), machine: machine.to_owned() })
    }

    /// OpenSSH's own connection.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// Where the run works there.
    pub fn folder(&self) -> String {
        folder(&self.tag)
    }

    /// Runs a command to its end. Dropping the future kills it there.
    ///
    /// What it left running in the background stays; its later lines are not heard.
    pub async fn run(&self, words: &[String], ear: Ear<'_>) -> Result<Exit, TestbedError> {
        let mut series = self.begin(&[words]).await?;
        let exit = series.next(ear).await?;
        series.leave().await.map(|()| exit)
    }

    /// Runs commands one after another up to the first that fails, in one round trip. Dropping the future kills what goes on.
    pub async fn run_all(&self, commands: &[Vec<String>], chorus: &dyn Chorus) -> Result<(), TestbedError> {
        let words: Vec<&[String]> = commands.iter().map(Vec::as_slice).collect();
        let mut series = self.begin(&words).await?;
        for at in 0..commands.len() {
            let exit = series.next(Ear { machine: &self.machine, listener: chorus.ear(at) }).await?;
            let is_well = exit.status == 0;
            chorus.ended(at, exit);
            if !is_well {
                break;
            }
        }
        series.leave().await
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

    /// Makes the run's folder, and lists the interfaces there, as `ip -o link` does.
    pub async fn prepare(&self) -> Result<String, TestbedError> {
        let said = self.script(PREPARE, &[&self.folder()]).await?;
        Ok(String::from_utf8_lossy(&said).into_owned())
    }

    /// Remembers there how an interface is before it is shaped, so that whoever cleans leaves it so.
    pub async fn note_shaped(&self, interface: &str) -> Result<(), TestbedError> {
        self.script(NOTE, &[&self.folder(), interface]).await.map(drop)
    }

    /// Ends all of the run there, takes off what shapes its interfaces, and removes its folder.
    pub async fn clean(&self) -> Result<(), TestbedError> {
        self.script(CLEAN, &[&mark::of_run(&self.tag), &self.folder()]).await.map(drop)
    }

    /// One of the constant scripts, with these words as its arguments.
    pub async fn script(&self, script: &str, args: &[&str]) -> Result<Vec<u8>, TestbedError> {
        let output = self.session.command("sh").args(["-c", script, "conga"]).args(args).output().await;
        let output = output.map_err(|error| self.lost(&error))?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(self.failed(String::from_utf8_lossy(&output.stderr).trim())),
        }
    }

    /// A command that bears the run's mark.
    fn marked(&self, words: &[String]) -> OwningCommand<Arc<Session>> {
        let mut command = self.session.clone().arc_command("env");
        command.args(self.marks(&next_mark())).args(words);
        command
    }

    /// What is said to `env`: where the run works, its mark, and the command's own.
    pub fn marks(&self, mark: &str) -> [String; 4] {
        let folder = format!("--chdir={}", folder(&self.tag));
        let node = format!("{}={}", mark::NODE, self.machine);
        [folder, mark.to_owned(), mark::of_run(&self.tag), node]
    }

    /// What went wrong there.
    pub fn failed(&self, why: &str) -> TestbedError {
        TestbedError::Failed(format!("{}: {why}", self.host))
    }

    /// The connection failed.
    pub fn lost(&self, error: &openssh::Error) -> TestbedError {
        TestbedError::Failed(format!("the connection to {} is lost: {}", self.host, master::causes(error)))
    }
}

/// The mark of a command that no other has.
pub fn next_mark() -> String {
    format!("{}={}-{}", mark::CALL, std::process::id(), CALLS.fetch_add(1, Ordering::Relaxed))
}

/// Where a run works on a host.
fn folder(tag: &RunTag) -> String {
    format!("/tmp/conga-ssh-{}", tag.0)
}
