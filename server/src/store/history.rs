//! Saving: operations on one experiment, all or none, in one transaction.

use super::{
    SaveError, Store,
    experiments::{self, MAX_HISTORY, entry, json, write_draft},
};
use crate::secret;
use api::{Entry, Op, Save, Saved};
use messages::say;
use model::{ApplyError, Conflict, Draft, change};
use sqlx::{Row, Sqlite, Transaction};

/// A step's name is cut to so many characters.
const MAX_LABEL: usize = 120;

/// One save may hold so many operations: each is checked against the whole experiment.
const MAX_OPS: usize = 1_000;

/// One save under way.
struct Saving<'t> {
    id: &'t str,
    draft: Draft,
    /// The place of the last edit that is done.
    done: i64,
    transaction: Transaction<'static, Sqlite>,
}

impl Store {
    /// Does what `save` says and answers when it is on disk.
    ///
    /// The same save again, its first answer lost, is answered again and not done again.
    pub async fn save(&self, id: &str, save: Save) -> Result<Saved, SaveError> {
        if save.ops.len() > MAX_OPS {
            return Err(SaveError::Invalid(say!("too-many-operations", most = MAX_OPS)));
        }
        let digest = secret::digest(&json(&save)?);
        let n_ops = save.ops.len() as u64;
        let mut transaction = self.begin().await?;
        let row =
            sqlx::query("select version, done, draft, last_save from experiments where id = ? and deleted_ms is null")
                .bind(id)
                .fetch_optional(&mut *transaction)
                .await?
                .ok_or(SaveError::Gone)?;
        let now = row.get::<i64, _>("version") as u64;
        if row.get::<Option<Vec<u8>>, _>("last_save").as_ref() == Some(&digest) && now == save.version + n_ops {
            return Ok(Saved { version: now });
        }
        if now != save.version {
            return Err(SaveError::Stale { now, expected: save.version });
        }
        let mut saving = Saving { id, draft: experiments::read_draft(&row)?, done: row.get("done"), transaction };
        for op in save.ops {
            saving.operate(op).await?;
        }
        saving.finish(now + n_ops, digest).await
    }
}

impl Saving<'_> {
    async fn operate(&mut self, op: Op) -> Result<(), SaveError> {
        match op {
            Op::Do(entry) => self.act(entry).await,
            Op::Undo => self.undo().await,
            Op::Redo => self.redo().await,
        }
    }

    async fn act(&mut self, entry: Entry) -> Result<(), SaveError> {
        apply(&mut self.draft, &entry.changes)?;
        sqlx::query("delete from edits where experiment = ? and place > ?")
            .bind(self.id)
            .bind(self.done)
            .execute(&mut *self.transaction)
            .await?;
        self.done += 1;
        sqlx::query("insert into edits (experiment, place, label, changes) values (?, ?, ?, ?)")
            .bind(self.id)
            .bind(self.done)
            .bind(entry.label.chars().take(MAX_LABEL).collect::<String>())
            .bind(json(&entry.changes)?)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    async fn undo(&mut self) -> Result<(), SaveError> {
        let entry = self.edit_at(self.done, say!("nothing-to-undo")).await?;
        apply(&mut self.draft, &change::inverse(&entry.changes))?;
        self.done -= 1;
        Ok(())
    }

    async fn redo(&mut self) -> Result<(), SaveError> {
        let entry = self.edit_at(self.done + 1, say!("nothing-to-redo")).await?;
        apply(&mut self.draft, &entry.changes)?;
        self.done += 1;
        Ok(())
    }

    async fn edit_at(&mut self, place: i64, missing: &str) -> Result<Entry, SaveError> {
        let row = sqlx::query("select label, changes from edits where experiment = ? and place = ?")
            .bind(self.id)
            .bind(place)
            .fetch_optional(&mut *self.transaction)
            .await?;
        Ok(entry(&row.ok_or_else(|| SaveError::Invalid(missing.to_owned()))?)?)
    }

    async fn finish(mut self, version: u64, digest: Vec<u8>) -> Result<Saved, SaveError> {
        write_draft(&mut self.transaction, self.id, &self.draft).await?;
        sqlx::query("update experiments set version = ?, done = ?, last_save = ? where id = ?")
            .bind(version as i64)
            .bind(self.done)
            .bind(digest)
            .bind(self.id)
            .execute(&mut *self.transaction)
            .await?;
        sqlx::query("delete from edits where experiment = ? and place <= ?")
            .bind(self.id)
            .bind(self.done - MAX_HISTORY)
            .execute(&mut *self.transaction)
            .await?;
        self.transaction.commit().await?;
        Ok(Saved { version })
    }
}

fn apply(draft: &mut Draft, changes: &[model::Change]) -> Result<(), SaveError> {
    change::apply_checked(draft, changes).map_err(|refused| match refused {
        ApplyError::Conflict(Conflict { record }) => SaveError::Invalid(say!("record-changed", record = record)),
        ApplyError::Unsound(why) => SaveError::Invalid(say!("would-break", why = why)),
    })
}
