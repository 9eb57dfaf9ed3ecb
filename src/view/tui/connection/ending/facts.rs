//! The verdict, and beside a word each: how both layers ended, what the page heard, why, what to do.

use ratatui::style::Style;

use super::super::page::{Page, Row};
use crate::flow::HowEnded;
use crate::summary::{Confidence, Ending, Verdict};
use crate::teach::{self, Sentence};
use crate::tell::{cut, left, paragraph, safe, width};
use crate::view::tui::look::Role;
use crate::view::tui::pane::Context;

/// Columns before a label, for its sign.
const SIGN: usize = 2;
/// Columns between a label and its text.
const BETWEEN: usize = 2;

/// The verdict and what belongs to it.
pub(super) fn page(context: &Context<'_>, ending: &Ending, columns: usize) -> Page {
    let (look, summary) = (context.look, &context.telling.summary);
    let mut page = Page::default();
    page.parts.push(super::super::page::Part { row: 0, name: look.say("screen.ending.verdict") });
    let style = look.role(match ending.verdict {
        Verdict::Open | Verdict::LetGo => Role::Title,
        _ if ending.is_trouble() => Role::Bad,
        _ => Role::Good,
    });
    let sure = look.say(match ending.confidence {
        Confidence::Certain => "screen.ending.certain",
        Confidence::Likely => "screen.ending.likely",
        Confidence::Guess => "screen.ending.guess",
    });
    let room = columns.saturating_sub(width(&sure) + 1);
    let brief = cut(&look.tell(&teach::brief(summary, ending)), room);
    let at = columns.saturating_sub(width(&sure));
    page.row(Row::default().with(0, brief, style).with(at, sure, look.role(Role::Dim)));

    if context.goes_on {
        page.text(&look.say("screen.ending.goes-on"), SIGN, columns, look.role(Role::Warning));
    }
    let account = teach::account(summary, context.telling.passage.as_ref());
    let told = |sentences: &[Sentence]| safe(&paragraph(sentences, look.language)).into_owned();
    let mut happened = account.happened;
    happened.extend(account.doubt);
    page.text(&told(&happened), SIGN, columns, look.role(Role::Plain));
    page.gap();

    let open = summary.tcp.how.is_unseen();
    let websocket = teach::websocket_closing(summary, ending);
    let clean = ending.websocket.as_ref().map(|closing| closing.clean);
    let facts = [
        ("screen.ending.websocket", clean, websocket.into_iter().collect()),
        (
            "screen.ending.tcp",
            (!open).then_some(summary.tcp.how == HowEnded::Fin),
            teach::tcp_closing(summary, ending),
        ),
        ("screen.ending.onclose", ending.onclose.map(|onclose| onclose.clean), account.reported),
        ("screen.ending.cause", None, account.cause),
        ("screen.ending.proxy", None, account.passed_on),
        ("screen.ending.hint", None, account.hint.into_iter().collect::<Vec<_>>()),
    ];
    let labels = facts.each_ref().map(|(key, ..)| look.say(key));
    let begin = SIGN + labels.iter().map(|label| width(label)).max().unwrap_or(0) + BETWEEN;
    for ((_, good, sentences), label) in facts.into_iter().zip(labels) {
        let (sign, style) = sign(good, context);
        let row = page.rows.len();
        page.text(&told(&sentences), begin, columns, look.role(Role::Plain));
        if let Some(first) = page.rows.get_mut(row) {
            let labelled = std::mem::take(first);
            *first = labelled.with(0, sign, style).with(SIGN, label, look.role(Role::Title));
        }
    }
    page
}

fn sign(good: Option<bool>, context: &Context<'_>) -> (&'static str, Style) {
    match good {
        Some(true) => ("✓", context.look.role(Role::Good)),
        Some(false) => ("✗", context.look.role(Role::Bad)),
        None => ("", context.look.role(Role::Dim)),
    }
}

/// The verdict with its evidence as plain text, for a ticket.
pub(super) fn plain(context: &Context<'_>) -> String {
    let (look, summary) = (context.look, &context.telling.summary);
    let tell = |sentence: &Sentence| look.tell(sentence);
    let (opened, ending) = (&summary.opened, summary.ending());
    let mut lines = vec![
        format!("{} → {}  {}", opened.client, opened.server, tell(&teach::spoken(summary))),
        tell(&teach::brief(summary, &ending)),
        String::new(),
    ];
    let account = teach::account(summary, context.telling.passage.as_ref());
    let parts = [account.happened, account.cause, account.reported, account.passed_on];
    let rest = account.doubt.into_iter().chain(account.hint).map(|sentence| vec![sentence]);
    let paragraphs = parts.into_iter().chain(rest).filter(|part| !part.is_empty());
    lines.extend(paragraphs.map(|part| safe(&paragraph(&part, look.language)).into_owned()));
    lines.push(String::new());
    let packet = |number: u64| {
        let words = tell(&Sentence::new("screen.ending.copy.packet").with("packet", number.to_string()));
        let time = context.telling.acks.time_of(number);
        let time = time.map(|time| context.time(time)).unwrap_or_default();
        format!("{} {}", left(&words, 13), left(&time, 12))
    };
    lines.extend(
        ending.evidence.iter().map(|one| format!("{}{}", packet(one.packet), tell(&teach::shows(one)))),
    );
    let findings = &summary.findings;
    lines.extend(
        findings
            .iter()
            .map(|found| format!("{}{}", packet(found.packet), tell(&teach::finding(&found.finding)))),
    );
    let trimmed: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
    format!("{}\n", trimmed.join("\n").trim_end())
}
