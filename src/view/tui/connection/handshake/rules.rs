//! Each rule of the opening handshake with its mark, the proof, and what both sides agreed on.

use super::row::{Cell, Row, heading, labelled};
use crate::protocol::upgrade::{Check, Extension, GUID, PermessageDeflate, Verdict};
use crate::protocol::{Responsible, Severity};
use crate::teach::{Sentence, draft, handshake_rule};
use crate::tell::{Judged, UpgradeHeads, cut, left, safe, spaces, width, wrap};
use crate::view::tui::connection::words;
use crate::view::tui::look::{Look, Role};

/// Columns of the value that a rule looked at, at the most.
const VALUE: usize = 44;

/// Fewer columns than these are no room for a value.
const LEAST_VALUE: usize = 8;

/// The columns behind the mark: what is asked for, what was found, and the clause.
#[derive(Clone, Copy)]
struct Columns {
    said: usize,
    value: usize,
    all: usize,
}

impl Columns {
    fn new(checks: &[Check], all: usize, look: Look) -> Self {
        let longest = |length: &dyn Fn(&Check) -> usize| checks.iter().map(length).max().unwrap_or(0);
        let room = all.saturating_sub(2 + longest(&|check| width(check.rule.clause())));
        let said = (longest(&|check| width(&said(check, look))) + 2).min(room);
        let value = room.saturating_sub(said).min(VALUE);
        Self { said, value: if value < LEAST_VALUE { 0 } else { value }, all }
    }
}

fn said(check: &Check, look: Look) -> String {
    handshake_rule(check.rule).map(|rule| look.tell(&rule)).unwrap_or_default()
}

/// The rules of both sides.
pub(super) fn rules(heads: &UpgradeHeads, columns: usize, look: Look) -> Vec<Row> {
    let mut rows = Vec::new();
    let columns = Columns::new(&heads.upgrade.checks, columns, look);
    let packets = [heads.request.as_ref(), heads.response.as_ref()];
    let titles = ["screen.handshake.rules-client", "screen.handshake.rules-server"];
    for ((title, head), clients) in titles.into_iter().zip(packets).zip([true, false]) {
        let own = |check: &&Check| (check.rule.responsible() == Responsible::Client) == clients;
        let checks = || heads.upgrade.checks.iter().filter(own);
        let count = |verdict| checks().filter(|check| check.verdict == verdict).count() as u64;
        let counts = [
            ("screen.handshake.kept", count(Verdict::Pass), "✓", Role::Good),
            ("screen.handshake.broken", count(Verdict::Fail), "✗", Role::Bad),
            ("screen.handshake.moot", count(Verdict::NotApplicable), "–", Role::Dim),
        ];
        let [empty, mut title] = heading(look.say(title));
        for (key, count, mark, role) in counts.into_iter().filter(|(_, count, ..)| *count > 0) {
            let told = look.tell(&Sentence::new(key).with("n", count));
            title.left.pieces.push((format!("   {mark} {told}"), role));
        }
        rows.extend([empty, title]);
        let packet = head.map(|head| head.packet);
        // Of a head that was not seen, no rule says anything.
        if head.is_some() {
            rows.extend(checks().flat_map(|check| rule(check, packet, columns, look)));
        }
    }
    rows
}

fn rule(check: &Check, packet: Option<u64>, columns: Columns, look: Look) -> Vec<Row> {
    let (mark, role) = match check.verdict {
        Verdict::Pass => ("✓ ", Role::Good),
        Verdict::Fail if check.rule.severity() == Severity::Error => ("✗ ", Role::Bad),
        Verdict::Fail => ("✗ ", Role::Warning),
        Verdict::NotApplicable => ("– ", Role::Dim),
    };
    let text = match check.verdict {
        Verdict::NotApplicable => Role::Dim,
        Verdict::Pass | Verdict::Fail => Role::Plain,
    };
    let said = said(check, look);
    let found = check.found.as_deref().map(|found| String::from_utf8_lossy(found).into_owned());
    let value = found.as_deref().map(|found| safe(found).into_owned()).unwrap_or_default();
    let mut pieces = vec![(mark.to_owned(), role)];
    pieces.push((left(&cut(&said, columns.said), columns.said), text));
    if columns.value > 0 {
        let shown = if check.verdict == Verdict::Pass { value.as_str() } else { "" };
        let shown = cut(shown, columns.value.saturating_sub(2));
        pieces.push((left(&shown, columns.value), Role::Dim));
    }
    pieces.push((check.rule.clause().to_owned(), Role::Dim));
    let copy = format!("{mark}{said} {value} ({})", check.rule.clause());
    let mut rows = vec![Cell { pieces, copy: copy.clone(), packet }.into()];
    if check.verdict == Verdict::Fail {
        let told = match (found, &check.expected) {
            (Some(found), Some(expected)) => Some(
                Sentence::new("screen.handshake.found-expected")
                    .with("found", found)
                    .with("expected", expected.as_str()),
            ),
            (Some(found), None) => Some(Sentence::new("screen.handshake.found").with("found", found)),
            (None, Some(expected)) => {
                Some(Sentence::new("screen.handshake.nothing-expected").with("expected", expected.as_str()))
            }
            (None, None) => None,
        };
        let lines =
            told.map(|told| wrap(&look.tell(&told), columns.all.saturating_sub(4))).unwrap_or_default();
        rows.extend(
            lines
                .into_iter()
                .map(|line| Cell::new(format!("    {line}"), role).copying(&copy).of(packet).into()),
        );
    }
    rows
}

/// How Sec-WebSocket-Accept is computed, step by step.
pub(super) fn proof(heads: &UpgradeHeads, columns: usize, look: Look) -> Vec<Row> {
    let Judged { handshake, accept: Some(steps), .. } = &heads.upgrade else { return Vec::new() };
    let Some(response) = &heads.response else { return Vec::new() };
    let agreed = handshake.status == Some(101);
    if !agreed {
        return Vec::new();
    }
    let hash = words::hex(&steps.sha1).replace(' ', "");
    let key = handshake.key.as_deref().unwrap_or_default();
    let request = heads.request.as_ref().map(|head| head.packet);
    let sent = handshake.accept.as_deref();
    let absent = look.say("screen.handshake.proof-absent");
    let lines = [
        ("screen.handshake.proof-key", safe(key).into_owned(), Role::Client, request),
        ("screen.handshake.proof-guid", GUID.to_owned(), Role::Plain, None),
        ("screen.handshake.proof-hash", hash, Role::Plain, None),
        ("screen.handshake.proof-base", steps.base64.clone(), Role::Title, None),
        (
            "screen.handshake.proof-sent",
            sent.map_or(absent, |sent| safe(sent).into_owned()),
            Role::Server,
            Some(response.packet),
        ),
    ];
    let mut rows: Vec<Row> = heading(look.say("screen.handshake.proof")).into();
    let indent = lines.iter().map(|(label, ..)| width(&look.say(label))).max().unwrap_or(0) + 4;
    for (label, value, role, packet) in lines {
        let label = format!("  {}", look.say(label));
        let cells = labelled(&label, &value, role, (indent, columns));
        rows.extend(cells.into_iter().map(|cell| cell.of(packet).into()));
    }
    let (key, mark, role) = match handshake.accept_valid {
        Some(true) => ("screen.handshake.proof-right", "✓", Role::Good),
        _ => ("screen.handshake.proof-wrong", "✗", Role::Bad),
    };
    if sent.is_some() {
        let cell = Cell::new(format!("{}{mark} {}", spaces(indent), look.say(key)), role);
        rows.push(cell.of(Some(response.packet)).into());
    }
    rows
}

/// Subprotocol and extensions, a sentence each.
pub(super) fn agreement(heads: &UpgradeHeads, columns: usize, look: Look) -> Vec<Row> {
    let handshake = &heads.upgrade.handshake;
    if handshake.status != Some(101) || handshake.accept_valid == Some(false) {
        return Vec::new();
    }
    let list =
        |extensions: &[Extension]| extensions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let asked = heads.request.is_some();
    let offered = handshake.subprotocols_offered.join(", ");
    let mut sentences: Vec<_> = handshake.draft.map(draft).into_iter().collect();
    sentences.push(match &handshake.subprotocol {
        Some(name) if asked => Sentence::new("screen.handshake.protocol-chosen")
            .with("name", name.as_str())
            .with("offered", offered),
        Some(name) => Sentence::new("screen.handshake.protocol-answered").with("name", name.as_str()),
        None if !asked => Sentence::new("screen.handshake.protocol-not-chosen"),
        None if offered.is_empty() => Sentence::new("screen.handshake.protocol-none"),
        None => Sentence::new("screen.handshake.protocol-refused").with("offered", offered),
    });
    let offered = list(&handshake.extensions_offered);
    let chosen = list(&handshake.extensions);
    let extension = match (asked, chosen.is_empty(), offered.is_empty()) {
        (true, true, true) => Sentence::new("screen.handshake.extension-none"),
        (true, true, false) => Sentence::new("screen.handshake.extension-refused").with("offered", offered),
        (true, false, _) => {
            Sentence::new("screen.handshake.extension-chosen").with("chosen", chosen).with("offered", offered)
        }
        (false, true, _) => Sentence::new("screen.handshake.extension-not-chosen"),
        (false, false, _) => Sentence::new("screen.handshake.extension-answered").with("chosen", chosen),
    };
    // hixie-76 knows none.
    sentences.extend(Some(extension).filter(|_| heads.upgrade.hixie76.is_none()));
    sentences.extend(
        handshake.extensions.iter().find_map(Extension::permessage_deflate).map(deflate).unwrap_or_default(),
    );
    let mut rows: Vec<Row> = heading(look.say("screen.handshake.agreement")).into();
    let packet = heads.response.as_ref().map(|head| head.packet);
    for sentence in sentences {
        let told = look.tell(&sentence);
        let cells = labelled("  ·", &told, Role::Plain, (4, columns));
        rows.extend(cells.into_iter().map(|cell| cell.of(packet).into()));
    }
    rows
}

/// What the parameters of permessage-deflate mean (RFC 7692 7.1).
fn deflate(deflate: PermessageDeflate) -> Vec<Sentence> {
    let mut sentences = vec![Sentence::new("screen.handshake.deflate")];
    let (client, server) = (deflate.client_no_context_takeover, deflate.server_no_context_takeover);
    if !(client && server) {
        sentences.push(Sentence::new("screen.handshake.deflate-takeover"));
    }
    if client {
        sentences.push(Sentence::new("screen.handshake.deflate-client-fresh"));
    }
    if server {
        sentences.push(Sentence::new("screen.handshake.deflate-server-fresh"));
    }
    let windows = [
        ("screen.handshake.deflate-server-window", deflate.server_max_window_bits),
        ("screen.handshake.deflate-client-window", deflate.client_max_window_bits.flatten()),
    ];
    let window = |(key, bits): (_, Option<u8>)| Some(Sentence::new(key).with("bits", u64::from(bits?)));
    sentences.extend(windows.into_iter().filter_map(window));
    sentences
}
