//! The interfaces that can be watched, one a line.

use std::error::Error;
use std::io::stdout;

use wiretale::capture::live::{Interface, interfaces};
use wiretale::tell::{Output, safe, width};

/// Lists the interfaces, with the numbers by which they can be named.
pub(crate) fn list() -> Result<(), Box<dyn Error>> {
    let all = interfaces()?;
    let widest = all.iter().map(|interface| width(&interface.name)).max().unwrap_or(0);
    let mut out = Output::new(stdout().lock());
    for (number, interface) in (1..).zip(&all) {
        out.write(|out| writeln!(out, "{}", line(number, widest, interface)));
    }
    Ok(out.finish()?)
}

fn line(number: usize, widest: usize, interface: &Interface) -> String {
    let Interface { name, description, addresses, state } = interface;
    let addresses: Vec<_> = addresses.iter().map(ToString::to_string).collect();
    let name = format!("{name}{}", " ".repeat(widest.saturating_sub(width(name))));
    let mut line = format!("{number:>2}. {name}  [{}]", state.join(", "));
    for more in [addresses.join(" "), description.clone().unwrap_or_default()] {
        if !more.is_empty() {
            line.push_str("  ");
            line.push_str(&more);
        }
    }
    safe(&line).into_owned()
}
