//! A thread that stands in a machine's namespaces and starts programs there: `nsenter` would cost a process each time.

use super::PRIVATE;
use crate::process::{self, Begun};
use rustix::{
    io,
    mount::{MountFlags, mount},
    process::{Pid, PidfdFlags, chdir, pidfd_open},
    thread::{ThreadNameSpaceType, UnshareFlags, move_into_thread_name_spaces},
};
use std::{fs, os::fd::AsFd, sync::mpsc, thread};
use testbed::TestbedError;
use tokio::{process::Command, runtime::Handle, sync::oneshot};

/// Where programs start.
pub const HOME: &str = "/tmp";

/// A program to start, and who waits for it.
struct Order {
    command: Command,
    answer: oneshot::Sender<Result<Begun, TestbedError>>,
}

/// The way in. The thread ends when this is dropped.
pub struct Inside(mpsc::Sender<Order>);

impl Inside {
    /// Enters the namespaces of `first`, a machine's first process, and gives it folders of its own.
    ///
    /// Errors: what the kernel does not grant.
    pub async fn of(first: Pid) -> Result<Self, TestbedError> {
        let (orders, heard) = mpsc::channel::<Order>();
        let (tell, entered) = oneshot::channel();
        let runtime = Handle::current();
        let work = move || {
            let _guard = runtime.enter();
            let result = enter(first);
            let is_in = result.is_ok();
            // Who no longer waits has dropped the way in, so that nothing is heard below.
            _ = tell.send(result);
            if is_in {
                heard.into_iter().for_each(start);
            }
        };
        thread::Builder::new().spawn(work).map_err(|error| refused(&error))?;
        match entered.await {
            Ok(Ok(())) => Ok(Self(orders)),
            Ok(Err(error)) => Err(refused(&error)),
            Err(_) => Err(gone()),
        }
    }

    /// Starts a program, without input.
    ///
    /// Errors: as [`process::begin`].
    pub async fn start(&self, command: Command) -> Result<Begun, TestbedError> {
        let (answer, begun) = oneshot::channel();
        self.0.send(Order { command, answer }).map_err(|_| gone())?;
        begun.await.map_err(|_| gone())?
    }
}

fn start(order: Order) {
    let Order { mut command, answer } = order;
    // A program that nobody waits for any more is killed as it is dropped.
    _ = answer.send(process::begin(&mut command));
}

// What replaces it is unsafe, since a table of open files may be left too: here only the working folder is.
#[expect(deprecated, reason = "the safe call of the two")]
fn enter(first: Pid) -> io::Result<()> {
    let process = pidfd_open(first, PidfdFlags::empty())?;
    // Folders are never mounted over those of this machine, whatever happens to a process.
    if !is_apart(first) {
        return Err(io::Errno::INVAL);
    }
    rustix::thread::unshare(UnshareFlags::FS)?;
    let all = ThreadNameSpaceType::NETWORK | ThreadNameSpaceType::MOUNT | ThreadNameSpaceType::PROCESS_ID;
    move_into_thread_name_spaces(process.as_fd(), all)?;
    for folder in PRIVATE {
        mount("conga", folder, "tmpfs", MountFlags::empty(), c"mode=1777")?;
    }
    chdir(HOME)
}

/// Whether a process shares none of the namespaces with us that a machine has to itself.
pub fn is_apart(pid: Pid) -> bool {
    let space = |whose: &str, kind: &str| fs::read_link(format!("/proc/{whose}/ns/{kind}")).ok();
    ["mnt", "net", "pid"].iter().all(|kind| {
        let (theirs, ours) = (space(&pid.to_string(), kind), space("self", kind));
        theirs.is_some() && ours.is_some() && theirs != ours
    })
}

fn refused(error: &dyn std::fmt::Display) -> TestbedError {
    TestbedError::Failed(format!("a machine's namespaces cannot be entered: {error}; they need root and Linux 5.8"))
}

fn gone() -> TestbedError {
    TestbedError::Failed("the machine is gone; clean up, then run again".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::process::{getpid, getppid};

    #[test]
    fn who_shares_a_namespace_with_us_is_no_machine() {
        assert!(!is_apart(getpid()));
        assert!(!is_apart(getppid().expect("a parent")));
        assert!(!is_apart(Pid::from_raw(i32::MAX).expect("a number that no process has")));
    }
}
