//! Files to and from a host, by SFTP over the connection there is.

use super::connection::Connection;
use crate::process;
use openssh::{Child, Session, Stdio};
use openssh_sftp_client::{Error, Sftp, SftpOptions, file::TokioCompatFile};
use std::{path::PathBuf, sync::Arc};
use testbed::{LARGEST_FILE, TestbedError};
use tokio::io::AsyncReadExt;

/// How much room is in the folder `$1`, KiB.
const FREE: &str = r#"df -Pk -- "$1" | { read -r head; read -r disk all used free rest; echo "$free"; }"#;

/// A conversation about files.
struct Talk {
    sftp: Sftp,
    child: Child<Arc<Session>>,
}

impl Connection {
    /// Writes a file.
    pub async fn put(&self, path: &str, bytes: &[u8]) -> Result<(), TestbedError> {
        let talk = self.sftp(path).await?;
        let write = async {
            let mut file = talk.sftp.create(self.place(path)).await?;
            file.write_all(bytes).await?;
            file.close().await
        };
        let written = match write.await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.no_room(path, bytes.len()).await.unwrap_or_else(|| self.refused(path, &error))),
        };
        self.end(talk, path, written).await
    }

    /// SFTP has no word for it: asks whether there is room for a file of so many bytes.
    async fn no_room(&self, path: &str, n_bytes: usize) -> Option<TestbedError> {
        let folder = self.place(path).parent()?.display().to_string();
        let said = self.script(FREE, &[&folder]).await.ok()?;
        let n_free: usize = String::from_utf8_lossy(&said).trim().parse().ok()?;
        (n_free < n_bytes.div_ceil(1 << 10))
            .then(|| self.failed(&format!("`{path}`: the disk there is full; {n_free} KiB are free, make room")))
    }

    /// Reads a file.
    pub async fn fetch(&self, path: &str) -> Result<Vec<u8>, TestbedError> {
        let talk = self.sftp(path).await?;
        let read = async {
            let file = talk.sftp.open(self.place(path)).await.map_err(|error| self.refused(path, &error))?;
            let mut file = Box::pin(TokioCompatFile::new(file).take(LARGEST_FILE as u64 + 1));
            let mut bytes = Vec::new();
            let read = file.read_to_end(&mut bytes).await;
            read.map_err(|error| self.failed(&format!("`{path}`: {error}")))?;
            if bytes.len() > LARGEST_FILE { Err(process::too_large()) } else { Ok(bytes) }
        };
        let read = read.await;
        self.end(talk, path, read).await
    }

    /// The streams are ours: the library's own way of holding the session ends in a panic now and then.
    async fn sftp(&self, path: &str) -> Result<Talk, TestbedError> {
        let none = |error: String| {
            self.failed(&format!(
                "`{path}`: no SFTP there: {error}; see that its sshd_config has a line `Subsystem sftp …`"
            ))
        };
        let mut command = Session::to_subsystem(self.session().clone(), "sftp");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().await.map_err(|error| none(error.to_string()))?;
        let (Some(input), Some(output)) = (child.stdin().take(), child.stdout().take()) else {
            return Err(none("OpenSSH gave no streams".into()));
        };
        let sftp = Sftp::new(input, output, SftpOptions::default()).await.map_err(|error| none(error.to_string()))?;
        Ok(Talk { sftp, child })
    }

    /// Said to its end, so that nothing of it stays there.
    async fn end<T>(&self, talk: Talk, path: &str, done: Result<T, TestbedError>) -> Result<T, TestbedError> {
        let ended = talk.sftp.close().await.map_err(|error| self.refused(path, &error));
        let done = done?;
        ended?;
        // How the other side ended is no news once all was answered.
        _ = talk.child.wait().await;
        Ok(done)
    }

    /// A path as it is there.
    fn place(&self, path: &str) -> PathBuf {
        PathBuf::from(self.folder()).join(path)
    }

    fn refused(&self, path: &str, error: &Error) -> TestbedError {
        self.failed(&format!("`{path}`: {error}"))
    }
}
