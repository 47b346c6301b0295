//! The list as it is known here, and what can be done to it.

use super::cards;
use crate::once::{See, memo};
use crate::{
    net::{self, Loaded, NetError},
    ui::{Toasts, use_toasts},
};
use api::{Card, Create, Created, Entry, Op, Save};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messages::say;
use model::edit::{Edit, SettingsField, lower};

/// The list; cheap to copy.
#[derive(Clone, Copy)]
pub struct List {
    state: RwSignal<Loaded<Vec<Card>>>,
    creating: RwSignal<bool>,
    toasts: Toasts,
    navigate: Callback<String>,
    frame: Memo<Loaded<()>>,
}

impl List {
    /// A list that is not loaded yet.
    pub fn new() -> Self {
        let navigate = use_navigate();
        let navigate = Callback::new(move |address: String| navigate(&address, NavigateOptions::default()));
        let (state, creating) = (RwSignal::new(Loaded::<Vec<Card>>::Waiting), RwSignal::new(false));
        let frame = memo(move |_| state.see(without_cards));
        Self { state, creating, toasts: use_toasts(), navigate, frame }
    }

    /// Leads to another page.
    pub fn go(self, address: String) {
        // Who has left meanwhile stays where they are.
        self.navigate.try_run(address);
    }

    /// The messages.
    pub fn toasts(self) -> Toasts {
        self.toasts
    }

    /// Whether it is here, without what is in it: the page's frame changes only with this.
    pub fn state(self) -> Loaded<()> {
        self.frame.get()
    }

    /// Not here yet.
    pub fn is_waiting(self) -> bool {
        self.state.see(|state| matches!(state, Loaded::Waiting))
    }

    /// An experiment is being made.
    pub fn busy(self) -> Signal<bool> {
        self.creating.into()
    }

    /// The cards, last changed first.
    pub fn cards(self) -> Vec<Card> {
        self.state.see(|state| match state {
            Loaded::Here(cards) => cards.clone(),
            _ => Vec::new(),
        })
    }

    /// There is none.
    pub fn is_empty(self) -> bool {
        self.state.see(|state| !matches!(state, Loaded::Here(cards) if !cards.is_empty()))
    }

    /// One card.
    pub fn card(self, id: &str) -> Option<Card> {
        self.state.see(|state| match state {
            Loaded::Here(cards) => cards.iter().find(|card| card.id == id).cloned(),
            _ => None,
        })
    }

    /// Asks the server; what is shown stays until the answer is here.
    pub fn load(self) {
        spawn_local(async move {
            let answer = cards().await;
            match (&answer, self.state.try_get_untracked()) {
                (Err(error), Some(Loaded::Here(_))) => self.toasts.warn(error.to_string()),
                (_, Some(_)) => self.state.set(answer.into()),
                (_, None) => {}
            }
        });
    }

    /// Makes an experiment and opens it.
    pub fn create(self, from: Create) {
        if self.creating.get_untracked() {
            return;
        }
        self.creating.set(true);
        spawn_local(async move {
            match net::create(&from).await {
                Ok(Created { id, .. }) => self.go(format!("/e/{id}")),
                Err(error) => self.toasts.warn(error.to_string()),
            }
            self.creating.try_set(false);
        });
    }

    /// Makes a copy and shows it in the list.
    pub fn copy(self, id: String) {
        spawn_local(async move {
            match net::create(&Create::Copy(id)).await {
                Ok(_) => {
                    self.toasts.say(say!("copied"));
                    self.load();
                }
                Err(error) => self.toasts.warn(error.to_string()),
            }
        });
    }

    /// Throws an experiment away at once, and offers to take it back.
    pub fn delete(self, card: Card) {
        self.state.update(|state| {
            if let Loaded::Here(cards) = state {
                cards.retain(|other| other.id != card.id);
            }
        });
        spawn_local(async move {
            if let Err(error) = net::delete(&card.id).await {
                self.toasts.warn(error.to_string());
                return self.load();
            }
            let id = card.id.clone();
            self.toasts.offer(say!("deleted", title = card.title), say!("undo"), move || self.restore(id.clone()));
        });
    }

    fn restore(self, id: String) {
        spawn_local(async move {
            match net::restore(&id).await {
                Ok(()) => self.load(),
                Err(error) => self.toasts.warn(error.to_string()),
            }
        });
    }

    /// Gives an experiment another title: an edit like any other, so the editor can undo it.
    pub fn rename(self, id: String, title: String) {
        self.state.update(|state| {
            if let Loaded::Here(cards) = state
                && let Some(card) = cards.iter_mut().find(|card| card.id == id)
            {
                card.title.clone_from(&title);
            }
        });
        spawn_local(async move {
            if let Err(error) = rename(&id, title).await {
                self.toasts.warn(error);
                self.load();
            }
        });
    }
}

fn without_cards(state: &Loaded<Vec<Card>>) -> Loaded<()> {
    match state {
        Loaded::Waiting => Loaded::Waiting,
        Loaded::Here(_) => Loaded::Here(()),
        Loaded::Failed(error) => Loaded::Failed(error.clone()),
    }
}

async fn rename(id: &str, title: String) -> Result<(), String> {
    let said = |error: NetError| error.to_string();
    let opened = net::experiment(id).await.map_err(said)?;
    let edit = Edit::SetSettings(SettingsField::Title(title));
    let changes = lower(&opened.draft, &edit).map_err(|error| error.to_string())?;
    if changes.is_empty() {
        return Ok(());
    }
    let entry = Entry { label: edit.label(&opened.draft), changes };
    let work = Save { version: opened.version, ops: vec![Op::Do(entry)] };
    net::edits(id, net::written(&work)).await.map(drop).map_err(said)
}
