//! The server and the command line: settings, sign-in, store, routes; the only place real testbeds enter.

pub mod cli;
mod clock;
mod compare;
mod gate;
mod lab;
mod language;
mod live;
mod placing;
mod prepare;
mod refusal;
mod routes;
mod run_log;
mod runs;
mod secret;
pub mod serve;
mod settings;
mod store;
mod testbed_list;
#[cfg(test)]
mod testing;
