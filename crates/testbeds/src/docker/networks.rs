//! Links on an engine that is not of this host, whose containers' namespaces nobody here can enter: a network of the engine's a
//! wire, a bridge on its machine that leads nowhere else.
//!
//! Networks bear the run's tag in a label. An engine wants addresses for each, which nobody uses: they are of the block that is
//! kept free for measuring networks.
//! Source: RFC 2544, appendix C.2.2.

use super::{call::Container, is_gone, said, template};
use crate::{hearing::Ear, netns::name, qdisc};
use bollard::models::{
    EndpointSettings, Ipam, IpamConfig, NetworkConnectRequest, NetworkCreateRequest, NetworkDisconnectRequest,
};
use bollard::query_parameters::ListNetworksOptions;
use futures::future::{join_all, try_join_all};
use std::{
    collections::{HashMap, hash_map::Entry},
    net::Ipv4Addr,
    time::Duration,
};
use testbed::{Deaf, InForce, RunTag, Shape, Site, TestbedError, Wire};
use tokio::sync::RwLock;

/// The first of the addresses, and how many bits tell them apart.
const BLOCK: (u32, u32) = (u32::from_be_bytes([198, 18, 0, 0]), 17);

/// Held for reading while a network is made, which the engine does whether or not anybody still waits.
static MAKING: RwLock<()> = RwLock::const_new(());

/// How a container's interfaces are called there, each with its hardware address.
const LIST: &str =
    r#"for file in /sys/class/net/*/address; do read -r address < "$file" && echo "$file $address"; done"#;

/// Makes a network a wire and connects the containers; answers what each interface is called in its container.
///
/// Errors: a port on a machine that is not of the site; what the engine said.
pub async fn connect(
    engine: &bollard::Docker,
    tag: &RunTag,
    site: &Site,
    containers: &mut HashMap<String, Container>,
) -> Result<(), TestbedError> {
    let known = |machine: &String| containers.contains_key(machine);
    if let Some(port) = site.wires.iter().flat_map(|wire| &wire.ports).find(|port| !known(&port.machine)) {
        return Err(TestbedError::NoMachine(port.machine.clone()));
    }
    let made = site.wires.iter().enumerate().map(|(index, wire)| make(engine, tag, index, wire));
    let networks = try_join_all(made).await?;
    // What a container is plugged into, each plug with the interface it is for.
    let mut plugs: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
    for (wire, network) in site.wires.iter().zip(&networks) {
        for port in &wire.ports {
            plugs.entry(&port.machine).or_default().push((network, &port.interface));
        }
    }
    let found = containers.iter().filter_map(|(machine, container)| {
        let plugs = plugs.get(machine.as_str())?;
        Some(async move { Ok::<_, TestbedError>((machine.clone(), plug_in(engine, container, plugs).await?)) })
    });
    for (machine, interfaces) in try_join_all(found).await? {
        if let Entry::Occupied(mut container) = containers.entry(machine) {
            container.get_mut().interfaces = interfaces;
        }
    }
    Ok(())
}

/// Makes the network of the `index`-th wire; its id.
async fn make(engine: &bollard::Docker, tag: &RunTag, index: usize, wire: &Wire) -> Result<String, TestbedError> {
    let (making, maker, name) = (MAKING.read().await, engine.clone(), name::of_wire(tag, index));
    let (body, n_ports) = (body(tag, name.clone()), wire.ports.len());
    // To its end, whoever waits: what is released is listed after that.
    let make = tokio::spawn(async move {
        let _making = making;
        for subnet in subnets(&name, n_ports) {
            let config = IpamConfig { subnet: Some(subnet), ..IpamConfig::default() };
            let ipam = Ipam { config: Some(vec![config]), ..Ipam::default() };
            match maker.create_network(NetworkCreateRequest { ipam: Some(ipam), ..body.clone() }).await {
                Err(error) if is_taken(&error) => {}
                other => return other.map(|made| made.id).map_err(|error| said(&error)),
            }
        }
        Err(TestbedError::Failed(format!(
            "the Docker engine has no addresses left in 198.18.0.0/15 for {n_ports} ends of a link; remove networks there"
        )))
    });
    make.await.map_err(|error| TestbedError::Failed(format!("a network was not made: {error}")))?
}

fn body(tag: &RunTag, name: String) -> NetworkCreateRequest {
    let masquerade = ("com.docker.network.bridge.enable_ip_masquerade".to_owned(), "false".to_owned());
    NetworkCreateRequest {
        name,
        driver: Some("bridge".into()),
        internal: Some(true),
        options: Some(HashMap::from([masquerade])),
        labels: Some(HashMap::from([(template::RUN_LABEL.to_owned(), tag.0.clone())])),
        ..NetworkCreateRequest::default()
    }
}

/// Some subnets with room for so many ends, spread over the whole block: whoever has a part of it has few of them, and two runs
/// seldom ask for the same.
fn subnets(name: &str, n_ports: usize) -> impl Iterator<Item = String> + use<> {
    const TRIES: u32 = 256;
    // The network, its bridge, and everybody at once take an address each.
    let n_bits = (n_ports as u32 + 3).next_power_of_two().trailing_zeros().max(4);
    let n_subnets = if n_bits <= BLOCK.1 { 1_u32 << (BLOCK.1 - n_bits) } else { 0 };
    // FNV-1a: the same in every process.
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let first = name.bytes().fold(0x811c_9dc5, mix);
    (0..n_subnets.min(TRIES)).map(move |step| {
        // An odd step comes to each of a power of two once; a large one to distant ones first.
        let at = first.wrapping_add(step.wrapping_mul(0x9e37_79b1)) % n_subnets;
        let address = BLOCK.0 + (at << n_bits);
        format!("{}/{}", Ipv4Addr::from(address), 32 - n_bits)
    })
}

/// Somebody has those addresses.
fn is_taken(error: &bollard::errors::Error) -> bool {
    matches!(error, bollard::errors::Error::DockerResponseServerError { message, .. } if message.contains("overlaps"))
}

/// Connects a container to its networks, one after another as the engine wants it, and finds the interfaces by their addresses.
async fn plug_in(
    engine: &bollard::Docker,
    container: &Container,
    plugs: &[(&str, &str)],
) -> Result<HashMap<String, String>, TestbedError> {
    let alone = NetworkDisconnectRequest { container: container.name.clone(), force: Some(true) };
    engine.disconnect_network("none", alone).await.map_err(|error| said(&error))?;
    for (network, _) in plugs {
        let connect = NetworkConnectRequest {
            container: container.name.clone(),
            endpoint_config: Some(EndpointSettings::default()),
        };
        engine.connect_network(network, connect).await.map_err(|error| said(&error))?;
    }
    let seen = engine.inspect_container(&container.name, None).await.map_err(|error| said(&error))?;
    let ends = seen.network_settings.and_then(|settings| settings.networks).unwrap_or_default();
    let address_in = |network: &str| {
        let end = ends.values().find(|end| end.network_id.as_deref() == Some(network))?;
        end.mac_address.as_deref()
    };
    let list = container.say(LIST).await?;
    let find = |(network, interface): &(&str, &str)| {
        let there = address_in(network).and_then(|address| called(&list, address)).ok_or_else(|| {
            let machine = &container.machine;
            TestbedError::Failed(format!(
                "the container of {machine} has no interface for {interface}; clean up, then run again"
            ))
        })?;
        Ok(((*interface).to_owned(), there.to_owned()))
    };
    plugs.iter().map(find).collect()
}

/// The interface with this hardware address in a [`LIST`].
fn called<'l>(list: &'l str, address: &str) -> Option<&'l str> {
    let (file, _) =
        list.lines().filter_map(|line| line.rsplit_once(' ')).find(|(_, there)| there.eq_ignore_ascii_case(address))?;
    file.strip_prefix("/sys/class/net/")?.strip_suffix("/address")
}

/// Shapes what an interface sends, by what the container has for that: nobody else can reach into it.
///
/// Errors: no such interface.
pub async fn shape(container: &Container, interface: &str, asked: &Shape) -> Result<InForce, TestbedError> {
    let machine = &container.machine;
    let there = container
        .interfaces
        .get(interface)
        .ok_or_else(|| TestbedError::Failed(format!("{machine} has no interface `{interface}`")))?;
    let ear = Ear { machine, listener: &Deaf };
    let shaped = qdisc::shape(there, asked, |words| async move { container.run(&words, ear).await }).await;
    Ok(shaped.unwrap_or_else(|why| match *asked == Shape::default() {
        // What cannot shape has shaped nothing.
        true => InForce::all(asked),
        false => {
            InForce::nothing(format!("the engine is not on this machine, and the container cannot do it itself: {why}"))
        }
    }))
}

/// Removes the run's networks. Its containers are gone.
///
/// Errors: what the engine said of those that stay.
pub async fn remove(engine: &bollard::Docker, tag: &RunTag) -> Result<(), TestbedError> {
    let _none_is_made = MAKING.write().await;
    let filters = HashMap::from([("label".to_owned(), vec![format!("{}={}", template::RUN_LABEL, tag.0)])]);
    let ours = engine.list_networks(Some(ListNetworksOptions { filters: Some(filters) })).await;
    let ours = ours.map_err(|error| said(&error))?.into_iter().filter_map(|network| network.id);
    crate::together(join_all(ours.map(|id| remove_one(engine, id))).await)
}

/// A container that is just gone may still be plugged in for a moment.
async fn remove_one(engine: &bollard::Docker, id: String) -> Result<(), TestbedError> {
    const TRIES: u32 = 100;
    let mut tried = Ok(());
    for _ in 0..TRIES {
        match engine.remove_network(&id).await {
            Ok(()) => return Ok(()),
            Err(error) if is_gone(&error) => return Ok(()),
            Err(error) => tried = Err(said(&error)),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    tried
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subnets_have_room_and_lie_in_their_block() {
        let all: Vec<String> = subnets("conga-x-wire-0", 2).collect();
        let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!((all.len(), distinct.len()), (256, 256));
        let n_low = all.iter().take(16).filter(|net| net.starts_with("198.18.")).count();
        assert!((4..=12).contains(&n_low), "who has half of the block is soon passed by: {:?}", &all[..16]);
        assert!(all.iter().all(|net| net.starts_with("198.1") && net.ends_with("/28")), "{:?}", all.first());
        assert!(subnets("x", 13).all(|net| net.ends_with("/28")) && subnets("x", 14).all(|net| net.ends_with("/27")));
        assert_eq!(subnets("x", 70_000).collect::<Vec<_>>(), ["198.18.0.0/15"]);
        assert_eq!(subnets("x", 200_000).count(), 0);
    }

    #[test]
    fn an_interface_is_found_by_its_address() {
        let list = "/sys/class/net/eth0/address 02:42:c6:12:00:02\n/sys/class/net/lo/address 00:00:00:00:00:00\n";
        assert_eq!((called(list, "02:42:C6:12:00:02"), called(list, "02:42:c6:12:00:03")), (Some("eth0"), None));
    }
}
