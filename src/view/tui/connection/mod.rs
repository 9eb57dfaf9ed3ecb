//! The screen of one connection: its tabs and their panes.

mod acks;
mod ending;
mod fields;
mod frames;
mod handshake;
mod ladder;
mod messages;
mod why;
