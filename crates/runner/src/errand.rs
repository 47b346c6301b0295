//! Errands: what people ask of links and nodes while a run waits for them: another shape, a file there, a file back.

use crate::What;
use crate::call::{self, Ear};
use crate::control::{End, Refused};
use crate::step::Hands;
use futures::future;
use testbed::{InForce, Listener, Port, Shape, TestbedError, Voice};

/// The longest an interface may take to be shaped back when the run is taken down, milliseconds.
const UNSHAPE_MS: u64 = 5_000;

/// Longest path of a file, bytes. Source: Linux, PATH_MAX.
const PATH_BYTES: usize = 4_096;

/// What is asked for.
pub(crate) enum Errand {
    Shape { link: String, node: Option<String>, asked: Shape },
    Put { node: String, path: String, bytes: Vec<u8> },
    Fetch { node: String, path: String },
}

/// What came of it.
pub(crate) enum Answer {
    Ends(Vec<End>),
    Put,
    Bytes(Vec<u8>),
}

/// Does an errand, and writes it in the journal.
pub(crate) async fn run(hands: &Hands<'_>, errand: Errand) -> Result<Answer, Refused> {
    let not = |error: TestbedError| Refused::Not(error.to_string());
    match errand {
        Errand::Shape { link, node, asked } => shape(hands, &link, node.as_deref(), &asked).await,
        Errand::Put { node, path, bytes } => {
            let what = format!("# put {path}, {} bytes", bytes.len());
            let work = hands.means.bed.put(&hands.run.tag, &node, &path, &bytes);
            copy(hands, (&node, &path, &what), work).await?.map_err(not)?;
            Ok(Answer::Put)
        }
        Errand::Fetch { node, path } => {
            let work = hands.means.bed.fetch(&hands.run.tag, &node, &path);
            copy(hands, (&node, &path, &format!("# fetch {path}")), work).await?.map(Answer::Bytes).map_err(not)
        }
    }
}

/// Moves a file, told as a command the user typed.
async fn copy<T>(
    hands: &Hands<'_>,
    (node, path, what): (&str, &str, &str),
    work: impl Future<Output = Result<T, TestbedError>>,
) -> Result<Result<T, TestbedError>, Refused> {
    if !hands.run.plan.site().machines.iter().any(|machine| machine.name == node) {
        return Err(Refused::Not(format!("there is no node `{node}` in this run")));
    }
    if path.is_empty() || path.len() > PATH_BYTES || path.contains(char::is_control) || path.starts_with('-') {
        let why = "a file's path is plain text of at most 4096 bytes, and does not begin with a dash";
        return Err(Refused::Not(why.to_owned()));
    }
    let call = hands.next_call();
    hands.scribe.note(call::begins(node, &what, None, call));
    let began_ms = hands.means.clock.now_ms();
    let mut result = Err(TestbedError::Failed("it took too long".to_owned()));
    let limited = async {
        result = work.await;
        Ok(())
    };
    // What is late is as good as failed: the result says so.
    let _ = hands.within(hands.options.step_timeout_ms, limited).await;
    if let Err(error) = &result {
        Ear { journal: hands.scribe.journal().clone(), call: Some(call) }.heard(node, Voice::Err, &error.to_string());
    }
    let took_ms = hands.means.clock.now_ms() - began_ms;
    hands.scribe.note(What::Exited { call, status: i32::from(result.is_err()), took_ms });
    Ok(result)
}

async fn shape(hands: &Hands<'_>, link: &str, node: Option<&str>, asked: &Shape) -> Result<Answer, Refused> {
    let Some(wire) = hands.run.plan.site().wires.iter().find(|wire| wire.name == link) else {
        return Err(Refused::Not(format!("there is no link `{link}` in this run")));
    };
    let ends = wire.ports.iter().filter(|port| node.is_none_or(|node| port.machine == node));
    let ends = future::join_all(ends.map(|port| shape_end(hands, link, port, asked))).await;
    match ends.is_empty() {
        true => Err(Refused::Not(format!("{link} has no end on {}", node.unwrap_or_default()))),
        false => Ok(Answer::Ends(ends)),
    }
}

async fn shape_end(hands: &Hands<'_>, link: &str, port: &Port, asked: &Shape) -> End {
    let (link, node, interface) = (link.to_owned(), port.machine.clone(), port.interface.clone());
    let shaping = What::Shaping { link, node, interface, asked: asked.clone() };
    let result = match hands.scribe.before(shaping).await {
        Ok(()) => shaped(hands, port, asked, hands.options.step_timeout_ms).await,
        Err(error) => Err(error.to_string()),
    };
    told(hands, port, asked, result)
}

/// Writes down what came of shaping an end.
fn told(hands: &Hands<'_>, port: &Port, asked: &Shape, result: Result<InForce, String>) -> End {
    let (in_force, why) = match result {
        Ok(InForce { shape, why }) => (Some(shape), why),
        Err(why) => (None, Some(why)),
    };
    let wires = hands.run.plan.site().wires.iter();
    let link = wires.filter(|wire| wire.ports.contains(port)).map(|wire| wire.name.clone()).next().unwrap_or_default();
    let end = End { node: port.machine.clone(), interface: port.interface.clone(), in_force, why };
    let End { node, interface, in_force, why } = end.clone();
    hands.scribe.note(What::Shaped { link, node, interface, asked: asked.clone(), in_force, why });
    end
}

async fn shaped(hands: &Hands<'_>, port: &Port, asked: &Shape, limit_ms: u64) -> Result<InForce, String> {
    let mut result = Err(String::new());
    let work = async {
        let shaped = hands.means.bed.shape(&hands.run.tag, &port.machine, &port.interface, asked).await;
        result = shaped.map_err(|error| error.to_string());
        Ok(())
    };
    hands.within(limit_ms, work).await?;
    result
}

/// Shapes back every end that was shaped while the network was up. What cannot be is left to the testbed's release.
pub(crate) async fn unshape(hands: &Hands<'_>) {
    let shaped_ends = hands.scribe.progress().shaped.clone();
    let ports = hands.run.plan.site().wires.iter().flat_map(|wire| &wire.ports);
    let ports = ports.filter(|port| shaped_ends.contains(&(port.machine.clone(), port.interface.clone())));
    let plain = Shape::default();
    let work = ports.map(|port| async {
        if let Ok(in_force) = shaped(hands, port, &plain, UNSHAPE_MS).await {
            told(hands, port, &plain, Ok(in_force));
        }
    });
    future::join_all(work).await;
}
