//! The death of a command that nobody waits for to its end: the engine itself has no word for that.

use super::call::Container;
use crate::mark;
use bollard::exec::{CreateExecOptions, StartExecOptions};

/// Kills what bears the mark `$1`, in the container it is said in.
const SCRIPT: &str = r#"
for try in 1 2 3 4 5 6 7 8 9 10; do
    alive=
    for file in $(grep -lzxF -- "$1" /proc/[0-9]*/environ 2>/dev/null); do
        pid=${file#/proc/}
        kill -9 "${pid%/environ}" 2>/dev/null && alive=1
    done
    [ -n "$alive" ] || break
done
"#;

/// Kills a command as it is dropped, unless it is over; first the shell that was told it, so that nothing follows.
pub struct Kill {
    shell: String,
    mark: Option<String>,
    /// Where it is, if that is not this host.
    there: Option<(bollard::Docker, String)>,
}

impl Kill {
    /// The command of this mark.
    pub fn of(container: &Container, mark: &str) -> Self {
        let there = (!container.is_here).then(|| (container.engine.clone(), container.name.clone()));
        Self { shell: mark.to_owned(), mark: Some(mark.to_owned()), there }
    }

    /// There is nothing to kill.
    pub fn is_over(&mut self) {
        self.mark = None;
    }

    /// The same shell has another command.
    pub fn next(&mut self, mark: String) {
        self.mark = Some(mark);
    }
}

impl Drop for Kill {
    fn drop(&mut self) {
        let Some(mark) = self.mark.take() else { return };
        let (shell, there) = (std::mem::take(&mut self.shell), self.there.take());
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            // What does not die now dies with its container.
            runtime.spawn(async move {
                for mark in [shell, mark] {
                    _ = match &there {
                        Some((engine, container)) => kill_there(engine, container, mark).await.is_ok(),
                        None => mark::kill_all(|| mark::processes(&mark, None)).await.is_ok(),
                    };
                }
            });
        }
    }
}

async fn kill_there(engine: &bollard::Docker, container: &str, mark: String) -> Result<(), bollard::errors::Error> {
    let words = ["sh", "-c", SCRIPT, "conga"].map(str::to_owned);
    let cmd = Some(words.into_iter().chain([mark]).collect());
    let made = engine.create_exec(container, CreateExecOptions { cmd, ..CreateExecOptions::default() }).await?;
    let detached = StartExecOptions { detach: true, ..StartExecOptions::default() };
    engine.start_exec(&made.id, Some(detached)).await.map(drop)
}
