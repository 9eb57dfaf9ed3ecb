//! Compares what captures cost: a Markdown table with a column for each.
//!
//! ```sh
//! cargo run --example overhead -- captures/polling.pcapng captures/websocket-updates.pcapng
//! ```

use std::error::Error;
use std::path::{Path, PathBuf};

use wiretale::capture::open;
use wiretale::pipeline::{self, Settings};
use wiretale::session::{Event, Observer};
use wiretale::summary::{Cost, Summaries};

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<_> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        return Err("usage: cargo run --example overhead -- CAPTURE …".into());
    }
    print!("{}", table(&files)?);
    Ok(())
}

/// The table of several captures.
pub(crate) fn table(files: &[PathBuf]) -> Result<String, Box<dyn Error>> {
    let columns = files.iter().map(|file| Column::read(file)).collect::<Result<Vec<_>, _>>()?;
    let mut table = Vec::new();
    let mut row = |name: &str, cell: &dyn Fn(&Column) -> String| {
        let cells: Vec<_> = columns.iter().map(|column| format!(" {} |", cell(column))).collect();
        table.push(format!("| {name} |{}\n", cells.concat()));
    };
    row("", &|column| format!("`{}`", column.name));
    row("---", &|_| "--:".to_owned());
    row("connections", &|column| column.connections.to_string());
    row("messages", &|column| column.messages.to_string());
    row("bytes of these messages", &|column| column.message_bytes.to_string());
    row("packets", &|column| column.packets.to_string());
    row("**packets per message**", &|column| format!("**{}**", column.per_message(column.packets, 2)));
    row("bytes of these packets", &|column| column.cost.total.to_string());
    for (part, name) in PARTS.iter().enumerate() {
        let bytes = |column: &Column| column.cost.parts().get(part).map_or(0, |(_, bytes)| *bytes);
        if columns.iter().any(|column| bytes(column) > 0) {
            row(&format!("– {name}"), &|column| bytes(column).to_string());
        }
    }
    row("**bytes per message**", &|column| format!("**{}**", column.per_message(column.cost.total, 0)));
    Ok(table.concat())
}

/// [`Cost::parts`] in words.
const PARTS: [&str; 9] = [
    "link layer",
    "TCP/IP headers",
    "TLS",
    "HTTP headers",
    "HTTP bodies",
    "WebSocket frame headers",
    "WebSocket payload",
    "sent again",
    "other payload",
];

/// All connections of a capture together.
#[derive(Default)]
struct Column {
    name: String,
    summaries: Summaries,
    connections: u64,
    packets: u64,
    messages: u64,
    message_bytes: u64,
    cost: Cost,
}

impl Column {
    fn read(file: &Path) -> Result<Self, Box<dyn Error>> {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut column = Self { name, ..Self::default() };
        let mut capture = open(file)?;
        match pipeline::run(&mut capture, &mut column, Settings::default()).error {
            Some(error) => Err(error.into()),
            None => Ok(column),
        }
    }

    fn per_message(&self, amount: u64, decimals: usize) -> String {
        match self.messages {
            0 => "–".to_owned(),
            messages => format!("{:.decimals$}", amount as f64 / messages as f64),
        }
    }
}

impl Observer for Column {
    fn observe(&mut self, event: &Event<'_>) {
        if let Some(summary) = self.summaries.observe(event) {
            self.connections += 1;
            self.packets += summary.packet_count();
            self.messages += summary.overhead.messages;
            self.message_bytes += summary.overhead.message_bytes;
            self.cost.add(&summary.overhead.cost());
        }
    }
}
