//! `conga serve`: start, say where, and stop cleanly.

pub use crate::settings::ServeArgs;

use crate::{
    gate::{Hosts, session},
    lab::Lab,
    routes,
    settings::Site,
    store::Store,
};
use anyhow::{Context, Result, bail};
use leptos::config::LeptosOptions;
use std::{
    io::{self, Write},
    net::SocketAddr,
    sync::Arc,
};
use tokio::{net::TcpListener, signal};

/// Serves until it is told to stop.
///
/// Errors: what keeps it from starting, and how to mend that.
pub async fn serve(args: ServeArgs) -> Result<()> {
    args.check_address()?;
    let site = Site::find()?;
    let folder = args.data_folder()?;
    let store = Arc::new(Store::open(&folder).await?);
    let listener = listen(args.listen).await?;
    let address = listener.local_addr().context("asking for the address")?;
    let lab = Lab { store: store.clone(), pages: page_options(&site, address) };
    let sessions = session::layer(store.clone(), &store.folder_key().await?);
    let router = routes::router(lab, &site, Hosts::of(address, &args.hosts), sessions);
    announce(&store.new_sign_in_key().await?, address)?;
    axum::serve(listener, router).with_graceful_shutdown(told_to_stop()).await?;
    store.close().await;
    Ok(())
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
        Err(error) => Err(error).with_context(|| format!("cannot listen on {address}; name another with --listen ADDR")),
    }
}

fn page_options(site: &Site, address: SocketAddr) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("conga")
        .site_root(site.folder.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .site_addr(address)
        .build()
}

/// One line on standard output for scripts; the rest is for people.
fn announce(key: &str, address: SocketAddr) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "conga: http://{address}/sign-in?key={key}")?;
    out.flush()?;
    eprintln!("Open this address in a browser; it signs in once, within 10 minutes. Ctrl-C stops the server.");
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
