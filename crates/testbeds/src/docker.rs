//! The testbed `docker`: a container a machine. On an engine of this host wires join the containers' network namespaces; on
//! another they are networks of the engine's.
//!
//! Containers are made from one fixed template, privileged only where the administrator says so, and bear the run's tag in a label, by which
//! [`Testbed::release`] finds them. Nothing a user types is in a container's name.

mod call;
mod engine;
mod image;
mod kill;
mod networks;
mod shell;
mod template;

use crate::{
    DockerSettings, called,
    hearing::Ear,
    line_by_line,
    netns::{self, name},
    process, qdisc,
    runs::Runs,
};
use async_trait::async_trait;
use bollard::{
    models::ContainerCreateBody,
    query_parameters::{CreateContainerOptions, ListContainersOptions, RemoveContainerOptions},
};
use call::Container;
pub use engine::missing;
use futures::future::{join_all, try_join_all};
use shell::Shells;
use std::{collections::HashMap, fs, sync::Arc};
use testbed::{
    Batch, Chorus, Command, Exit, InForce, LARGEST_FILE, Listener, RunTag, Shape, Site, Testbed, TestbedError,
};
use tokio::sync::{OnceCell, RwLock};

/// Held for reading while a container is made: the engine makes it whether or not anybody still waits, so it is made to the
/// end, and what is released is listed after that.
static MAKING: RwLock<()> = RwLock::const_new(());

/// The testbed.
pub struct Docker {
    settings: DockerSettings,
    engine: OnceCell<bollard::Docker>,
    runs: Runs<Run>,
}

/// What is known of a run while this process lives.
struct Run {
    containers: HashMap<String, Container>,
    listener: Arc<dyn Listener>,
}

impl Docker {
    /// The testbed, as the administrator set it up.
    pub fn new(settings: DockerSettings) -> Self {
        Self { settings, engine: OnceCell::new(), runs: Runs::default() }
    }

    /// The engine, in the version of the API that it speaks.
    async fn engine(&self) -> Result<&bollard::Docker, TestbedError> {
        self.engine.get_or_try_init(|| engine::reach(&self.settings)).await
    }

    /// The engine is on this host: the containers' namespaces can be entered, and their processes be seen.
    fn is_here(&self) -> bool {
        self.settings.host.is_none()
    }

    /// Removes the run's containers.
    async fn remove_all(&self, tag: &RunTag) -> Result<(), TestbedError> {
        let engine = self.engine().await?;
        let _none_is_made = MAKING.write().await;
        let filters = HashMap::from([("label".to_owned(), vec![format!("{}={}", template::RUN_LABEL, tag.0)])]);
        let options = ListContainersOptions { all: true, filters: Some(filters), ..ListContainersOptions::default() };
        let ours = engine.list_containers(Some(options)).await.map_err(|error| said(&error))?;
        let ours = ours.into_iter().filter_map(|container| container.id);
        crate::together(join_all(ours.map(|id| remove(engine, id))).await)
    }

    /// Makes and starts the container of the `index`-th machine, and names its network namespace if that is here.
    async fn boot(&self, tag: &RunTag, index: usize, machine: &str) -> Result<Container, TestbedError> {
        let engine = self.engine().await?;
        let name = name::of_machine(tag, index);
        create(engine, &name, template::body(&self.settings, tag, machine)).await?;
        let pid = pid_of(engine, &name).await?.ok_or_else(|| ended(machine))?;
        if self.is_here()
            && let Err(error) = netns::ip(None, &format!("netns attach {name} {pid}\n")).await
        {
            // It may have ended since; the engine hears of that later than the kernel.
            let has_ended = fs::metadata(format!("/proc/{pid}/ns/net")).is_err();
            return Err(if has_ended { ended(machine) } else { error });
        }
        Ok(self.container(engine, tag, name, machine))
    }

    /// Connects the run's containers.
    async fn connect(
        &self,
        tag: &RunTag,
        site: &Site,
        containers: &mut HashMap<String, Container>,
    ) -> Result<(), TestbedError> {
        if self.is_here() {
            return netns::connect(tag, site).await;
        }
        let engine = self.engine().await?;
        let Err(error) = networks::connect(engine, tag, site, containers).await else { return Ok(()) };
        for (machine, container) in &*containers {
            if pid_of(engine, &container.name).await?.is_none() {
                return Err(ended(machine));
            }
        }
        Err(error)
    }
}

fn ended(machine: &str) -> TestbedError {
    TestbedError::Failed(format!("the container of {machine} ended at once; its image needs `sh` and `sleep`"))
}

/// The first process of a container; none if it has ended.
async fn pid_of(engine: &bollard::Docker, name: &str) -> Result<Option<i64>, TestbedError> {
    let seen = engine.inspect_container(name, None).await.map_err(|error| said(&error))?;
    Ok(seen.state.and_then(|state| state.pid).filter(|pid| *pid > 0))
}

impl Docker {
    fn container(&self, engine: &bollard::Docker, tag: &RunTag, name: String, machine: &str) -> Container {
        Container {
            engine: engine.clone(),
            name,
            is_here: self.is_here(),
            tag: tag.clone(),
            machine: machine.to_owned(),
            interfaces: HashMap::new(),
            shells: Shells::default(),
        }
    }
}

#[async_trait]
impl Testbed for Docker {
    fn kind(&self) -> &'static str {
        "docker"
    }

    async fn claim(&self, tag: &RunTag, site: &Site, listener: Arc<dyn Listener>) -> Result<(), TestbedError> {
        if let Some(why) = missing(&self.settings) {
            return Err(TestbedError::Failed(why));
        }
        self.release(tag).await?;
        let machine = site.machines.first().map_or("", |machine| machine.name.as_str());
        image::find(self.engine().await?, &self.settings, tag, Ear { machine, listener: &*listener }).await?;
        let machines = site.machines.iter().enumerate().map(|(index, machine)| async move {
            Ok::<_, TestbedError>((machine.name.clone(), self.boot(tag, index, &machine.name).await?))
        });
        let mut containers: HashMap<String, Container> = try_join_all(machines).await?.into_iter().collect();
        self.connect(tag, site, &mut containers).await?;
        self.runs.keep(tag, Run { containers, listener: listener.clone() });
        crate::shape_all(self, tag, site, listener.as_ref()).await
    }

    async fn exec(
        &self,
        tag: &RunTag,
        machine: &str,
        command: &Command,
        listener: &dyn Listener,
    ) -> Result<Exit, TestbedError> {
        let run = self.runs.of(tag, machine)?;
        let container = run.container(machine)?;
        let words = called::said_there(command, &container.interfaces);
        if !command.is_daemon() {
            return container.run(&words, Ear { machine, listener }).await;
        }
        let call = container.leave_running(words).await?;
        tokio::spawn(call.hear_daemon(machine.to_owned(), run.listener.clone()));
        Ok(Exit::begun())
    }

    fn batch(&self) -> Option<&dyn Batch> {
        Some(self)
    }

    fn line_by_line(&self, command: &Command) -> Command {
        line_by_line::there(command)
    }

    async fn release(&self, tag: &RunTag) -> Result<(), TestbedError> {
        self.runs.forget(tag);
        let containers = self.remove_all(tag).await;
        let links = match self.is_here() {
            true => netns::delete(&netns::marked(tag)).await,
            false => networks::remove(self.engine().await?, tag).await,
        };
        crate::together([containers, links])
    }

    async fn put(&self, tag: &RunTag, machine: &str, path: &str, bytes: &[u8]) -> Result<(), TestbedError> {
        if bytes.len() > LARGEST_FILE {
            return Err(process::too_large());
        }
        self.runs.of(tag, machine)?.container(machine)?.put(path, bytes).await
    }

    async fn fetch(&self, tag: &RunTag, machine: &str, path: &str) -> Result<Vec<u8>, TestbedError> {
        self.runs.of(tag, machine)?.container(machine)?.fetch(path).await
    }

    async fn shape(
        &self,
        tag: &RunTag,
        machine: &str,
        interface: &str,
        asked: &Shape,
    ) -> Result<InForce, TestbedError> {
        let run = self.runs.of(tag, machine)?;
        let container = run.container(machine)?;
        if self.is_here() {
            return qdisc::shape(interface, asked, |words| netns::run(&container.name, words)).await;
        }
        networks::shape(container, interface, asked).await
    }
}

#[async_trait]
impl Batch for Docker {
    async fn exec_all(
        &self,
        tag: &RunTag,
        machine: &str,
        commands: &[Command],
        chorus: &dyn Chorus,
    ) -> Result<(), TestbedError> {
        let run = self.runs.of(tag, machine)?;
        let container = run.container(machine)?;
        let said: Vec<_> = commands.iter().map(|command| called::said_there(command, &container.interfaces)).collect();
        container.run_all(&said, chorus).await
    }
}

impl Run {
    fn container(&self, machine: &str) -> Result<&Container, TestbedError> {
        self.containers.get(machine).ok_or_else(|| TestbedError::NoMachine(machine.to_owned()))
    }
}

/// Makes and starts a container.
async fn create(engine: &bollard::Docker, name: &str, body: ContainerCreateBody) -> Result<(), TestbedError> {
    let options = CreateContainerOptions { name: Some(name.to_owned()), ..CreateContainerOptions::default() };
    let (making, maker, made) = (MAKING.read().await, engine.clone(), name.to_owned());
    let make = tokio::spawn(async move {
        let _making = making;
        maker.create_container(Some(options), body).await?;
        maker.start_container(&made, None).await
    });
    let lost = |error| TestbedError::Failed(format!("the container {name} was not made: {error}"));
    make.await.map_err(lost)?.map_err(|error| said(&error))
}

/// Removes a container and waits until it is gone.
async fn remove(engine: &bollard::Docker, id: String) -> Result<(), TestbedError> {
    const TRIES: u32 = 200;
    for _ in 0..TRIES {
        let options = RemoveContainerOptions { force: true, v: true, ..RemoveContainerOptions::default() };
        match engine.remove_container(&id, Some(options)).await {
            Ok(()) => return Ok(()),
            Err(error) if is_gone(&error) => return Ok(()),
            // Somebody removes it already.
            Err(bollard::errors::Error::DockerResponseServerError { status_code: 409, .. }) => {}
            Err(error) => return Err(said(&error)),
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(TestbedError::Failed(format!("the container {id} does not go; remove it: `docker rm --force {id}`")))
}

fn is_gone(error: &bollard::errors::Error) -> bool {
    matches!(error, bollard::errors::Error::DockerResponseServerError { status_code: 404, .. })
}

fn said(error: &bollard::errors::Error) -> TestbedError {
    TestbedError::Failed(match error {
        bollard::errors::Error::DockerResponseServerError { message, .. } => {
            format!("the Docker engine said: {message}")
        }
        error => format!("the Docker engine cannot be asked: {error}; see whether it runs"),
    })
}
