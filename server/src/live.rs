//! Live events: a websocket that sends a run's events from any number on, in batches, at the reader's own pace.
//!
//! Invariant: one batch is in memory for a viewer, however slow it is; the rest waits in the journal.

use crate::{
    gate::session,
    lab::Lab,
    refusal::Refusal,
    routes::Id,
    runs::{Feed, Runs},
    store::Store,
};
use axum::{
    extract::{
        Query, State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket, close_code},
    },
    http::StatusCode,
    response::Response,
};
use messages::say;
use std::{
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::OwnedSemaphorePermit, time};
use tower_sessions::Session;

/// Events in one frame.
const BATCH: usize = 500;
/// Frames are so far apart, unless they are full.
const GATHER: Duration = Duration::from_millis(50);
const PING: Duration = Duration::from_secs(20);
/// Who is silent for so long, or takes so long to read a frame, is gone.
const PATIENCE: Duration = Duration::from_secs(45);
/// Browsers have nothing to say here but pongs.
const MAX_HEARD: usize = 100;
const MAX_MESSAGE: usize = 4 * 1024;

/// From where on.
#[derive(serde::Deserialize)]
pub struct From {
    #[serde(default)]
    from: u64,
}

/// GET `/api/runs/{id}/live?from=SEQ`
pub async fn live(
    State(lab): State<Lab>,
    Id(id): Id,
    Query(From { from }): Query<From>,
    session: Session,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Refusal> {
    let permit = lab
        .runs
        .viewers
        .clone()
        .try_acquire_owned()
        .map_err(|_| Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "too-many", say!("too-many-browsers")))?;
    let feed = feed(&lab.runs, &lab.store, &id).await?;
    let viewer = Viewer { feed, next: from, session, heard_at: Instant::now(), n_heard: 0, _permit: permit };
    let upgrade =
        upgrade.max_message_size(MAX_MESSAGE).max_frame_size(MAX_MESSAGE).max_write_buffer_size(8 * 1024 * 1024);
    Ok(upgrade.on_upgrade(async |socket| viewer.serve(socket).await))
}

async fn feed(runs: &Runs, store: &Arc<Store>, id: &str) -> Result<Arc<Feed>, Refusal> {
    if let Some(run) = runs.open(id) {
        return Ok(run.feed);
    }
    store.run_card(id).await?.ok_or_else(Refusal::no_such_run)?;
    Ok(Arc::new(Feed::over(store.clone(), id.to_owned()).await?))
}

/// One browser that watches one run.
struct Viewer {
    feed: Arc<Feed>,
    next: u64,
    session: Session,
    heard_at: Instant,
    n_heard: usize,
    _permit: OwnedSemaphorePermit,
}

/// Why the socket is closed.
type Farewell = (u16, &'static str);

impl Viewer {
    async fn serve(mut self, mut socket: WebSocket) {
        let (code, reason) = match self.watch(&mut socket).await {
            Ok(()) => (close_code::NORMAL, "the run is over"),
            Err(farewell) => farewell,
        };
        let close = Message::Close(Some(CloseFrame { code, reason: reason.into() }));
        // Who has gone does not hear it.
        let _ = time::timeout(PATIENCE, socket.send(close)).await;
    }

    /// Sends until all is sent and the run is over.
    async fn watch(&mut self, socket: &mut WebSocket) -> Result<(), Farewell> {
        let mut head = self.feed.head();
        let mut ping = time::interval_at(time::Instant::now() + PING, PING);
        loop {
            let known = *head.borrow_and_update();
            let n_sent = self.send_batch(socket).await?;
            if n_sent == 0 && known.is_over {
                return Ok(());
            }
            if n_sent == BATCH {
                continue;
            }
            let mut gathered = pin!(time::sleep(GATHER));
            let mut is_gathered = n_sent == 0;
            loop {
                tokio::select! {
                    () = &mut gathered, if !is_gathered => {
                        is_gathered = true;
                        // Of a run that is over no change will come.
                        if known.is_over {
                            break;
                        }
                    }
                    // The feed outlives its viewers, so a change is all that can end this wait.
                    _ = head.changed(), if is_gathered => break,
                    _ = ping.tick() => self.check(socket).await?,
                    message = socket.recv() => self.hear(message)?,
                }
            }
        }
    }

    /// One frame, if there is something to send.
    async fn send_batch(&mut self, socket: &mut WebSocket) -> Result<usize, Farewell> {
        let events =
            self.feed.read(self.next, BATCH).await.map_err(|_| (close_code::AGAIN, "the journal cannot be read"))?;
        if !events.is_empty() {
            send(socket, Message::Text(format!("[{}]", events.join(",")).into())).await?;
            self.next += events.len() as u64;
        }
        Ok(events.len())
    }

    /// Now and then: is somebody there, and still signed in?
    async fn check(&mut self, socket: &mut WebSocket) -> Result<(), Farewell> {
        if self.heard_at.elapsed() > PATIENCE {
            return Err((close_code::AWAY, "no answer"));
        }
        let is_loaded = self.session.load().await.is_ok();
        if !is_loaded || !matches!(session::who(&self.session).await, Ok(Some(_))) {
            return Err((close_code::POLICY, "signed out"));
        }
        self.n_heard = 0;
        send(socket, Message::Ping(Vec::new().into())).await
    }

    fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), Farewell> {
        self.heard_at = Instant::now();
        self.n_heard += 1;
        match message {
            Some(Ok(Message::Binary(_))) => Err((close_code::UNSUPPORTED, "nothing is expected from you")),
            Some(Ok(Message::Close(_)) | Err(_)) | None => Err((close_code::NORMAL, "closed")),
            Some(Ok(_)) if self.n_heard > MAX_HEARD => Err((close_code::POLICY, "too many messages")),
            Some(Ok(_)) => Ok(()),
        }
    }
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), Farewell> {
    match time::timeout(PATIENCE, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err((close_code::AWAY, "gone")),
        Err(_) => Err((close_code::AGAIN, "too slow; come again with the number you are at")),
    }
}
