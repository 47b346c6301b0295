//! Random drafts, read off a tape of numbers, so that a failing one shrinks with its tape.

use model::{
    Balance, Bootstrapper, Builder, Choice, Distribution, Draft, Frame, Layer, LayerId, LayerKind, LinkQuality, Member,
    Node, NodeId, Note, Pair, Point, Policies, Policy, QosCube, Service, Settings, Strategy, Unknown,
};
use proptest::{
    collection::vec,
    prelude::any,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::json;

/// Release builds (`cargo xtask bench`) check as many drafts as the promise names; debug builds see that nothing broke.
const N_DRAFTS: u32 = if cfg!(debug_assertions) { 60 } else { 10_000 };

/// Checks `property` of what is `named` on many tapes, always the same ones.
pub fn for_all(named: &str, property: impl Fn(&mut Tape)) {
    let cases = N_DRAFTS;
    let began = std::time::Instant::now();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let checked = runner.run(&vec(any::<u16>(), 0..600), |numbers| {
        property(&mut Tape { numbers, at: 0 });
        Ok(())
    });
    if let Err(failure) = checked {
        panic!("{failure}");
    }
    println!("formats: {named}: {cases} random drafts in {:.1} s", began.elapsed().as_secs_f64());
}

/// Numbers to decide by; zeros when it is at its end.
pub struct Tape {
    numbers: Vec<u16>,
    at: usize,
}

impl Tape {
    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(number) % n
    }

    fn chance(&mut self) -> bool {
        self.below(3) == 1
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 16] = [
            "a",
            "b",
            "e",
            "e~2",
            "n 1",
            "$(id)",
            "a.b",
            "",
            "naïve",
            "two\nlines",
            "tab\tend ",
            "\"quoted\"",
            "'",
            "name",
            "\\",
            "\r\u{1}\u{7f}",
        ];
        TEXTS[self.below(TEXTS.len())].to_owned()
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance().then(|| make(self))
    }

    fn several<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.below(4)).map(|_| make(self)).collect()
    }

    fn number(&mut self) -> f64 {
        const NUMBERS: [f64; 8] = [0.0, 1.0, 0.5, -3.25, 1e300, 0.1, 1e-9, 123_456_789.0];
        NUMBERS[self.below(NUMBERS.len())]
    }

    fn tenths(&mut self) -> f64 {
        (self.below(20_000) as f64 - 10_000.0) / 10.0
    }

    fn unknown(&mut self) -> Unknown {
        let keys = ["future", "far future", "$x"];
        let values = [json!(1), json!("x\ny"), json!([1, [2.5], {"k": true}]), json!({"a.b": {"c": []}, "d": -1})];
        let entry = |tape: &mut Self| (keys[tape.below(3)].to_owned(), values[tape.below(4)].clone());
        if self.below(4) == 1 { (0..2).map(|_| entry(self)).collect() } else { Unknown::new() }
    }

    fn quality(&mut self) -> LinkQuality {
        let distributions = [Distribution::Normal, Distribution::Pareto, Distribution::Paretonormal];
        LinkQuality {
            delay_ms: self.some(Self::number),
            jitter_ms: self.some(Self::number),
            delay_correlation_percent: self.some(Self::number),
            distribution: self.some(|tape| distributions[tape.below(3)]),
            loss_percent: self.some(Self::number),
            loss_correlation_percent: self.some(Self::number),
            rate_mbit: self.some(Self::number),
        }
    }

    fn params(&mut self) -> std::collections::BTreeMap<String, String> {
        self.several(|tape| (tape.text(), tape.text())).into_iter().collect()
    }

    fn policies(&mut self) -> Policies {
        self.several(|tape| (tape.text(), Policy { name: tape.text(), params: tape.params() })).into_iter().collect()
    }

    fn strategy(&mut self, n_nodes: usize, n_layers: usize) -> Strategy {
        match self.below(3) {
            0 => Strategy::Minimal,
            1 => Strategy::FullMesh,
            _ => Strategy::Manual(self.several(|tape| Pair {
                from: NodeId(tape.below(n_nodes) as u32 + 1),
                to: NodeId(tape.below(n_nodes) as u32 + 1),
                via: tape.some(|tape| LayerId(tape.below(n_layers) as u32 + 1)),
            })),
        }
    }

    fn layer(&mut self, n_nodes: usize, n_layers: usize) -> Layer {
        Layer {
            ghost: self.chance(),
            policies: self.policies(),
            cubes: self.several(|tape| QosCube { name: tape.text(), params: tape.params() }),
            enrollment: self.strategy(n_nodes, n_layers),
            flows: self.strategy(n_nodes, n_layers),
            bootstrapper: match self.below(4) {
                0 => Bootstrapper::Auto,
                1 => Bootstrapper::First,
                2 => Bootstrapper::Centre,
                _ => Bootstrapper::Node(NodeId(self.below(n_nodes) as u32 + 1)),
            },
            quality: self.quality(),
            color: self.some(Self::text),
            note: self.text(),
            folded: self.chance(),
            unknown: self.unknown(),
            ..Layer::of(self.text(), LayerKind::ALL[self.below(7)])
        }
    }

    fn member(&mut self, n_layers: usize) -> Member {
        Member {
            over: self.several(|tape| LayerId(tape.below(n_layers) as u32 + 1)),
            address: self.some(Self::text),
            interface: self.some(Self::text),
            quality: self.some(Self::quality),
            policies: self.policies(),
            unknown: self.unknown(),
            ..Member::of(LayerId(self.below(n_layers) as u32 + 1))
        }
    }

    fn node(&mut self, n_layers: usize) -> Node {
        Node {
            name: self.text(),
            ghost: self.chance(),
            position: self.some(|tape| Point { x: tape.tenths(), y: tape.tenths() }),
            color: self.some(Self::text),
            note: self.text(),
            group: self.some(Self::text).filter(|name| !name.is_empty()),
            locked: self.chance(),
            unknown: self.unknown(),
            members: self.several(|tape| tape.member(n_layers)),
        }
    }

    /// A frame that differs from the usual one; others are not written.
    fn frame(&mut self) -> Frame {
        Frame { color: Some(self.text()), note: self.text(), unknown: self.unknown() }
    }

    fn note(&mut self) -> Note {
        Note { at: Point { x: self.tenths(), y: self.tenths() }, text: self.text(), unknown: self.unknown() }
    }

    fn choice(&mut self) -> Choice {
        let options = self.params().into_iter().filter(|(option, _)| option != "kind").collect();
        Choice { kind: self.text(), options }
    }

    /// Any draft: names taken twice, illegal ones, ghosts, unknown keys and all.
    pub fn draft(&mut self) -> Draft {
        let (n_nodes, n_layers) = (self.below(5) + 1, self.below(5) + 1);
        let mut builder = Builder::new(Settings {
            title: self.text(),
            note: self.text(),
            prototype: self.choice(),
            testbed: self.choice(),
            folded: self.several(Self::text).into_iter().collect(),
            frames: self.several(|tape| (tape.text(), tape.frame())).into_iter().collect(),
            notes: self.several(Self::note),
            unknown: self.unknown(),
        });
        for _ in 0..n_layers {
            builder.layer(self.layer(n_nodes, n_layers));
        }
        for _ in 0..n_nodes {
            builder.node(self.node(n_layers));
        }
        for _ in 0..self.below(3) {
            builder.service(Service {
                name: self.text(),
                nodes: self.several(|tape| NodeId(tape.below(n_nodes) as u32 + 1)),
                program: self.text(),
                args: self.several(Self::text),
                balance: if self.chance() { Balance::RoundRobin } else { Balance::Spill },
                layers: self.several(|tape| LayerId(tape.below(n_layers) as u32 + 1)),
                unknown: self.unknown(),
            });
        }
        builder.finish()
    }
}
