//! A door on the loopback address: who comes in is served by a program of his own, wherever that program stands.

use std::{
    net::{Shutdown, TcpListener, TcpStream},
    os::fd::OwnedFd,
    process::{Child, Command as Process, Stdio},
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread::JoinHandle,
};

/// The door. It is closed as this is dropped.
pub struct Door {
    port: u16,
    inside: Arc<Inside>,
    keeper: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Inside {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    served: Vec<Child>,
    is_held: bool,
    is_closed: bool,
}

impl Door {
    /// A door at a free port, with these words for everybody who comes in.
    pub fn open(words: Vec<String>) -> Self {
        Self::open_at(0, words)
    }

    /// The same at a port.
    pub fn open_at(port: u16, words: Vec<String>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let inside = Arc::<Inside>::default();
        let keeper = inside.clone();
        let keeper = std::thread::spawn(move || keeper.keep(&listener, &words));
        Self { port, inside, keeper: Some(keeper) }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The processes that serve now.
    pub fn pids(&self) -> Vec<u32> {
        self.inside.lock().served.iter().map(Child::id).collect()
    }

    /// Who comes in is not served until the door is let go.
    pub fn hold(&self) {
        self.inside.lock().is_held = true;
    }

    pub fn let_go(&self) {
        self.inside.lock().is_held = false;
        self.inside.changed.notify_all();
    }

    /// Nobody is let in any more, and who is served is thrown out.
    pub fn close(&mut self) {
        let Some(keeper) = self.keeper.take() else { return };
        self.inside.lock().is_closed = true;
        self.inside.changed.notify_all();
        // It waits for somebody to come.
        if let Ok(stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            _ = stream.shutdown(Shutdown::Both);
        }
        keeper.join().expect("the keeper");
        for mut child in self.inside.lock().served.drain(..) {
            // It may have ended already.
            _ = child.kill();
            _ = child.wait();
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.close();
    }
}

impl Inside {
    /// Those who have left are forgotten.
    fn lock(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().expect("not poisoned");
        state.served.retain_mut(|child| child.try_wait().expect("asked").is_none());
        state
    }

    fn keep(&self, listener: &TcpListener, words: &[String]) {
        loop {
            let (stream, _) = listener.accept().expect("somebody");
            let mut state =
                self.changed.wait_while(self.lock(), |state| state.is_held && !state.is_closed).expect("not poisoned");
            if state.is_closed {
                return;
            }
            let end = || Stdio::from(OwnedFd::from(stream.try_clone().expect("another end")));
            let mut program = Process::new(&words[0]);
            program.args(&words[1..]).stdin(end()).stdout(end()).stderr(Stdio::null());
            state.served.push(program.spawn().expect("a program"));
        }
    }
}
