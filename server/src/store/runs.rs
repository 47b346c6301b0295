//! Runs as rows: made when one starts, kept with plan and draft as they were, for good.

use super::{
    Store,
    experiments::{json, parse},
};
use crate::{runs::Standing, secret};
use api::{RunCard, RunPage, Start};
use model::Draft;
use planner::Plan;
use runner::State;
use sqlx::{Row, Sqlite, Transaction, sqlite::SqliteRow};

/// A run that starts: all that the journal does not say.
#[derive(Clone, Debug)]
pub struct RunRecord {
    /// The experiment it belongs to.
    pub experiment: String,
    /// How it was started.
    pub start: Start,
    /// The experiment as it is run.
    pub draft: Draft,
    /// What is done.
    pub plan: Plan,
}

const CARD: &str = "id, experiment, title, testbed, began_ms, ended_ms, state, summary";

impl Store {
    /// Makes a run; its id.
    pub async fn create_run(&self, record: &RunRecord, began_ms: u64) -> sqlx::Result<String> {
        let id = secret::random_id();
        sqlx::query(
            "insert into runs (id, experiment, title, testbed, began_ms, state, summary, start, draft, plan) \
             values (?, ?, ?, ?, ?, ?, '', ?, ?, ?)",
        )
        .bind(&id)
        .bind(&record.experiment)
        .bind(&record.draft.settings().title)
        .bind(&record.start.testbed)
        .bind(began_ms as i64)
        .bind(state_name(State::Starting)?)
        .bind(json(&record.start)?)
        .bind(json(&record.draft)?)
        .bind(json(&record.plan)?)
        .execute(&self.write)
        .await?;
        Ok(id)
    }

    /// The runs of an experiment, newest first: at most 500.
    pub async fn run_cards(&self, experiment: &str) -> sqlx::Result<Vec<RunCard>> {
        let rows =
            sqlx::query(&format!("select {CARD} from runs where experiment = ? order by began_ms desc, id limit 500"))
                .bind(experiment)
                .fetch_all(&self.read)
                .await?;
        Ok(rows.iter().map(card).collect())
    }

    /// One run with what it was started with.
    pub async fn run_page(&self, id: &str) -> sqlx::Result<Option<RunPage<Plan>>> {
        let row = sqlx::query(&format!("select {CARD}, start, draft, plan from runs where id = ?"))
            .bind(id)
            .fetch_optional(&self.read)
            .await?;
        row.map(|row| {
            Ok(RunPage {
                card: card(&row),
                start: parse(row.get("start"))?,
                draft: parse(row.get("draft"))?,
                plan: parse(row.get("plan"))?,
            })
        })
        .transpose()
    }

    /// One run's line in the list.
    pub async fn run_card(&self, id: &str) -> sqlx::Result<Option<RunCard>> {
        let row =
            sqlx::query(&format!("select {CARD} from runs where id = ?")).bind(id).fetch_optional(&self.read).await?;
        Ok(row.as_ref().map(card))
    }

    /// The runs that are not over, oldest first.
    pub async fn open_runs(&self) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar("select id from runs where ended_ms is null order by began_ms, id")
            .fetch_all(&self.read)
            .await
    }
}

/// Records where a run stands.
pub(super) async fn write_standing(
    transaction: &mut Transaction<'_, Sqlite>,
    id: &str,
    standing: &Standing,
) -> sqlx::Result<()> {
    sqlx::query("update runs set state = ?, summary = ?, ended_ms = ? where id = ?")
        .bind(state_name(standing.state.unwrap_or(State::Starting))?)
        .bind(standing.summary())
        .bind(standing.ended_ms.map(|ms| ms as i64))
        .bind(id)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

fn state_name(state: State) -> sqlx::Result<String> {
    Ok(json(&state)?.trim_matches('"').to_owned())
}

fn card(row: &SqliteRow) -> RunCard {
    RunCard {
        id: row.get("id"),
        experiment: row.get("experiment"),
        title: row.get("title"),
        testbed: row.get("testbed"),
        began_ms: row.get::<i64, _>("began_ms") as u64,
        ended_ms: row.get::<Option<i64>, _>("ended_ms").map(|ms| ms as u64),
        state: row.get("state"),
        summary: row.get("summary"),
    }
}
