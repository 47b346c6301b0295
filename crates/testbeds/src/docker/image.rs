//! The image of every node: one the engine has, or one made of another, a folder of this host, and the administrator's commands.

use super::{call::Container, create, is_gone, said, shell::Shells, template};
use crate::{BuildSettings, DockerSettings, InstallSettings, hearing::Ear, netns::name, process};
use bollard::{models::ContainerConfig, query_parameters::CommitContainerOptions};
use std::{collections::HashMap, path::Path};
use testbed::{Command, RunTag, TestbedError};
use tokio::sync::Mutex;

/// Held while an image is looked for or made: two runs make it once.
static MAKING: Mutex<()> = Mutex::const_new(());

/// Sees to it that the engine has the image of the settings.
///
/// Errors: it has none and the settings do not say how to make it, or making it failed.
pub async fn find(
    engine: &bollard::Docker,
    settings: &DockerSettings,
    tag: &RunTag,
    ear: Ear<'_>,
) -> Result<(), TestbedError> {
    let _once = MAKING.lock().await;
    let image = &settings.image;
    if has(engine, image).await? {
        return Ok(());
    }
    let Some(build) = &settings.build else {
        return Err(TestbedError::Failed(format!(
            "the Docker engine has no image `{image}`; build or pull it there, or let the administrator name another"
        )));
    };
    if !has(engine, &build.base).await? {
        let base = &build.base;
        return Err(TestbedError::Failed(format!(
            "the Docker engine has no image `{base}` to make `{image}` from; pull it there, or let the administrator name \
             another base"
        )));
    }
    ear.listener.heard(ear.machine, testbed::Voice::Log, &format!("making the image {image} from {}", build.base));
    make(engine, settings, build, tag, ear).await
}

async fn has(engine: &bollard::Docker, image: &str) -> Result<bool, TestbedError> {
    match engine.inspect_image(image).await {
        Ok(_) => Ok(true),
        Err(error) if is_gone(&error) => Ok(false),
        Err(error) => Err(said(&error)),
    }
}

/// In a container that bears the run's label: what breaks off is cleared away with the run.
async fn make(
    engine: &bollard::Docker,
    settings: &DockerSettings,
    build: &BuildSettings,
    tag: &RunTag,
    ear: Ear<'_>,
) -> Result<(), TestbedError> {
    let image = &settings.image;
    let name = format!("{}-image", name::of_switches(tag));
    create(engine, &name, template::workshop(build, tag)).await?;
    let shop = Container {
        engine: engine.clone(),
        is_here: settings.host.is_none(),
        interfaces: HashMap::new(),
        name,
        tag: tag.clone(),
        machine: "image".into(),
        shells: Shells::default(),
    };
    if let Some(folder) = &build.folder {
        unpack(&shop, folder).await?;
    }
    let install = build.install.as_ref().map(InstallSettings::commands).unwrap_or_default();
    let lines = build.commands.iter().map(|line| (Command::new(["sh", "-c", line]), line.clone(), "commands"));
    for (command, said_as, key) in
        install.into_iter().map(|command| (command.clone(), command.to_string(), "install")).chain(lines)
    {
        let exit = shop.run(&command.words().map(str::to_owned).collect::<Vec<_>>(), ear).await?;
        if exit.status != 0 {
            let (status, said) = (exit.status, exit.output.lines().last().unwrap_or_default());
            return Err(TestbedError::Failed(format!(
                "the image {image} was not made: `{said_as}` ended with {status}: {said}; the administrator mends \
                 `{key}` in testbeds.toml"
            )));
        }
    }
    let (repo, version) =
        image.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).unwrap_or((image.as_str(), "latest"));
    let options = CommitContainerOptions {
        container: Some(shop.name.clone()),
        repo: Some(repo.into()),
        tag: Some(version.into()),
        pause: true,
        ..CommitContainerOptions::default()
    };
    let env = build.path.as_ref().map(|path| vec![format!("PATH={path}")]);
    let config = ContainerConfig { env, ..ContainerConfig::default() };
    engine.commit_container(options, config).await.map_err(|error| said(&error))?;
    super::remove(engine, shop.name).await
}

/// Copies a folder of this host to the same place in a container.
async fn unpack(shop: &Container, folder: &Path) -> Result<(), TestbedError> {
    let place = folder.strip_prefix("/").unwrap_or(folder);
    let mut pack = tokio::process::Command::new("tar");
    pack.args(["-C", "/", "-c", "--"]).arg(place);
    let mut pack = process::start(&mut pack)?;
    let tar = pack.stdout.take().ok_or_else(|| TestbedError::Failed("`tar` gave no stream".into()))?;
    shop.feed(["tar", "-x", "-C", "/"], tar, &format!("unpacking {}", folder.display())).await?;
    let packed = pack.wait().await;
    match packed.is_ok_and(|status| status.success()) {
        true => Ok(()),
        false => Err(TestbedError::Failed(format!("{} cannot be packed; see its rights", folder.display()))),
    }
}
