//! Makes a capture to measure with, as large as one likes: pcap on standard output.
//!
//! ```sh
//! cargo run --release --example made -- chat 500 >chat.pcap
//! ```
//!
//! `gap` makes one hole with so many megabytes behind it. `deflated` makes the compressed messages of `deflate`
//! without the packets, and `inflate FILE` inflates them: what that costs is the least that any reader of them
//! can cost.

#[path = "../benches/made/mod.rs"]
mod made;
#[path = "../tests/support/mod.rs"]
mod support;

use std::env::args;
use std::error::Error;
use std::fs::read;
use std::io::{self, BufWriter, Write, stdout};

use flate2::{Decompress, FlushDecompress};
use made::copies::Copies;
use made::grown::gap;
use made::shapes::{Shape, deflated};

/// What ends a message that was compressed alone (RFC 7692 7.2.2).
const TAIL: [u8; 4] = [0, 0, 0xff, 0xff];
/// A length that no message has: those of another connection follow.
const OTHER: u32 = u32::MAX;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut out = BufWriter::new(stdout().lock());
    match words[..] {
        ["inflate", file] => writeln!(out, "{}", inflate(&read(file)?)?)?,
        ["gap", size] => Copies::new(gap((size.parse::<u64>()? << 20) / 1448), 1, 1).write(&mut out)?,
        ["deflated", size] => {
            for _ in 0..copies(Shape::Deflate, size.parse()?) {
                write_messages(&mut out)?;
            }
        }
        [name, size] => {
            let shape = Shape::ALL.into_iter().find(|shape| shape.name() == name);
            let shape = shape.ok_or_else(|| format!("there is no {name}"))?;
            let copies = copies(shape, size.parse()?);
            Copies::new(shape.packets(), copies, side_by_side(shape).min(copies)).write(&mut out)?;
        }
        _ => return Err("usage: cargo run --release --example made -- SHAPE MEGABYTES".into()),
    }
    Ok(out.flush()?)
}

/// How often the small capture of a shape is repeated to make one of so many megabytes.
fn copies(shape: Shape, megabytes: u64) -> u64 {
    // What pcap writes before each packet is 16 bytes long.
    let each: u64 = shape.packets().iter().map(|packet| 16 + packet.to_raw().bytes.len() as u64).sum();
    (megabytes << 20).div_ceil(each)
}

/// How many of the small captures go on at the same time: some 60 connections, or 20,000, or a flood all of whose
/// SYNs still wait.
fn side_by_side(shape: Shape) -> u64 {
    match shape {
        Shape::Bulk | Shape::Deflate => 10,
        Shape::Chat | Shape::Mess => 100,
        Shape::Mixed => 20,
        Shape::Flood => u64::MAX,
    }
}

/// Writes the compressed messages of a small capture, each behind its length.
fn write_messages(out: &mut dyn Write) -> io::Result<()> {
    for connection in deflated() {
        out.write_all(&OTHER.to_le_bytes())?;
        for message in connection {
            out.write_all(&(message.len() as u32).to_le_bytes())?;
            out.write_all(&message)?;
        }
    }
    Ok(())
}

/// Inflates messages, those of a connection in one context; how many bytes they are.
fn inflate(mut messages: &[u8]) -> Result<u64, Box<dyn Error>> {
    let (mut context, mut piece, mut total) = (Decompress::new(false), vec![0; 1 << 16], 0);
    while let Some((length, rest)) = messages.split_first_chunk() {
        messages = rest;
        let length = u32::from_le_bytes(*length);
        if length == OTHER {
            context.reset(false);
            continue;
        }
        let (message, rest) = messages.split_at_checked(length as usize).ok_or("a message is cut off")?;
        messages = rest;
        for mut part in [message, &TAIL] {
            loop {
                let (read, written) = (context.total_in(), context.total_out());
                context.decompress(part, &mut piece, FlushDecompress::Sync)?;
                part = &part[(context.total_in() - read) as usize..];
                let written = (context.total_out() - written) as usize;
                total += written as u64;
                if part.is_empty() && written < piece.len() {
                    break;
                }
            }
        }
    }
    Ok(total)
}
