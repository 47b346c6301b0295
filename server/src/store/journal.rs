//! Journals as rows: one event a row, as the JSON that browsers get.

use super::{Store, experiments::parse, runs::write_standing};
use crate::runs::Standing;
use runner::Event;
use sqlx::QueryBuilder;
use std::sync::Arc;

/// Rows in one statement; SQLite takes 32,766 parameters.
const BATCH: usize = 5_000;

impl Store {
    /// Writes events, given as (seq, JSON), and where the run stands, all or none; what this answers to survives a power
    /// cut.
    pub async fn append_events(
        &self,
        run: &str,
        events: &[(u64, Arc<str>)],
        standing: Option<&Standing>,
    ) -> sqlx::Result<()> {
        let mut transaction = self.begin().await?;
        for batch in events.chunks(BATCH) {
            let mut insert = QueryBuilder::new("insert into events (run, seq, event) ");
            insert.push_values(batch, |mut row, (seq, event)| {
                row.push_bind(run).push_bind(*seq as i64).push_bind(event.as_ref());
            });
            insert.build().execute(&mut *transaction).await?;
        }
        if let Some(standing) = standing {
            write_standing(&mut transaction, run, standing).await?;
        }
        transaction.commit().await
    }

    /// At most `limit` events from `from` on, as JSON, in order.
    pub async fn events_from(&self, run: &str, from: u64, limit: usize) -> sqlx::Result<Vec<String>> {
        sqlx::query_scalar("select event from events where run = ? and seq >= ? order by seq limit ?")
            .bind(run)
            .bind(from as i64)
            .bind(limit as i64)
            .fetch_all(&self.read)
            .await
    }

    /// How many events a run has: the number its next one gets.
    pub async fn n_events(&self, run: &str) -> sqlx::Result<u64> {
        let last: Option<i64> =
            sqlx::query_scalar("select max(seq) from events where run = ?").bind(run).fetch_one(&self.read).await?;
        Ok(last.map_or(0, |seq| seq as u64 + 1))
    }

    /// A run's events without the lines machines said, in order: what recovery folds.
    pub async fn skeleton(&self, run: &str) -> sqlx::Result<Vec<Event>> {
        let events: Vec<String> = sqlx::query_scalar(
            "select event from events where run = ? and json_extract(event, '$.event') <> 'line' order by seq",
        )
        .bind(run)
        .fetch_all(&self.read)
        .await?;
        events.iter().map(|event| parse(event)).collect()
    }
}
