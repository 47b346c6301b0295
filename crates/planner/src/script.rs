//! A plan as text: the transcript people know, and a script for a shell.

use crate::{Action, Plan, Step};
use std::fmt::{self, Write};
use testbed::Commands;

/// How a script reaches its nodes, and what its user may change.
const HEAD: &str = r#"#!/bin/sh
# Builds the network, or takes it down:  sh SCRIPT [up|down]
#
# `on NODE COMMAND…` runs a command on a node; adapt it to your machines. As it is, ON chooses how:
#   ON=here    all on this machine (the default)
#   ON=ssh     ssh NODE
#   ON=docker  docker exec NODE
#   ON=netns   ip netns exec NODE
set -u

quoted() {
    for word in "$@"; do
        printf "'%s' " "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")"
    done
}

on() {
    node=$1
    shift
    case ${ON:-here} in
    here) "$@" ;;
    ssh) ssh -n "$node" "$(quoted "$@")" ;;
    docker) docker exec "$node" "$@" ;;
    netns) ip netns exec "$node" "$@" ;;
    *) echo "ON=$ON: choose here, ssh, docker or netns" >&2; exit 2 ;;
    esac || failed "$node" "$@"
}

# Leaves a command running.
start() {
    (on "$@") >/dev/null 2>&1 &
}

# Taking down goes on where something is gone already.
failed() {
    status=$?
    node=$1
    shift
    echo "$node: status $status: $*" >&2
    [ "$goal" = down ] || exit 1
}
"#;

const FOOT: &str = r#"
goal=${1:-up}
case $goal in
up) up ;;
down) down ;;
*) echo "usage: sh $0 [up|down]" >&2; exit 2 ;;
esac
"#;

/// The commands in list order, one a line: `client1 >> irm i b n e1.client1 type local layer e1`.
///
/// What is left running in the background is a comment, as `# client1: irmd &`.
pub fn transcript(plan: &Plan) -> String {
    let mut text = String::with_capacity(64 * plan.steps.len());
    for step in &plan.steps {
        let Some(node) = &step.node else { continue };
        for command in step.make.iter() {
            if command.is_daemon() {
                line(&mut text, format_args!("# {node}: {command} &"));
            } else {
                line(&mut text, format_args!("{node} >> {command}"));
            }
        }
    }
    text
}

/// A script for a POSIX shell that builds the network or takes it down, grouped by layer and node.
pub fn script(plan: &Plan) -> String {
    let mut text = String::with_capacity(HEAD.len() + 192 * plan.steps.len());
    text.push_str(HEAD);
    text.push_str("\nup() {\n    :\n");
    let mut group = String::new();
    for step in plan.steps.iter().filter(|step| !step.make.is_empty()) {
        let now = heading(&step);
        if now != group {
            line(&mut text, format_args!("\n    # {now}"));
            group = now;
        }
        say(&mut text, &step, &step.make);
        // A daemon answers a moment after it is started.
        if step.make.iter().any(|command| command.is_daemon()) && matches!(step.action, Action::StartDaemon { .. }) {
            text.push_str("    sleep 1\n");
        }
    }
    text.push_str("}\n\ndown() {\n    :\n");
    for step in plan.steps.iter().rev() {
        say(&mut text, &step, &step.unmake);
    }
    text.push_str("}\n");
    text.push_str(FOOT);
    text
}

fn line(text: &mut String, line: fmt::Arguments) {
    text.write_fmt(line).expect("text takes all");
    text.push('\n');
}

fn say(text: &mut String, step: &Step, commands: &Commands) {
    let Some(node) = &step.node else { return };
    for command in commands.iter() {
        let verb = if command.is_daemon() { "start" } else { "on" };
        line(text, format_args!("    {verb} {node} {command}"));
    }
}

/// The group a step belongs to: its layer, or its phase, and its node.
fn heading(step: &Step) -> String {
    let group = match &step.action {
        Action::SwapIn | Action::Install { .. } => return String::new(),
        Action::StartDaemon { .. } => return "Daemons".into(),
        Action::Create { .. } | Action::Bootstrap { .. } => "IPCPs".into(),
        Action::Register { layer, .. }
        | Action::Enroll { layer, .. }
        | Action::Manage { layer, .. }
        | Action::Connect { layer, .. } => format!("Layer {layer}"),
        Action::Serve { service, .. } => format!("Service {service}"),
    };
    step.node.as_ref().map_or(group.clone(), |node| format!("{group}, {node}"))
}
