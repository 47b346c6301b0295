//! Tests on a pretend world and in pretend time: every step, every record, every kind of trouble.

mod bad_day;
mod batch;
mod bounds;
mod cancel;
mod crash;
mod daemons;
mod errands;
mod faults;
mod heal;
mod install;
mod lost;
mod order;
mod paper;
mod patience;
mod skip;
mod stand;
mod storm;
mod typed;
mod virtual_clock;
mod world;
