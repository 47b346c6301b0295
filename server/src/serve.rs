//! `conga serve`: start, say where, and stop cleanly.

pub use crate::settings::ServeArgs;

use crate::{
    clock::now_ms,
    gate::{Hosts, session},
    lab::Lab,
    routes,
    runs::{Runs, set_up_testbeds},
    settings::Site,
    store::{OpenError, Store},
};
use anyhow::{Context, Result, bail};
use axum::Router;
use std::{
    fs,
    io::{self, Write},
    net::SocketAddr,
    path::Path,
    pin::pin,
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, signal, sync::Notify, time};

/// Deleted experiments can be restored for 30 days.
const KEPT_MS: u64 = 30 * 24 * 60 * 60 * 1000;
/// Answers under way have so long to be finished.
const FAREWELL: Duration = Duration::from_secs(3);

/// The file in the data folder that says where the server listens.
const ADDRESS: &str = "address";

/// Serves until it is told to stop.
///
/// Errors: what keeps it from starting, and how to mend that.
pub async fn serve(args: ServeArgs) -> Result<()> {
    args.check_address()?;
    let site = Site::find()?;
    let folder = args.data_folder()?;
    let store = Arc::new(Store::open(&folder).await?);
    set_up_testbeds(testbeds::Settings::read(folder.join("testbeds.toml"))?);
    let listener = listen(args.listen).await?;
    let address = listener.local_addr().context("asking for the address")?;
    let runs = Runs::new(store.clone());
    runs.recover().await?;
    let lab = Lab { store: store.clone(), runs: runs.clone(), pages: site.page_options(address) };
    let sessions = session::layer(store.clone(), &store.folder_key().await?);
    let router = routes::router(lab, &site, Hosts::of(address, &args.hosts), sessions);
    fs::write(folder.join(ADDRESS), address.to_string()).context("writing the server's address")?;
    announce(&store.new_sign_in_key(None).await?, address)?;
    let housekeeping = tokio::spawn(keep_house(store.clone()));
    serve_until_told(listener, router, &runs).await?;
    housekeeping.abort();
    store.close().await;
    Ok(())
}

/// Where the server of a data folder listens, as it wrote down when it began.
///
/// Errors: no server ever ran there.
pub fn address_of(folder: &Path) -> Result<SocketAddr, OpenError> {
    let text = fs::read_to_string(folder.join(ADDRESS)).unwrap_or_default();
    text.trim().parse().map_err(|_| OpenError::Idle(folder.to_owned()))
}

/// Serves; when told to stop, takes no more, cleans runs up, and lets answers under way be finished for a moment.
async fn serve_until_told(listener: TcpListener, router: Router, runs: &Runs) -> Result<()> {
    let told = Arc::new(Notify::new());
    let heard = told.clone();
    let server = axum::serve(listener, router).with_graceful_shutdown(async move { heard.notified().await });
    let mut server = pin!(server.into_future());
    tokio::select! {
        ended = &mut server => return Ok(ended?),
        () = told_to_stop() => eprintln!("conga: stopping; runs are cleaned up first"),
    }
    told.notify_one();
    let (_, _) = tokio::join!(runs.stop(), time::timeout(FAREWELL, &mut server));
    Ok(())
}

/// Once an hour: forgets what was deleted long ago, and sessions that are over.
async fn keep_house(store: Arc<Store>) {
    let mut hours = time::interval(Duration::from_secs(3600));
    loop {
        hours.tick().await;
        if let Err(error) = store.forget(now_ms().saturating_sub(KEPT_MS)).await {
            eprintln!("conga: what was deleted could not be forgotten: {error}; it is tried again in an hour");
        }
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            bail!(
                "{address} is in use, perhaps by another conga; stop that one, or take a free port with \
                 --listen {}:0",
                address.ip()
            )
        }
        Err(error) => {
            Err(error).with_context(|| format!("cannot listen on {address}; name another with --listen ADDR"))
        }
    }
}

/// One line on standard output for scripts; the rest is for people.
fn announce(key: &str, address: SocketAddr) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "conga: http://{address}/sign-in?key={key}")?;
    out.flush()?;
    eprintln!("Open this address in a browser; it signs in once, within 10 minutes. Ctrl-C stops the server.");
    if !address.ip().is_loopback() {
        eprintln!(
            "conga: warning: other machines can reach {address}, and whoever signs in runs commands here with your rights. \
             What is sent is not encrypted: put a proxy with TLS before it, or use an SSH tunnel to 127.0.0.1."
        );
    }
    Ok(())
}

/// Ctrl-C or SIGTERM.
async fn told_to_stop() {
    let interrupt = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
