//! A box to type commands for nodes in; what comes of them comes as events.

use super::{going::interrupt_newest, live::Live, said::Panel};
use crate::once::{act, memo};
use crate::{
    net,
    ui::{Button, Glyph, Kind},
};
use api::Exec;
use leptos::{ev, prelude::*, task::spawn_local};
use messages::say;
use model::Draft;

/// What was typed before; the arrow keys go through it.
#[derive(Clone, Debug, Default)]
struct History {
    lines: Vec<String>,
    // How many steps back from the newest; 0 is the line being typed.
    back: usize,
    typed: String,
}

impl History {
    /// Takes a line that was run.
    fn add(&mut self, line: &str) {
        if self.lines.last().is_none_or(|last| last != line) {
            self.lines.push(line.to_owned());
        }
        self.back = 0;
    }

    /// One line back in time; `now` is what stands in the box.
    fn older(&mut self, now: &str) -> Option<String> {
        if self.back == self.lines.len() {
            return None;
        }
        if self.back == 0 {
            now.clone_into(&mut self.typed);
        }
        self.back += 1;
        Some(self.lines[self.lines.len() - self.back].clone())
    }

    /// One line forward, at last to what was being typed.
    fn newer(&mut self) -> Option<String> {
        self.back = self.back.checked_sub(1)?;
        Some(if self.back == 0 { self.typed.clone() } else { self.lines[self.lines.len() - self.back].clone() })
    }
}

/// Commands worth trying in this experiment: a ping of each service first.
fn suggestions(draft: &Draft) -> Vec<String> {
    let pings = draft.services().map(|(_, service)| format!("oping -n {} -i 10ms -c 100", service.name));
    let looks = ["irm ipcp list", "irm name list"].map(String::from);
    pings.chain(looks).collect()
}

/// The node a first ping makes sense from: one that serves nothing.
pub fn first_node(draft: &Draft) -> String {
    let serves = |id| draft.services().any(|(_, service)| service.nodes.contains(&id));
    let client = draft.nodes().find(|(id, _)| !serves(*id)).or_else(|| draft.nodes().next());
    client.map(|(_, node)| node.name.clone()).unwrap_or_default()
}

/// The box.
#[component]
pub fn Shell(
    /// The run.
    live: Live,
    /// The node.
    node: RwSignal<String>,
    /// Turned to the user's own commands when one is run.
    panel: RwSignal<Panel>,
) -> impl IntoView {
    let page = live.page();
    let offered = suggestions(&page.draft);
    let line = RwSignal::new(offered.first().cloned().unwrap_or_default());
    let history = StoredValue::new(History::default());
    let takes = memo(move |_| live.with(|state| state.takes_commands()));
    let run = move || {
        let command = Exec { node: node.get_untracked(), line: line.get_untracked().trim().to_owned() };
        if command.line.is_empty() || !takes.get_untracked() {
            return;
        }
        history.update_value(|history| history.add(&command.line));
        line.set(String::new());
        panel.set(Panel::Own);
        send(live, command);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() && event.key() == "c" && !is_marked(&event_target(&event)) {
            if interrupt_newest(live, &node.get_untracked()) {
                event.prevent_default();
            }
            return;
        }
        let other = match event.key().as_str() {
            "ArrowUp" => history.try_update_value(|history| history.older(&line.get_untracked())).flatten(),
            "ArrowDown" => history.try_update_value(History::newer).flatten(),
            _ => None,
        };
        if let Some(other) = other {
            event.prevent_default();
            line.set(other);
        }
    };
    let option = |name: &str| {
        let (key, words, this) = (name.to_owned(), name.to_owned(), name.to_owned());
        view! { <option value=key selected=move || node.get() == this>{words}</option> }
    };
    let nodes = page.draft.nodes().map(|(_, node)| option(&node.name)).collect_view();
    let offers = offered.into_iter().map(|text| view! { <option value=text></option> }).collect_view();
    let reason = move || {
        if takes.get() { String::new() } else { say!("commands-can-be-run").to_owned() }
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        run();
    };
    view! {
        <form class="shell" aria-label=say!("run-command-on-node") on:submit=act(on_submit)>
            <select aria-label=say!("node") prop:value=node on:change:target=move |event| node.set(event.target().value())>{nodes}</select>
            <span class="shell-line">
                <span aria-hidden="true">">>"</span>
                <input type="text" aria-label=say!("command") list="shell-offers" disabled=move || !takes.get() autocomplete="off" spellcheck="false" autocapitalize="off"
                    placeholder="oping -n oping_server -i 10ms -c 100" prop:value=line title=reason
                    on:keydown=on_key on:input:target=move |event| line.set(event.target().value())/>
                <datalist id="shell-offers">{offers}</datalist>
            </span>
            <Button label=say!("run-it") glyph=Glyph::Terminal kind=Kind::Plain disabled=Signal::derive(move || !takes.get())
                title=Signal::derive(reason) on_press=move |()| run()/>
        </form>
    }
}

/// Some of the text is selected: Ctrl+C copies it.
fn is_marked(input: &web_sys::HtmlInputElement) -> bool {
    input.selection_start().ok().flatten() != input.selection_end().ok().flatten()
}

fn send(live: Live, command: Exec) {
    let run = live.page().card.id.clone();
    spawn_local(async move {
        if let Err(error) = net::exec(&run, &command).await {
            live.toasts().warn(say!("command-failed", line = command.line, node = command.node, error = error));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Builder, Node, Service, Settings};

    #[test]
    fn history_goes_back_and_comes_forward_to_what_was_typed() {
        let mut history = History::default();
        for line in ["one", "two", "two"] {
            history.add(line);
        }
        assert_eq!(history.older("half"), Some("two".to_owned()));
        assert_eq!(history.older("two"), Some("one".to_owned()));
        assert_eq!(history.older("one"), None);
        assert_eq!(history.newer(), Some("two".to_owned()));
        assert_eq!(history.newer(), Some("half".to_owned()));
        assert_eq!(history.newer(), None);
    }

    #[test]
    fn the_first_command_offered_pings_the_service_from_a_client() {
        let mut builder = Builder::new(Settings::default());
        let server = builder.node(Node { name: "server".into(), ..Node::default() });
        builder.node(Node { name: "client".into(), ..Node::default() });
        builder.service(Service { name: "echo".into(), nodes: vec![server], ..Service::default() });
        let draft = builder.finish();
        assert_eq!(suggestions(&draft)[0], "oping -n echo -i 10ms -c 100");
        assert_eq!(first_node(&draft), "client");
        assert_eq!(
            (first_node(&Draft::default()).as_str(), suggestions(&Draft::default())[0].as_str()),
            ("", "irm ipcp list")
        );
    }
}
