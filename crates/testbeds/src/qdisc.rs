//! Shaping an interface by `tc`: netem where the kernel has it, else what it has, and openly what of it is in force.

use std::future::Future;
use testbed::{Exit, InForce, Shape, Spread, TestbedError};

/// What the kernel says of a queueing discipline it was built without.
const UNKNOWN: [&str; 2] = ["qdisc kind is unknown", "Unknown qdisc"];

/// Shapes what `interface` sends. `run` runs a program with its arguments, in the right place.
///
/// Errors: there is no such interface, or `ip` or `tc` is not allowed.
pub async fn shape<F>(interface: &str, asked: &Shape, run: impl Fn(Vec<String>) -> F) -> Result<InForce, TestbedError>
where
    F: Future<Output = Result<Exit, TestbedError>>,
{
    let way = if asked.is_cut { "down" } else { "up" };
    done(run(words(&["ip", "link", "set", "dev", interface, way])).await?, false)?;
    // What a pulled cable would do to packets is known when it is put back.
    if asked.is_cut {
        return Ok(InForce::all(asked));
    }
    if *asked == Shape::default() {
        let exit = run(words(&["tc", "qdisc", "del", "dev", interface, "root"])).await?;
        // There was nothing to take off.
        let none = exit.output.contains("handle of zero") || exit.output.contains("No such file");
        return done(exit, none).map(|()| InForce::all(asked));
    }
    let exit = run(netem(interface, asked)).await?;
    if !UNKNOWN.iter().any(|unknown| exit.output.contains(unknown)) {
        return done(exit, false).map(|()| InForce::all(asked));
    }
    let Some(rate) = asked.rate_mbit else {
        // A rate asked for before is off; where there was none, nothing is taken off.
        run(words(&["tc", "qdisc", "del", "dev", interface, "root"])).await?;
        return Ok(InForce::nothing("this machine's kernel has no netem, so delay and loss are not in force"));
    };
    done(run(tbf(interface, rate)).await?, false)?;
    let shape = Shape { rate_mbit: Some(rate), ..Shape::default() };
    let why = (shape != *asked)
        .then(|| "this machine's kernel has no netem, so only the rate is in force, not delay and loss".to_owned());
    Ok(InForce { shape, why })
}

/// Whether the kernel has netem. Asked of an interface that is then as it was: it had nothing of ours.
pub async fn has_netem<F>(interface: &str, run: impl Fn(Vec<String>) -> F) -> bool
where
    F: Future<Output = Result<Exit, TestbedError>>,
{
    let asked = Shape { delay_ms: 1.0, ..Shape::default() };
    match run(netem(interface, &asked)).await {
        Ok(exit) if UNKNOWN.iter().any(|unknown| exit.output.contains(unknown)) => false,
        // Without a `tc` that may be run there is nothing to shape with; who asks for it is told why.
        _ => {
            _ = run(words(&["tc", "qdisc", "del", "dev", interface, "root"])).await;
            true
        }
    }
}

fn done(exit: Exit, harmless: bool) -> Result<(), TestbedError> {
    match exit.status {
        0 => Ok(()),
        _ if harmless => Ok(()),
        127 => Err(TestbedError::Failed("there is no `ip` or `tc` there; install iproute2".into())),
        _ => Err(TestbedError::Failed(format!("the interface could not be shaped: {}", exit.output.trim()))),
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn netem(interface: &str, shape: &Shape) -> Vec<String> {
    let mut line = words(&["tc", "qdisc", "replace", "dev", interface, "root", "netem"]);
    if shape.delay_ms > 0.0 || shape.jitter_ms > 0.0 {
        line.extend(["delay".to_owned(), format!("{}ms", shape.delay_ms)]);
    }
    if shape.jitter_ms > 0.0 {
        line.push(format!("{}ms", shape.jitter_ms));
        if shape.delay_correlation_percent > 0.0 {
            line.push(format!("{}%", shape.delay_correlation_percent));
        }
        let spread = match shape.spread {
            Spread::Uniform => None,
            Spread::Normal => Some("normal"),
            Spread::Pareto => Some("pareto"),
            Spread::Paretonormal => Some("paretonormal"),
        };
        line.extend(spread.into_iter().flat_map(|spread| words(&["distribution", spread])));
    }
    if shape.loss_percent > 0.0 {
        line.extend(["loss".to_owned(), format!("{}%", shape.loss_percent)]);
        if shape.loss_correlation_percent > 0.0 {
            line.push(format!("{}%", shape.loss_correlation_percent));
        }
    }
    if let Some(rate) = shape.rate_mbit {
        line.extend(["rate".to_owned(), bits(rate)]);
    }
    line
}

/// A bucket of two full frames or 5 ms, whichever is more, and a queue of 100 ms.
fn tbf(interface: &str, rate_mbit: f64) -> Vec<String> {
    let burst = (rate_mbit * 1e6 / 8.0 * 0.005).max(3028.0);
    let mut line = words(&["tc", "qdisc", "replace", "dev", interface, "root", "tbf", "rate"]);
    line.extend([bits(rate_mbit), "burst".into(), format!("{burst:.0}"), "latency".into(), "100ms".into()]);
    line
}

fn bits(rate_mbit: f64) -> String {
    format!("{:.0}bit", rate_mbit * 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{cell::RefCell, future::ready};

    /// What `tc` is told by a kernel that knows these disciplines, and what is said to be in force.
    fn shaped(asked: &Shape, known: &[&str]) -> (Vec<String>, InForce) {
        let told = RefCell::new(Vec::new());
        let tc = |line: Vec<String>| {
            let line = line.join(" ");
            let fine =
                line.starts_with("ip ") || line.contains(" del ") || known.iter().any(|known| line.contains(known));
            told.borrow_mut().push(line);
            let (status, output) = if fine { (0, "") } else { (2, "Error: Specified qdisc kind is unknown.\n") };
            ready(Ok(Exit { status, output: output.into(), took_ms: 1.0 }))
        };
        let in_force = futures::executor::block_on(shape("e1", asked, tc)).expect("shaped");
        (told.into_inner(), in_force)
    }

    fn slow() -> Shape {
        let spread = Spread::Normal;
        Shape { delay_ms: 10.0, jitter_ms: 2.5, spread, loss_percent: 1.0, rate_mbit: Some(0.5), ..Shape::default() }
    }

    #[test]
    fn netem_does_all() {
        let (told, in_force) = shaped(&slow(), &["netem"]);
        let line = "tc qdisc replace dev e1 root netem delay 10ms 2.5ms distribution normal loss 1% rate 500000bit";
        assert_eq!(told, ["ip link set dev e1 up", line]);
        assert_eq!(in_force, InForce::all(&slow()));
    }

    #[test]
    fn without_netem_the_rate_is_kept_and_the_rest_is_said() {
        let (told, in_force) = shaped(&slow(), &["tbf"]);
        assert_eq!(told[2], "tc qdisc replace dev e1 root tbf rate 500000bit burst 3028 latency 100ms");
        assert_eq!(in_force.shape, Shape { rate_mbit: Some(0.5), ..Shape::default() });
        assert!(in_force.why.expect("said").contains("only the rate is in force"));
    }

    #[test]
    fn without_netem_a_delay_is_not_in_force_and_that_is_said() {
        let (told, in_force) = shaped(&Shape { delay_ms: 5.0, ..Shape::default() }, &["tbf"]);
        assert_eq!(told.last().map(String::as_str), Some("tc qdisc del dev e1 root"), "a rate of before is off");
        assert_eq!(in_force.shape, Shape::default());
        assert!(in_force.why.expect("said").contains("no netem"));
    }

    #[test]
    fn a_perfect_wire_takes_all_off() {
        let (told, in_force) = shaped(&Shape::default(), &[]);
        assert_eq!(told, ["ip link set dev e1 up", "tc qdisc del dev e1 root"]);
        assert_eq!(in_force.why, None);
    }

    #[test]
    fn a_cut_wire_is_down_and_comes_up_with_the_next_shape() {
        let cut = Shape { is_cut: true, ..slow() };
        let (told, in_force) = shaped(&cut, &["netem"]);
        assert_eq!((told, in_force), (vec!["ip link set dev e1 down".to_owned()], InForce::all(&cut)));
    }
}
