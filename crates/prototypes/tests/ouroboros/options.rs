//! Policies, dialects and link forms: what is said, and what is refused.

use crate::drafts::{STAR, builder, transcript, try_plan, with};
use expect_test::{Expect, expect};
use model::{Builder, NodeId, Policy};

/// A component, its policy, its parameters.
type Said<'t> = (&'t str, &'t str, &'t [(&'t str, &'t str)]);

fn star_with(policies: &[Said]) -> Builder {
    let mut star = builder(STAR);
    let n1 = star.draft().layer_named("n1").expect("n1 is there");
    for (component, name, params) in policies {
        let params = params.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
        star.layer_mut(n1).policies.insert((*component).into(), Policy { name: (*name).into(), params });
    }
    star
}

fn bootstrap(star: Builder, options: &[(&str, &str)]) -> String {
    match try_plan(with(star, options)) {
        Ok(plan) => {
            let transcript = planner::transcript(&plan);
            transcript.lines().find(|line| line.contains("irm i b n n1.")).unwrap_or_default().to_owned()
        }
        Err(faults) => faults.join("\n"),
    }
}

fn check(policies: &[Said], options: &[(&str, &str)], expected: Expect) {
    expected.assert_eq(&bootstrap(star_with(policies), options));
}

#[test]
fn rumbas_policies() {
    check(
        &[("routing", "lfa", &[]), ("dir-hash", "SHA3_256", &[])],
        &[("dialect", "seed")],
        expect!["client1 >> irm i b n n1.client1 type unicast hash SHA3_256 routing lfa layer n1 autobind"],
    );
}

#[test]
fn timers() {
    let timers = [("ls_t_update", "1"), ("ls_t_recalc", "1")];
    check(
        &[("routing", "link-state", &timers), ("dht_k", "4", &[])],
        &[],
        expect![
            "client1 >> irm i b n n1.client1 type unicast routing link_state dht_k 4 ls_t_recalc 1 ls_t_update 1 layer n1 autobind"
        ],
    );
    check(
        &[("timers", "", &timers)],
        &[],
        expect!["client1 >> irm i b n n1.client1 type unicast ls_t_recalc 1 ls_t_update 1 layer n1 autobind"],
    );
    check(
        &[("timers", "", &timers)],
        &[("dialect", "seed")],
        expect![[r#"
        layer `n1`: policy `ls_t_recalc` came with Ouroboros 0.22; take dialect `today` or remove it
        layer `n1`: policy `ls_t_update` came with Ouroboros 0.22; take dialect `today` or remove it"#]],
    );
}

#[test]
fn unknown_policies_are_refused_with_the_known() {
    check(
        &[("rmt", "fifo", &[])],
        &[],
        expect![
            "layer `n1`: Ouroboros has no policy `rmt` for unicast layers; it knows: addr_auth, directory, hash, routing, congestion, addr, eid, ttl, dht_alpha, dht_k, dht_t_expire, dht_t_refresh, dht_t_replicate, ls_t_recalc, ls_t_update, ls_t_timeo"
        ],
    );
    check(
        &[("routing", "rip", &[]), ("ttl", "0", &[])],
        &[],
        expect![[r#"
        layer `n1`: `routing` cannot be `rip`; choose one of: link_state, lfa, ecmp
        layer `n1`: `ttl` cannot be `0`; give a whole number from 1 to 255"#]],
    );
}

#[test]
fn unknown_dialects_and_links_are_refused() {
    check(&[], &[("dialect", "latin")], expect!["Ouroboros has no dialect `latin`; choose one of: today, seed, rumba"]);
    check(&[], &[("links", "wifi")], expect!["links cannot be `wifi`; choose one of: local, eth-dix"]);
}

#[test]
fn a_nodes_policy_goes_before_the_layers() {
    let mut star = star_with(&[("routing", "lfa", &[]), ("ttl", "30", &[])]);
    let own = Policy { name: "ecmp".into(), ..Policy::default() };
    star.node_mut(NodeId(1)).members[1].policies.insert("routing".into(), own);
    expect!["client1 >> irm i b n n1.client1 type unicast routing ecmp ttl 30 layer n1 autobind"]
        .assert_eq(&bootstrap(star, &[]));
}

#[test]
fn the_interface_is_the_users_or_the_layers_name() {
    let mut star = builder(STAR);
    star.node_mut(NodeId(1)).members[0].interface = Some("eth0".into());
    let plan = try_plan(with(star, &[("links", "eth-dix")])).expect("a plan");
    let text = planner::transcript(&plan);
    assert!(text.contains("client1 >> irm i b n e1.client1 type eth-dix dev eth0 layer e1"), "{text}");
    assert!(text.contains("router >> irm i b n e1.router type eth-dix dev e1 layer e1"), "{text}");
    let long = transcript(
        "a-link-with-a-long-name eth-dix\na: a-link-with-a-long-name\nb: a-link-with-a-long-name",
        &[("links", "eth-dix")],
    );
    expect![[r#"
        # a: irmd &
        # b: irmd &
        a >> irm i b n a-link-with-a-long-name.a type eth-dix dev a-link-w-0c3903 layer a-link-with-a-long-name
        b >> irm i b n a-link-with-a-long-name.b type eth-dix dev a-link-w-0c3903 layer a-link-with-a-long-name
    "#]]
    .assert_eq(&long);
}
