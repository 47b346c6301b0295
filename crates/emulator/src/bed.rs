//! The testbed: a world for each claim, driven by those who wait for their commands.

use crate::era::Era;
use crate::turns::Turns;
use crate::world::{Line, World};
use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use testbed::{Command, Exit, InForce, Listener, RunTag, Shape, Site, Testbed, TestbedError};

/// The most virtual time that passes at once.
const SLICE: Duration = Duration::from_millis(20);

/// How virtual time passes for those who watch.
#[async_trait]
pub trait Pace: Send + Sync {
    /// Waits as long as that much virtual time shall take.
    async fn pass(&self, virtual_time: Duration);
}

/// As fast as it can.
#[derive(Clone, Copy, Debug, Default)]
pub struct AtOnce;

#[async_trait]
impl Pace for AtOnce {
    async fn pass(&self, _virtual_time: Duration) {}
}

/// What worlds are made with.
#[derive(Clone)]
pub struct Setup {
    /// The daemons' era: the experiment's dialect.
    pub era: Era,
    /// Decides every draw.
    pub seed: u64,
    /// How fast time passes.
    pub pace: Arc<dyn Pace>,
}

impl Default for Setup {
    fn default() -> Self {
        Self { era: Era::Today, seed: 1, pace: Arc::new(AtOnce) }
    }
}

/// The emulator as a testbed.
pub struct Bed {
    setup: Setup,
    // Never iterated: only looked up by tag.
    claims: Mutex<HashMap<RunTag, Arc<Claim>>>,
}

struct Claim {
    world: Mutex<World>,
    /// Whoever holds it lets time pass; the others wait for their turn to look.
    drive: Arc<Turns>,
    listener: Arc<dyn Listener>,
    /// What was put that is no text, by machine and path; the world holds it as the text it looks like.
    binary: Mutex<HashMap<(String, String), Vec<u8>>>,
}

impl Bed {
    /// A testbed without claims.
    pub fn new(setup: Setup) -> Self {
        Self { setup, claims: Mutex::new(HashMap::new()) }
    }

    /// Looks at a claim's world; none if there is no such claim. Nothing else happens meanwhile.
    pub fn look<T>(&self, tag: &RunTag, look: impl FnOnce(&mut World) -> T) -> Option<T> {
        let claim = self.claim_of(tag)?;
        let mut world = locked(&claim.world);
        Some(look(&mut world))
    }

    /// Lets virtual time pass in a claim's world while no command runs there: what was left in the background goes on.
    pub async fn advance(&self, tag: &RunTag, time: Duration) {
        let Some(claim) = self.claim_of(tag) else { return };
        let until = locked(&claim.world).now() + time;
        loop {
            let drive = claim.drive.take().await;
            let passed = {
                let mut world = locked(&claim.world);
                let before = world.now();
                if before >= until {
                    return;
                }
                world.run_until(until.min(before + SLICE));
                world.now() - before
            };
            claim.tell(None);
            self.setup.pace.pass(passed).await;
            drop(drive);
            give_way().await;
        }
    }

    fn claim_of(&self, tag: &RunTag) -> Option<Arc<Claim>> {
        locked(&self.claims).get(tag).cloned()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere leaves a world that can still be read and released.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Claim {
    /// Hands on what was said since: a call's lines to its listener, the rest to the claim's.
    fn tell(&self, call: Option<(u32, &dyn Listener)>) {
        let (lines, said) = {
            let mut world = locked(&self.world);
            (call.map(|(call, _)| world.take_lines(call)).unwrap_or_default(), world.take_said())
        };
        let hear = |listener: &dyn Listener, line: Line| listener.heard(&line.machine, line.voice, &line.text);
        for line in said {
            hear(&*self.listener, line);
        }
        if let Some((_, listener)) = call {
            for line in lines {
                hear(listener, line);
            }
        }
    }

    /// Plays until the call is over, at most for a slice. Answers how much time passed.
    fn slice(&self, call: u32) -> Duration {
        let mut world = locked(&self.world);
        let before = world.now();
        let until = before + SLICE;
        while !world.ended(call) && world.next_event().is_some_and(|at| at <= until) {
            world.step();
        }
        if !world.ended(call) {
            world.run_until(until);
        }
        world.now() - before
    }
}

/// Lets everything else that is ready have its turn.
pub(crate) async fn give_way() {
    let mut gave_way = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut gave_way, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

/// A running call; dropped before its end, it kills what it called.
struct Running<'c> {
    claim: &'c Claim,
    call: u32,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        locked(&self.claim.world).cancel(self.call);
    }
}

#[async_trait]
impl Testbed for Bed {
    fn kind(&self) -> &'static str {
        "emulator"
    }

    async fn claim(&self, tag: &RunTag, site: &Site, listener: Arc<dyn Listener>) -> Result<(), TestbedError> {
        let world = Mutex::new(World::new(site, self.setup.era, self.setup.seed));
        let claim = Claim { world, drive: Arc::default(), listener, binary: Mutex::default() };
        locked(&self.claims).insert(tag.clone(), Arc::new(claim));
        Ok(())
    }

    async fn exec(
        &self,
        tag: &RunTag,
        machine: &str,
        command: &Command,
        listener: &dyn Listener,
    ) -> Result<Exit, TestbedError> {
        let missing = || TestbedError::NoMachine(machine.to_owned());
        let claim = self.claim_of(tag).ok_or_else(missing)?;
        let call = locked(&claim.world).start(machine, command).ok_or_else(missing)?;
        let running = Running { claim: &claim, call };
        loop {
            let drive = claim.drive.take().await;
            let passed = claim.slice(running.call);
            claim.tell(Some((running.call, listener)));
            let exit = locked(&claim.world).take_exit(running.call);
            self.setup.pace.pass(passed).await;
            if let Some(exit) = exit {
                return Ok(exit);
            }
            drop(drive);
            // Others drive too, and whoever called may change their mind: a command may have no end.
            give_way().await;
        }
    }

    async fn release(&self, tag: &RunTag) -> Result<(), TestbedError> {
        locked(&self.claims).remove(tag);
        Ok(())
    }

    async fn put(&self, tag: &RunTag, machine: &str, path: &str, bytes: &[u8]) -> Result<(), TestbedError> {
        let missing = || TestbedError::NoMachine(machine.to_owned());
        let claim = self.claim_of(tag).ok_or_else(missing)?;
        let full = || TestbedError::Failed(format!("`{path}` does not fit: {machine}'s disk holds 1 MiB"));
        if bytes.len() > crate::machine::DISK {
            return Err(full());
        }
        let text = String::from_utf8_lossy(bytes).into_owned();
        if !locked(&claim.world).put_file(machine, path, &text).ok_or_else(missing)? {
            return Err(full());
        }
        let key = (machine.to_owned(), path.to_owned());
        let mut binary = locked(&claim.binary);
        match text.as_bytes() == bytes {
            true => drop(binary.remove(&key)),
            false => drop(binary.insert(key, bytes.to_owned())),
        }
        Ok(())
    }

    async fn fetch(&self, tag: &RunTag, machine: &str, path: &str) -> Result<Vec<u8>, TestbedError> {
        let missing = || TestbedError::NoMachine(machine.to_owned());
        let claim = self.claim_of(tag).ok_or_else(missing)?;
        let found = locked(&claim.world).file(machine, path).ok_or_else(missing)?;
        let text = found.ok_or_else(|| TestbedError::Failed(format!("there is no file `{path}` on {machine}")))?;
        let key = (machine.to_owned(), path.to_owned());
        let put = locked(&claim.binary).get(&key).filter(|put| String::from_utf8_lossy(put) == text).cloned();
        Ok(put.unwrap_or_else(|| text.into_bytes()))
    }

    async fn shape(
        &self,
        tag: &RunTag,
        machine: &str,
        interface: &str,
        asked: &Shape,
    ) -> Result<InForce, TestbedError> {
        let missing = || TestbedError::NoMachine(machine.to_owned());
        let claim = self.claim_of(tag).ok_or_else(missing)?;
        let shaped = locked(&claim.world).shape(machine, interface, asked).ok_or_else(missing)?;
        match shaped {
            true => Ok(InForce::all(asked)),
            false => Err(TestbedError::Failed(format!("there is no interface `{interface}` on {machine}"))),
        }
    }
}
