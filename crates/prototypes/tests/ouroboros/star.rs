//! The seed star in every dialect.

use crate::drafts::{STAR, builder, irm, plan, transcript, with};
use expect_test::{Expect, expect};
use model::{Builder, Layer, LayerKind, Member, Node, Settings};
use planner::{Action, Step, StepId};

fn check(options: &[(&str, &str)], expected: Expect) {
    expected.assert_eq(&transcript(STAR, options));
}

/// The seed's commands, as its page prints them but for the order of the router's links.
const SEED: &str = include_str!("seed.txt");

#[test]
fn the_seeds_24_commands() {
    let said = transcript(STAR, &[("dialect", "seed")]);
    assert_eq!(irm(&said).join("\n"), SEED.trim_end());
    assert_eq!(said.lines().filter(|line| line.ends_with(": irmd &")).count(), 4);
}

#[test]
fn today_names_destinations_first() {
    check(
        &[],
        expect![[r#"
        # client1: irmd &
        # client2: irmd &
        # router: irmd &
        # server: irmd &
        client1 >> irm i b n e1.client1 type local layer e1
        client1 >> irm i b n n1.client1 type unicast layer n1 autobind
        client2 >> irm i b n e3.client2 type local layer e3
        client2 >> irm i c n n1.client2 type unicast
        router >> irm i b n e1.router type local layer e1
        router >> irm i b n e2.router type local layer e2
        router >> irm i b n e3.router type local layer e3
        router >> irm i c n n1.router type unicast
        server >> irm i b n e2.server type local layer e2
        server >> irm i c n n1.server type unicast
        client1 >> irm n r n1.client1 ipcp e1.client1
        client1 >> irm n r n1 ipcp e1.client1
        router >> irm n r n1.router ipcp e1.router ipcp e2.router ipcp e3.router
        router >> irm n c n1
        router >> irm i e n n1.router layer n1 autobind
        router >> irm n r n1 ipcp e1.router ipcp e2.router ipcp e3.router
        client2 >> irm n r n1.client2 ipcp e3.client2
        client2 >> irm n c n1
        client2 >> irm i e n n1.client2 layer n1 autobind
        client2 >> irm n r n1 ipcp e3.client2
        server >> irm n r n1.server ipcp e2.server
        server >> irm n c n1
        server >> irm i e n n1.server layer n1 autobind
        server >> irm n r n1 ipcp e2.server
        router >> irm n c n1.client1
        router >> irm i conn n n1.router dst n1.client1
        client2 >> irm n c n1.router
        client2 >> irm i conn n n1.client2 dst n1.router
        server >> irm n c n1.router
        server >> irm i conn n n1.server dst n1.router
    "#]],
    );
}

#[test]
fn rumba_says_normal() {
    let seed = SEED.replace("irm n r", "irm r n").replace("type unicast", "type normal");
    assert_eq!(irm(&transcript(STAR, &[("dialect", "rumba")])).join("\n"), seed.trim_end());
}

#[test]
fn one_daemon_knows_every_name() {
    check(
        &[("testbed", "local")],
        expect![[r#"
            # client1: irmd &
            router >> irm i b n e1.router type local layer e1
            router >> irm i b n e2.router type local layer e2
            router >> irm i b n e3.router type local layer e3
            router >> irm i b n n1.router type unicast ls_t_recalc 1 dht_alpha 10 dht_k 20 ls_t_update 1 layer n1 autobind
            client1 >> irm i b n e1.client1 type local layer e1
            client1 >> irm i c n n1.client1 type unicast
            client2 >> irm i b n e3.client2 type local layer e3
            client2 >> irm i c n n1.client2 type unicast
            server >> irm i b n e2.server type local layer e2
            server >> irm i c n n1.server type unicast
            router >> irm n r n1.router ipcp e1.router ipcp e2.router ipcp e3.router
            client1 >> irm n r n1.client1 ipcp e1.client1
            client1 >> irm i e n n1.client1 layer n1 dst n1.router autobind
            client2 >> irm n r n1.client2 ipcp e3.client2
            client2 >> irm i e n n1.client2 layer n1 dst n1.router autobind
            server >> irm n r n1.server ipcp e2.server
            server >> irm i e n n1.server layer n1 dst n1.router autobind
            client1 >> irm i conn n n1.client1 dst n1.router component mgmt
            client2 >> irm i conn n n1.client2 dst n1.router component mgmt
            server >> irm i conn n n1.server dst n1.router component mgmt
            client1 >> irm i conn n n1.client1 dst n1.router component dt
            client2 >> irm i conn n n1.client2 dst n1.router component dt
            server >> irm i conn n n1.server dst n1.router component dt
        "#]],
    );
}

#[test]
fn real_daemons_start_in_the_middle_and_tell_link_states_often() {
    check(
        &[("testbed", "namespaces")],
        expect![[r#"
            # client1: irmd &
            # client2: irmd &
            # router: irmd &
            # server: irmd &
            client1 >> irm i b n e1.client1 type eth-dix dev e1 layer e1
            client1 >> irm i c n n1.client1 type unicast
            client2 >> irm i b n e3.client2 type eth-dix dev e3 layer e3
            client2 >> irm i c n n1.client2 type unicast
            router >> irm i b n e1.router type eth-dix dev e1 layer e1
            router >> irm i b n e2.router type eth-dix dev e2 layer e2
            router >> irm i b n e3.router type eth-dix dev e3 layer e3
            router >> irm i b n n1.router type unicast ls_t_recalc 1 dht_alpha 10 dht_k 20 ls_t_update 1 layer n1 autobind
            server >> irm i b n e2.server type eth-dix dev e2 layer e2
            server >> irm i c n n1.server type unicast
            router >> irm n r n1.router ipcp e1.router ipcp e2.router ipcp e3.router
            client1 >> irm n r n1.client1 ipcp e1.client1
            client1 >> irm n c n1.router
            client1 >> irm i e n n1.client1 layer n1 dst n1.router autobind
            client2 >> irm n r n1.client2 ipcp e3.client2
            client2 >> irm n c n1.router
            client2 >> irm i e n n1.client2 layer n1 dst n1.router autobind
            server >> irm n r n1.server ipcp e2.server
            server >> irm n c n1.router
            server >> irm i e n n1.server layer n1 dst n1.router autobind
            client1 >> irm n c n1.router
            client1 >> irm i conn n n1.client1 dst n1.router component mgmt
            client2 >> irm n c n1.router
            client2 >> irm i conn n n1.client2 dst n1.router component mgmt
            server >> irm n c n1.router
            server >> irm i conn n n1.server dst n1.router component mgmt
            client1 >> irm i conn n n1.client1 dst n1.router component dt
            client2 >> irm i conn n n1.client2 dst n1.router component dt
            server >> irm i conn n n1.server dst n1.router component dt
        "#]],
    );
}

#[test]
fn no_data_transfer_comes_before_all_management() {
    let plan = plan(with(builder(STAR), &[("testbed", "namespaces")]));
    let of = |is_wanted: fn(&Action) -> bool| plan.steps.iter().filter(move |step| is_wanted(&step.action));
    let managed: Vec<StepId> = of(|action| matches!(action, Action::Manage { .. })).map(|step| step.id).collect();
    let connected: Vec<Step> = of(|action| matches!(action, Action::Connect { .. })).collect();
    assert_eq!((managed.len(), connected.len()), (3, 3));
    assert_eq!(connected[0].after, managed);
    // Its own management too: of what is made again not all is.
    let own = |at: usize| connected[at].after == [managed[at], connected[0].id];
    assert!(own(1) && own(2));
}

/// A star of so many leaves on real daemons.
fn wide_star(n_leaves: usize) -> String {
    let mut star = Builder::new(Settings::default());
    let layer = star.layer(Layer::of("n1", LayerKind::Unicast));
    let mut hub = Member::of(layer);
    for leaf in 0..n_leaves {
        let link = star.layer(Layer::of(format!("e{leaf}"), LayerKind::EthDix));
        hub.over.push(link);
        let member = Member { over: vec![link], ..Member::of(layer) };
        let members = vec![Member::of(link), member];
        star.node(Node { name: format!("leaf{leaf}"), members, ..Node::default() });
    }
    let members = hub.over.iter().map(|link| Member::of(*link)).chain([hub.clone()]).collect();
    star.node(Node { name: "hub".into(), members, ..Node::default() });
    planner::transcript(&plan(with(star, &[("testbed", "namespaces")])))
}

#[test]
fn a_member_of_many_neighbours_does_not_tell_them_all_every_second() {
    assert!(wide_star(24).contains("type unicast ls_t_recalc 1 dht_alpha 10 dht_k 20 ls_t_update 1 layer n1"));
    assert!(wide_star(25).contains("type unicast ls_t_recalc 1 dht_alpha 10 dht_k 20 layer n1"));
}

#[test]
fn who_starts_may_be_chosen_on_real_daemons_too() {
    let mut chosen = builder(STAR);
    chosen.layer_mut(model::LayerId(1)).bootstrapper = model::Bootstrapper::Node(model::NodeId(1));
    let policy = model::Policy { name: String::new(), params: [("ls_t_update".to_owned(), "7".to_owned())].into() };
    chosen.layer_mut(model::LayerId(1)).policies.insert("timers".into(), policy);
    let plan = plan(with(chosen, &[("testbed", "namespaces")]));
    assert_eq!(plan.layers().last().and_then(|layer| layer.bootstrapper.as_ref()).unwrap().as_str(), "n1.client1");
    assert!(
        planner::transcript(&plan)
            .contains("n1.client1 type unicast ls_t_update 7 ls_t_recalc 1 dht_alpha 10 dht_k 20 layer n1")
    );
}

#[test]
fn one_daemon_makes_two_ipcps_at_a_time() {
    let plan = plan(with(builder(STAR), &[("testbed", "local")]));
    let makes = |step: &planner::Step| {
        matches!(step.action, planner::Action::Create { .. } | planner::Action::Bootstrap { .. })
    };
    let made: Vec<_> = plan.steps.iter().filter(makes).collect();
    let n_firsts = made.iter().filter(|step| !made.iter().any(|before| step.after.contains(&before.id))).count();
    assert_eq!(n_firsts, 2);
    let n_waited = made.iter().map(|step| made.iter().filter(|before| step.after.contains(&before.id)).count());
    assert!(n_waited.max() <= Some(2), "each waits for one, or for both if it stands on others");
}

#[test]
fn what_is_registered_with_is_there_whatever_goes_first() {
    for testbed in ["emulator", "local", "namespaces"] {
        let plan = plan(with(builder(STAR), &[("testbed", testbed)]));
        let mut before: Vec<std::collections::BTreeSet<planner::StepId>> = Vec::new();
        for step in &plan.steps {
            let all = step.after.iter().flat_map(|id| before[id.0 as usize].iter().copied().chain([*id]));
            before.push(all.collect());
            let planner::Action::Register { lower, .. } = step.action else { continue };
            for lower in lower {
                let makes = |step: &planner::Step| match step.action {
                    planner::Action::Create { ipcp, .. } | planner::Action::Bootstrap { ipcp, .. } => ipcp == lower,
                    _ => false,
                };
                let made = plan.steps.iter().find(makes).expect("it is made").id;
                assert!(before[step.id.0 as usize].contains(&made), "{testbed}: {} before {lower}", step.what());
            }
        }
    }
}

/// Rumba numbers interfaces by a random order and creates IPCPs in it; the rest is word for word.
#[test]
fn ethernet_names_its_interface() {
    let ours = transcript(STAR, &[("dialect", "rumba"), ("links", "eth-dix")]);
    let without_interface = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let device = words.iter().position(|word| *word == "dev").map_or(usize::MAX, |at| at + 1);
        words.iter().enumerate().filter(|(at, _)| *at != device).map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
    };
    let mut ours: Vec<String> = irm(&ours).into_iter().map(without_interface).collect();
    let mut rumbas: Vec<String> = include_str!("star_docker.txt").lines().map(without_interface).collect();
    ours[..10].sort();
    rumbas[..10].sort();
    assert_eq!(ours, rumbas);
}

#[test]
fn what_each_step_does_and_waits_for() {
    let plan = plan(with(builder(STAR), &[("dialect", "seed")]));
    let lines = plan.steps.iter().map(|step| {
        let after: Vec<String> = step.after.iter().map(|id| id.0.to_string()).collect();
        format!("{} {} after {}\n", step.id.0, step.what(), after.join(" "))
    });
    expect![[r#"
        0 Take the machines and wires after 
        1 Start the daemon on client1 after 0
        2 Start the daemon on client2 after 0
        3 Start the daemon on router after 0
        4 Start the daemon on server after 0
        5 Bootstrap e1.client1 in layer e1 after 1
        6 Start n1 with n1.client1 after 5
        7 Bootstrap e3.client2 in layer e3 after 2
        8 Create n1.client2, to enroll in n1 later after 7
        9 Bootstrap e1.router in layer e1 after 3
        10 Bootstrap e2.router in layer e2 after 9
        11 Bootstrap e3.router in layer e3 after 10
        12 Create n1.router, to enroll in n1 later after 11
        13 Bootstrap e2.server in layer e2 after 4
        14 Create n1.server, to enroll in n1 later after 13
        15 Register n1.client1 with e1.client1 after 6
        16 Register n1 with e1.client1, to be joined through n1.client1 after 15
        17 Register n1.router with e1.router, e2.router and e3.router after 12
        18 Enroll n1.router in n1 through n1.client1 over e1 after 16 17
        19 Register n1 with e1.router, e2.router and e3.router, to be joined through n1.router after 18
        20 Register n1.client2 with e3.client2 after 8
        21 Enroll n1.client2 in n1 through n1.router over e3 after 19 20
        22 Register n1 with e3.client2, to be joined through n1.client2 after 21
        23 Register n1.server with e2.server after 14
        24 Enroll n1.server in n1 through n1.router over e2 after 19 23
        25 Register n1 with e2.server, to be joined through n1.server after 24
        26 Connect n1.router to n1.client1 after 15 18
        27 Connect n1.client2 to n1.router after 18 21
        28 Connect n1.server to n1.router after 18 24
    "#]]
    .assert_eq(&lines.collect::<String>());
}

#[test]
fn undo_in_reverse() {
    let plan = plan(with(builder(STAR), &[("dialect", "seed")]));
    let undo = plan
        .steps
        .iter()
        .rev()
        .flat_map(|step| step.unmake.iter().map(|command| format!("{command}\n")).collect::<Vec<_>>());
    expect![[r#"
        irm i disconn n n1.server dst n1.router
        irm i disconn n n1.client2 dst n1.router
        irm i disconn n n1.router dst n1.client1
        irm n u n1 ipcp e2.server
        irm i d n n1.server
        irm n u n1.server ipcp e2.server
        irm n u n1 ipcp e3.client2
        irm i d n n1.client2
        irm n u n1.client2 ipcp e3.client2
        irm n u n1 ipcp e1.router ipcp e2.router ipcp e3.router
        irm i d n n1.router
        irm n u n1.router ipcp e1.router ipcp e2.router ipcp e3.router
        irm n u n1 ipcp e1.client1
        irm n u n1.client1 ipcp e1.client1
        irm i d n n1.server
        irm i d n e2.server
        irm i d n n1.router
        irm i d n e3.router
        irm i d n e2.router
        irm i d n e1.router
        irm i d n n1.client2
        irm i d n e3.client2
        irm i d n n1.client1
        irm i d n e1.client1
        killall -15 irmd
        killall -15 irmd
        killall -15 irmd
        killall -15 irmd
    "#]]
    .assert_eq(&undo.collect::<String>());
}
