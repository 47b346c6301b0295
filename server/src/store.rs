//! The store: experiments, history, runs, journals and sessions in one SQLite file, one process a folder.

use crate::secret;
use sqlx::{
    Sqlite, SqlitePool, Transaction,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    fs::{DirBuilder, File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

mod experiments;
mod history;
mod journal;
mod runs;
mod sessions;

pub use experiments::SaveError;
pub use runs::RunRecord;
pub use sessions::{Guest, Sessions};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The open store.
#[derive(Debug)]
pub struct Store {
    /// One connection: writers wait for their turn instead of failing for each other.
    write: SqlitePool,
    read: SqlitePool,
    /// Held while the store is open.
    _lock: File,
}

/// Why the store cannot be opened: what, where and how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made or written.
    #[error("cannot use the data folder {}: {source}; check its rights, or name another with --data DIR", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Another process has it.
    #[error("the data folder {} is in use by another conga; stop that one, or name another folder with --data DIR", .0.display())]
    InUse(PathBuf),
    /// No process has it.
    #[error("no server runs on the data folder {}; start one with `conga serve`: it prints a link", .0.display())]
    Idle(PathBuf),
    /// The file is not what it should be.
    #[error(
        "the database {} cannot be read: {why}; put a backup in its place, or move the file away to begin anew",
        .file.display()
    )]
    Damaged {
        /// The file.
        file: PathBuf,
        /// The cause.
        why: String,
    },
    /// A newer conga wrote it.
    #[error("the database {} was written by a newer conga; use that one, or name another folder with --data DIR", .0.display())]
    Newer(PathBuf),
}

impl Store {
    /// Opens the store in `folder`, made if it is missing, and brings it to this version.
    pub async fn open(folder: &Path) -> Result<Self, OpenError> {
        let lock = lock(folder)?;
        let file = folder.join("conga.db");
        // A clean stop takes the write-ahead log away.
        let was_cut_off = folder.join("conga.db-wal").exists();
        let damaged = |why: String| OpenError::Damaged { file: file.clone(), why };
        let options = options(&file);
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await;
        let write = write.map_err(|error| damaged(error.to_string()))?;
        MIGRATIONS.run(&write).await.map_err(|error| match error {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => OpenError::Newer(file.clone()),
            other => damaged(other.to_string()),
        })?;
        if was_cut_off {
            let verdict: Result<String, _> = sqlx::query_scalar("pragma quick_check(1)").fetch_one(&write).await;
            match verdict {
                Ok(verdict) if verdict == "ok" => {}
                Ok(verdict) => return Err(damaged(verdict)),
                Err(error) => return Err(damaged(error.to_string())),
            }
        }
        let read = SqlitePoolOptions::new().max_connections(4).connect_lazy_with(options.read_only(true));
        Ok(Self { write, read, _lock: lock })
    }

    /// Writes everything down and lets go of the file.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    /// What tells this folder from another, made at first use.
    pub async fn folder_key(&self) -> sqlx::Result<String> {
        let fresh = secret::random_id();
        sqlx::query("insert or ignore into folder (one, key) values (1, ?)")
            .bind(&fresh[..8])
            .execute(&self.write)
            .await?;
        sqlx::query_scalar("select key from folder").fetch_one(&self.read).await
    }

    /// A transaction that may write; it waits for the others to end.
    async fn begin(&self) -> sqlx::Result<Transaction<'static, Sqlite>> {
        begin(&self.write).await
    }
}

/// A transaction that may write. Who asked for it may go away at any moment, as a tab that is closed while it saves: it is
/// begun in a task of its own, for one left half begun would keep the only connection, and all saves would be refused.
async fn begin(write: &SqlitePool) -> sqlx::Result<Transaction<'static, Sqlite>> {
    let write = write.clone();
    let begun = tokio::spawn(async move { write.begin_with("begin immediate").await });
    begun.await.map_err(|_| sqlx::Error::WorkerCrashed)?
}

/// A sign-in key from another process than the one that has the store open: whoever may write the folder may let people in.
///
/// Errors: no server runs on the folder, or its database does not take it.
pub async fn visitors_key(folder: &Path, person: Option<&str>) -> Result<String, OpenError> {
    if let Ok(lock) = lock(folder) {
        drop(lock);
        return Err(OpenError::Idle(folder.to_owned()));
    }
    let file = folder.join("conga.db");
    let damaged = |error: sqlx::Error| OpenError::Damaged { file: file.clone(), why: error.to_string() };
    let options = options(&file).create_if_missing(false);
    let write = SqlitePoolOptions::new().max_connections(1).connect_with(options).await.map_err(damaged)?;
    let key = sessions::new_key(&write, person).await.map_err(damaged);
    write.close().await;
    key
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What is acknowledged survives a power cut; about a millisecond a commit.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
}

/// Makes the folder, for its owner alone, and takes its lock.
fn lock(folder: &Path) -> Result<File, OpenError> {
    let fault = |source| OpenError::Folder { folder: folder.to_owned(), source };
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(fault)?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.join("lock")).map_err(fault)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(folder.to_owned())),
        Err(TryLockError::Error(source)) => Err(fault(source)),
    }
}

#[cfg(test)]
impl Store {
    /// Lets the file not grow any more, as on a full disk; or again.
    pub async fn fill_disk(&self, is_full: bool) {
        let pages: i64 = sqlx::query_scalar("pragma page_count").fetch_one(&self.write).await.expect("a count");
        let limit = if is_full { pages } else { 1_000_000 };
        sqlx::query(&format!("pragma max_page_count = {limit}")).execute(&self.write).await.expect("a limit");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_folder_is_for_one_at_a_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Store::open(folder.path()).await.expect("a store");
        let second = Store::open(folder.path()).await.expect_err("in use");
        assert!(matches!(second, OpenError::InUse(_)) && second.to_string().contains("--data DIR"));
        first.close().await;
        drop(first);
        assert!(Store::open(folder.path()).await.is_ok());
    }

    #[tokio::test]
    async fn a_visitor_gets_a_key_while_the_store_is_open() {
        let folder = tempfile::tempdir().expect("a folder");
        let idle = visitors_key(folder.path(), None).await.expect_err("nobody is there");
        assert!(matches!(idle, OpenError::Idle(_)));
        let store = Store::open(folder.path()).await.expect("a store");
        let key = visitors_key(folder.path(), Some("ada")).await.expect("a key");
        assert_eq!(store.use_sign_in_key(&key).await.expect("read"), Some(Guest { name: Some("ada".into()) }));
        assert_eq!(store.use_sign_in_key(&key).await.expect("read"), None, "once");
    }

    #[tokio::test]
    async fn who_goes_away_in_the_middle_of_a_save_leaves_the_others_free_to_save() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).await.expect("a store");
        let draft = model::Draft::default();
        for patience in (0..1_000).map(|at| at % 50) {
            let gone = async {
                for _ in 0..patience {
                    tokio::task::yield_now().await;
                }
            };
            tokio::select! {
                biased;
                () = gone => {}
                made = store.create(&draft) => drop(made.expect("it is made")),
            }
        }
        store.create(&draft).await.expect("nobody's transaction is in the way");
    }

    #[tokio::test]
    async fn a_damaged_file_is_named_and_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("conga.db");
        std::fs::write(&file, "no database ".repeat(1000)).expect("a file");
        let error = Store::open(folder.path()).await.expect_err("damaged").to_string();
        assert!(error.contains("conga.db cannot be read") && error.contains("backup"), "{error}");
        assert!(std::fs::read_to_string(&file).expect("a file").starts_with("no database"));
    }

    #[tokio::test]
    async fn a_newer_file_is_refused_before_it_is_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path()).await.expect("a store");
        let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
                     values (9999, 'from the future', 1, x'00', 0)";
        sqlx::query(newer).execute(&store.write).await.expect("a row");
        store.close().await;
        drop(store);
        assert!(matches!(Store::open(folder.path()).await, Err(OpenError::Newer(_))));
    }

    #[tokio::test]
    async fn the_list_counts_links_apart_also_of_what_was_there_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let counts = async |store: &Store| {
            let cards = store.cards().await.expect("the list");
            cards.iter().map(|card| (card.n_nodes, card.n_links, card.n_layers)).collect::<Vec<_>>()
        };
        let store = Store::open(folder.path()).await.expect("a store");
        store.create(&model::generate::Shape::line(4).draft(true)).await.expect("an experiment");
        assert_eq!(counts(&store).await, [(4, 3, 1)]);
        let before = "update experiments set n_layers = 4; alter table experiments drop column n_links; \
                      delete from _sqlx_migrations where version >= 3";
        sqlx::raw_sql(before).execute(&store.write).await.expect("as it was before");
        store.close().await;
        drop(store);
        let again = Store::open(folder.path()).await.expect("a store");
        assert_eq!(counts(&again).await, [(4, 3, 1)]);
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_made_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        std::fs::write(&file, "").expect("a file");
        let error = Store::open(&file.join("data")).await.expect_err("no folder").to_string();
        assert!(error.contains("cannot use the data folder") && error.contains("--data DIR"), "{error}");
    }
}
