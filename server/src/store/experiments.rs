//! Experiments as rows: the list, making, opening, deleting.

use super::Store;
use crate::{clock::now_ms, secret};
use api::{Card, Entry, Opened, Thumbnail};
use editor::thumbnail::thumbnail;
use messages::say;
use model::{Draft, Severity, check};
use sqlx::{Row, Sqlite, Transaction, sqlite::SqliteRow};

/// Steps of undo that are kept.
pub(super) const MAX_HISTORY: i64 = 200;

/// Why a save, or something else that touches one experiment, did not happen.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// There is no such experiment, or it was deleted.
    #[error("{}", say!("experiment-gone"))]
    Gone,
    /// Somebody else saved in between.
    #[error("{}", say!("changed-elsewhere-save", now = now, expected = expected))]
    Stale {
        /// The version it is at.
        now: u64,
        /// The version that was expected.
        expected: u64,
    },
    /// What was sent makes no sense for this experiment.
    #[error("{0}")]
    Invalid(String),
    /// The database did not do it.
    #[error(transparent)]
    Storage(#[from] sqlx::Error),
}

impl Store {
    /// Every experiment that is not deleted, last changed first.
    pub async fn cards(&self) -> sqlx::Result<Vec<Card>> {
        let rows = sqlx::query(
            "select id, title, changed_ms, n_nodes, n_links, n_layers, n_errors, thumbnail, \
               (select runs.id from runs where runs.experiment = experiments.id and ended_ms is null \
                order by began_ms desc limit 1) as running \
             from experiments where deleted_ms is null order by changed_ms desc, id",
        )
        .fetch_all(&self.read)
        .await?;
        Ok(rows.iter().map(card).collect())
    }

    /// Makes an experiment; its id.
    pub async fn create(&self, draft: &Draft) -> sqlx::Result<String> {
        let id = secret::random_id();
        let mut transaction = self.begin().await?;
        sqlx::query(
            "insert into experiments \
             (id, title, draft, version, done, changed_ms, n_nodes, n_layers, n_errors, thumbnail) \
             values (?, '', '{}', 0, 0, 0, 0, 0, 0, '{}')",
        )
        .bind(&id)
        .execute(&mut *transaction)
        .await?;
        write_draft(&mut transaction, &id, draft).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// An experiment with its history.
    pub async fn open_experiment(&self, id: &str) -> Result<Opened, SaveError> {
        // One transaction: draft and history are of the same moment.
        let mut transaction = self.read.begin().await?;
        let row = sqlx::query("select version, done, draft from experiments where id = ? and deleted_ms is null")
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?
            .ok_or(SaveError::Gone)?;
        let edits = sqlx::query("select place, label, changes from edits where experiment = ? order by place")
            .bind(id)
            .fetch_all(&mut *transaction)
            .await?;
        let done: i64 = row.get("done");
        let n_done = edits.iter().filter(|edit| edit.get::<i64, _>("place") <= done).count();
        let history = edits.iter().map(entry).collect::<Result<_, _>>()?;
        let version = row.get::<i64, _>("version") as u64;
        Ok(Opened { version, draft: read_draft(&row)?, history, n_done, places: Vec::new() })
    }

    /// An experiment and its version, without its history.
    pub async fn draft(&self, id: &str) -> Result<(u64, Draft), SaveError> {
        let row = sqlx::query("select version, draft from experiments where id = ? and deleted_ms is null")
            .bind(id)
            .fetch_optional(&self.read)
            .await?
            .ok_or(SaveError::Gone)?;
        Ok((row.get::<i64, _>("version") as u64, read_draft(&row)?))
    }

    /// Deletes an experiment; for 30 days it can be restored.
    pub async fn delete(&self, id: &str) -> Result<(), SaveError> {
        self.mark_deleted(id, Some(now_ms())).await
    }

    /// Takes a deletion back.
    pub async fn restore(&self, id: &str) -> Result<(), SaveError> {
        self.mark_deleted(id, None).await
    }

    async fn mark_deleted(&self, id: &str, deleted_ms: Option<u64>) -> Result<(), SaveError> {
        let done = sqlx::query("update experiments set deleted_ms = ? where id = ?")
            .bind(deleted_ms.map(|ms| ms as i64))
            .bind(id)
            .execute(&self.write)
            .await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(SaveError::Gone) }
    }

    /// Forgets what was deleted before `before_ms`, and sessions that are over.
    pub async fn forget(&self, before_ms: u64) -> sqlx::Result<()> {
        // One with an open run stays: the run's journal hangs on it.
        let forget = "delete from experiments where deleted_ms < ? and not exists \
                      (select 1 from runs where runs.experiment = experiments.id and ended_ms is null)";
        sqlx::query(forget).bind(before_ms as i64).execute(&self.write).await?;
        sqlx::query("delete from sessions where expires_ms < ?").bind(now_ms() as i64).execute(&self.write).await?;
        Ok(())
    }
}

/// Writes the draft, and what the list shows of it.
pub(super) async fn write_draft(
    transaction: &mut Transaction<'_, Sqlite>,
    id: &str,
    draft: &Draft,
) -> sqlx::Result<()> {
    let n_errors = check::check(draft).iter().filter(|finding| finding.severity == Severity::Error).count();
    let n_links = draft.layers().filter(|(_, layer)| layer.kind.is_hardware()).count();
    let picture = thumbnail(draft);
    sqlx::query(
        "update experiments set title = ?, draft = ?, changed_ms = ?, n_nodes = ?, n_links = ?, n_layers = ?, \
         n_errors = ?, thumbnail = ? where id = ?",
    )
    .bind(&draft.settings().title)
    .bind(json(draft)?)
    .bind(now_ms() as i64)
    .bind(draft.nodes().len() as i64)
    .bind(n_links as i64)
    .bind((draft.layers().len() - n_links) as i64)
    .bind(n_errors as i64)
    .bind(json(&Thumbnail { nodes: picture.nodes, links: picture.links })?)
    .bind(id)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

pub(super) fn read_draft(row: &SqliteRow) -> sqlx::Result<Draft> {
    parse(row.get("draft"))
}

pub(super) fn entry(row: &SqliteRow) -> sqlx::Result<Entry> {
    Ok(Entry { label: row.get("label"), changes: parse(row.get("changes"))? })
}

pub(super) fn json(value: &impl serde::Serialize) -> sqlx::Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}

pub(super) fn parse<T: serde::de::DeserializeOwned>(text: &str) -> sqlx::Result<T> {
    serde_json::from_str(text).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn card(row: &SqliteRow) -> Card {
    let count = |column: &str| row.get::<i64, _>(column) as usize;
    Card {
        id: row.get("id"),
        title: row.get("title"),
        changed_ms: row.get::<i64, _>("changed_ms") as u64,
        n_nodes: count("n_nodes"),
        n_links: count("n_links"),
        n_layers: count("n_layers"),
        n_errors: count("n_errors"),
        thumbnail: parse(row.get("thumbnail")).unwrap_or_default(),
        running: row.get("running"),
    }
}
