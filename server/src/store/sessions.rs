//! Sessions and sign-in links, kept by the SHA-256 of their ids: the file gives nobody a way in.

use super::Store;
use crate::{clock::now_ms, secret};
use async_trait::async_trait;
use sqlx::{Row, SqlitePool};
use std::sync::Arc;
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// How long a sign-in link can be used.
pub const KEY_LIFE_MS: u64 = 10 * 60 * 1000;

/// More unused links than this are not kept; the oldest go.
const MAX_KEYS: i64 = 20;

/// Whom a sign-in link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The person's name; none for the administrator.
    pub name: Option<String>,
}

impl Store {
    /// Makes a sign-in key for a person, or for the administrator: 128 bits, one use, ten minutes.
    pub async fn new_sign_in_key(&self, person: Option<&str>) -> sqlx::Result<String> {
        new_key(&self.write, person).await
    }

    /// Uses a sign-in key up: whom it is for; none if it is unknown, used or too old. Of many who try at once one succeeds.
    pub async fn use_sign_in_key(&self, key: &str) -> sqlx::Result<Option<Guest>> {
        let used: Option<Option<String>> =
            sqlx::query_scalar("delete from sign_in_keys where digest = ? and expires_ms > ? returning person")
                .bind(secret::digest(key))
                .bind(now_ms() as i64)
                .fetch_optional(&self.write)
                .await?;
        Ok(used.map(|name| Guest { name }))
    }
}

#[cfg(test)]
impl Store {
    /// All that the file says of sessions, as a thief would try it.
    pub async fn dump_sessions(&self) -> Vec<String> {
        let hex = "select lower(hex(digest)) || ' ' || data || ' ' || expires_ms from sessions";
        let rows: Vec<String> = sqlx::query_scalar(hex).fetch_all(&self.read).await.expect("rows");
        assert!(!rows.is_empty());
        rows.iter().flat_map(|row| row.split(' ')).map(|part| part.replace([';', '"'], "")).collect()
    }
}

/// Makes a sign-in key, and forgets those that are too old or too many.
pub(super) async fn new_key(write: &SqlitePool, person: Option<&str>) -> sqlx::Result<String> {
    let key = secret::random_id();
    let now = now_ms();
    let mut transaction = super::begin(write).await?;
    sqlx::query("delete from sign_in_keys where expires_ms <= ?").bind(now as i64).execute(&mut *transaction).await?;
    sqlx::query(
        "delete from sign_in_keys where digest not in \
         (select digest from sign_in_keys order by expires_ms desc limit ?)",
    )
    .bind(MAX_KEYS - 1)
    .execute(&mut *transaction)
    .await?;
    sqlx::query("insert into sign_in_keys (digest, expires_ms, person) values (?, ?, ?)")
        .bind(secret::digest(&key))
        .bind((now + KEY_LIFE_MS) as i64)
        .bind(person)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(key)
}

/// The store as tower-sessions wants it.
#[derive(Clone, Debug)]
pub struct Sessions(pub Arc<Store>);

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // 128 random bits do not collide; `save` would overwrite, so a new id is drawn all the same.
        while self.load(&record.id).await?.is_some() {
            record.id = Id::default();
        }
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        sqlx::query("insert or replace into sessions (digest, data, expires_ms) values (?, ?, ?)")
            .bind(secret::digest(&record.id.to_string()))
            .bind(data)
            .bind((record.expiry_date.unix_timestamp_nanos() / 1_000_000) as i64)
            .execute(&self.0.write)
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = sqlx::query("select data, expires_ms from sessions where digest = ? and expires_ms > ?")
            .bind(secret::digest(&id.to_string()))
            .bind(now_ms() as i64)
            .fetch_optional(&self.0.read)
            .await
            .map_err(backend)?;
        let Some(row) = row else { return Ok(None) };
        let data = serde_json::from_str(row.get("data")).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date =
            OffsetDateTime::from_unix_timestamp_nanos(i128::from(row.get::<i64, _>("expires_ms")) * 1_000_000)
                .map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sqlx::query("delete from sessions where digest = ?")
            .bind(secret::digest(&id.to_string()))
            .execute(&self.0.write)
            .await
            .map_err(backend)?;
        Ok(())
    }
}

fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}
