//! The daemon: one emulated site, and whoever asks runs in it.

use crate::message::{Asked, Said};
use anyhow::{Context, Result};
use async_trait::async_trait;
use emulator::{Bed, Era, Pace, Setup};
use std::{
    collections::HashMap,
    fs,
    future::Future,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use testbed::{Command, Deaf, Listener, RunTag, Site, Testbed, Voice};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{
        UnixListener, UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::mpsc::{UnboundedSender, unbounded_channel},
};

/// How the daemon is called.
#[derive(clap::Args)]
pub struct Args {
    /// The sockets to listen at; more are for machines that see other folders
    #[arg(long = "socket", value_name = "PATH", required = true)]
    sockets: Vec<PathBuf>,
    /// The site, as JSON; with one machine only, every node is that machine
    #[arg(long, value_name = "FILE")]
    site: PathBuf,
    /// How much faster than real time passes
    #[arg(long, default_value_t = 10.0, value_name = "N")]
    speed: f64,
}

/// Real time, or a multiple of it.
struct Faster(f64);

#[async_trait]
impl Pace for Faster {
    async fn pass(&self, virtual_time: Duration) {
        tokio::time::sleep(virtual_time.div_f64(self.0)).await;
    }
}

/// The world, and who hears its daemons.
struct Desk {
    bed: Bed,
    tag: RunTag,
    machines: Vec<String>,
    logs: Arc<Logs>,
}

/// Logs go to the process that stands for the machine's daemon.
#[derive(Default)]
struct Logs(Mutex<HashMap<String, UnboundedSender<Said>>>);

impl Logs {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, UnboundedSender<Said>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener for Logs {
    fn heard(&self, machine: &str, _voice: Voice, line: &str) {
        if let Some(sender) = self.lock().get(machine) {
            // Who stopped listening is taken off when its connection ends.
            _ = sender.send(Said::Out(line.to_owned()));
        }
    }
}

/// A call's lines go to who called.
struct Caller(UnboundedSender<Said>);

impl Listener for Caller {
    fn heard(&self, _machine: &str, voice: Voice, line: &str) {
        let line = line.to_owned();
        // Who stopped listening is found out by its closed connection.
        _ = self.0.send(if voice == Voice::Err { Said::Err(line) } else { Said::Out(line) });
    }
}

/// Serves until killed.
pub fn serve(args: &Args) -> Result<()> {
    let text = fs::read_to_string(&args.site).with_context(|| format!("cannot read {}", args.site.display()))?;
    let site: Site = serde_json::from_str(&text).context("the site")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let desk = Arc::new(open(&site, args.speed).await?);
        let clock = desk.clone();
        tokio::spawn(async move {
            loop {
                clock.bed.advance(&clock.tag, Duration::from_secs(1)).await;
            }
        });
        for socket in &args.sockets {
            let listener =
                UnixListener::bind(socket).with_context(|| format!("cannot listen at {}", socket.display()))?;
            tokio::spawn(accept(desk.clone(), listener));
        }
        std::future::pending::<Result<()>>().await
    })
}

async fn open(site: &Site, speed: f64) -> Result<Desk> {
    let bed = Bed::new(Setup { era: Era::Today, seed: 1, pace: Arc::new(Faster(speed)) });
    let (tag, logs) = (RunTag("standin".into()), Arc::new(Logs::default()));
    bed.claim(&tag, site, logs.clone()).await?;
    let machines = site.machines.iter().map(|machine| machine.name.clone()).collect();
    Ok(Desk { bed, tag, machines, logs })
}

async fn accept(desk: Arc<Desk>, listener: UnixListener) {
    while let Ok((stream, _)) = listener.accept().await {
        let desk = desk.clone();
        tokio::spawn(async move {
            // A program that broke off has nobody to tell.
            _ = desk.answer(stream).await;
        });
    }
}

impl Desk {
    async fn answer(&self, stream: UnixStream) -> Result<()> {
        let (input, output) = stream.into_split();
        let mut input = BufReader::new(input);
        let mut line = String::new();
        input.read_line(&mut line).await?;
        let asked: Asked = serde_json::from_str(&line)?;
        anyhow::ensure!(!asked.argv.is_empty() && asked.argv.iter().all(|word| !word.contains('\0')), "no words");
        let node = match self.machines.as_slice() {
            [only] => only.clone(),
            _ => asked.node,
        };
        let (sender, mut said) = unbounded_channel();
        let told = tokio::spawn(async move { tell(output, &mut said).await });
        let hung_up = hung_up(&mut input);
        match asked.argv[0].as_str() {
            "irmd" => self.stand(&node, asked.argv, sender, hung_up).await?,
            _ => {
                let caller = Caller(sender);
                let command = Command::new(asked.argv);
                tokio::select! {
                    exit = self.bed.exec(&self.tag, &node, &command, &caller) => {
                        // Who stopped listening is found out by its closed connection.
                        _ = caller.0.send(Said::Exit(exit?.status));
                    }
                    () = hung_up => {}
                }
            }
        }
        _ = told.await;
        Ok(())
    }

    /// A process stands for a machine's daemon: with it the daemon ends.
    async fn stand(
        &self,
        node: &str,
        argv: Vec<String>,
        sender: UnboundedSender<Said>,
        hung_up: impl Future<Output = ()>,
    ) -> Result<()> {
        let before = self.logs.lock().contains_key(node);
        if !before {
            self.logs.lock().insert(node.to_owned(), sender.clone());
        }
        let command = Command::new(argv).into_daemon();
        let exit = self.bed.exec(&self.tag, node, &command, &Caller(sender.clone())).await?;
        if exit.status != 0 {
            _ = sender.send(Said::Exit(exit.status));
            return Ok(());
        }
        hung_up.await;
        self.logs.lock().remove(node);
        self.bed.exec(&self.tag, node, &Command::of("killall -15 irmd"), &Deaf).await?;
        Ok(())
    }
}

/// Writes what is said until nobody can say more.
async fn tell(mut output: OwnedWriteHalf, said: &mut tokio::sync::mpsc::UnboundedReceiver<Said>) -> Result<()> {
    while let Some(said) = said.recv().await {
        let over = matches!(said, Said::Exit(_));
        output.write_all(format!("{}\n", serde_json::to_string(&said)?).as_bytes()).await?;
        if over {
            break;
        }
    }
    Ok(())
}

/// The program is gone: it never says more than its words.
async fn hung_up(input: &mut BufReader<OwnedReadHalf>) {
    let mut line = String::new();
    while matches!(input.read_line(&mut line).await, Ok(n_read) if n_read > 0) {
        line.clear();
    }
}
