//! Recovery: runs that were open when the server stopped without saying good-bye.

use super::{Driven, Runs, journal::Journal, tag};
use runner::{Decision, Run};
use std::sync::Arc;

const WHY: &str = "the server stopped while this run was open; what it had made is freed";

impl Runs {
    /// Picks up every run that is not over: folds its journal and frees what bears its tag.
    ///
    /// A run whose record cannot be read is left as it is, and said so.
    pub async fn recover(self: &Arc<Self>) -> sqlx::Result<()> {
        for id in self.store.open_runs().await? {
            if let Err(error) = self.pick_up(&id).await {
                eprintln!("conga: run {id} could not be picked up: {error}; its record is kept as it is");
            }
        }
        Ok(())
    }

    async fn pick_up(self: &Arc<Self>, id: &str) -> sqlx::Result<()> {
        let Some(page) = self.store.run_page(id).await? else { return Ok(()) };
        let events = self.store.skeleton(id).await?;
        let next = self.store.n_events(id).await?;
        let plan = Arc::new(page.plan);
        let journal = Journal::begin(&self.store, id, plan.steps.len(), next);
        journal.fold(&events);
        let run = Run::from_journal(tag(id), plan, &events).ending(WHY);
        let control = runner::control();
        // The machines may be gone with the server: the testbed's release has the only word.
        let _ = control.0.decide(Decision::Cancel);
        self.drive(Driven { id: id.to_owned(), run, journal, start: page.start, draft: page.draft, control });
        Ok(())
    }
}
