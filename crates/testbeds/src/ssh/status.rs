//! A command's status, said aloud at its end: OpenSSH itself tells it only when nobody holds the streams any more, and
//! has one status for every signal.

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Runs the words after `$1` and says their status at the end of both streams, between NULs, after the mark `$1`.
pub const SAY: &str = r#"mark=$1; shift; "$@"; set -- "$?"; printf '\000%s %s\000' "$mark" "$1" >&2; printf '\000%s %s\000' "$mark" "$1""#;

/// Hands on what comes, up to the status; none if the stream ends without.
pub async fn listen(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, mark: &str) -> Option<i32> {
    let begins = format!("\0{mark} ").into_bytes();
    let (mut held, mut chunk) = (Vec::new(), vec![0; 8 << 10]);
    loop {
        let n_read = from.read(&mut chunk).await.unwrap_or(0);
        held.extend_from_slice(&chunk[..n_read]);
        let at = held.windows(begins.len()).position(|window| window == begins);
        let n_free =
            at.unwrap_or_else(|| if n_read == 0 { held.len() } else { held.len() - could_begin(&held, &begins) });
        // Who does not read any more does not hinder the end.
        _ = to.write_all(&held[..n_free]).await;
        held.drain(..n_free);
        if at.is_some()
            && let Some(end) = held[begins.len()..].iter().position(|byte| *byte == 0)
        {
            return String::from_utf8_lossy(&held[begins.len()..begins.len() + end]).parse().ok();
        }
        if n_read == 0 {
            return None;
        }
    }
}

/// How many of the last bytes could be the first of `begins`.
fn could_begin(held: &[u8], begins: &[u8]) -> usize {
    (1..begins.len().min(held.len() + 1)).rev().find(|n| held.ends_with(&begins[..*n])).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is handed on, and the status, of a stream that comes a few bytes at a time.
    fn heard(stream: &[u8], at_once: usize) -> (Vec<u8>, Option<i32>) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let (mut writer, reader) = tokio::io::duplex(at_once);
            let mut to = Vec::new();
            let write = async {
                writer.write_all(stream).await.expect("written");
                drop(writer);
            };
            let (status, ()) = tokio::join!(listen(reader, &mut to, "M=1"), write);
            (to, status)
        })
    }

    #[test]
    fn a_status_is_taken_out_however_it_is_cut() {
        for at_once in 1..20 {
            let (out, status) = heard(b"no\0M=2 3\0 such\n\0M=1 137\0", at_once);
            assert_eq!((out.as_slice(), status), (&b"no\0M=2 3\0 such\n"[..], Some(137)));
        }
    }

    #[test]
    fn without_a_status_all_is_handed_on() {
        assert_eq!(heard(b"lost\0M=", 3), (b"lost\0M=".to_vec(), None));
    }
}
