//! The lab: what handlers work with.

use crate::{runs::Runs, store::Store};
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use std::sync::Arc;

/// What handlers work with; cheap to clone.
#[derive(Clone, Debug)]
pub struct Lab {
    /// Experiments, runs, sessions.
    pub store: Arc<Store>,
    /// Runs that are not over.
    pub runs: Arc<Runs>,
    /// How pages are rendered.
    pub pages: LeptosOptions,
}

impl FromRef<Lab> for Arc<Store> {
    fn from_ref(lab: &Lab) -> Self {
        lab.store.clone()
    }
}

impl FromRef<Lab> for Arc<Runs> {
    fn from_ref(lab: &Lab) -> Self {
        lab.runs.clone()
    }
}

impl FromRef<Lab> for LeptosOptions {
    fn from_ref(lab: &Lab) -> Self {
        lab.pages.clone()
    }
}
