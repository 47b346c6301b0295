//! The runs that a testbed has machines claimed for, by their tags.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use testbed::{RunTag, TestbedError};

/// What a testbed keeps of each run, between its claim and its release. It dies with the process: only marks outlive that.
pub(crate) struct Runs<R>(Mutex<HashMap<RunTag, Arc<R>>>);

impl<R> Default for Runs<R> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<R> Runs<R> {
    /// All of them. A panic elsewhere leaves them whole: nothing is changed by halves.
    pub fn lock(&self) -> MutexGuard<'_, HashMap<RunTag, Arc<R>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a run whose machines are claimed.
    pub fn keep(&self, tag: &RunTag, run: R) {
        self.lock().insert(tag.clone(), Arc::new(run));
    }

    /// The run of `tag`, to do something on `machine`.
    ///
    /// Errors: nothing is claimed for it, so there is no such machine.
    pub fn of(&self, tag: &RunTag, machine: &str) -> Result<Arc<R>, TestbedError> {
        self.lock().get(tag).cloned().ok_or_else(|| TestbedError::NoMachine(machine.to_owned()))
    }

    /// Forgets a run that is being released.
    pub fn forget(&self, tag: &RunTag) -> Option<Arc<R>> {
        self.lock().remove(tag)
    }
}
