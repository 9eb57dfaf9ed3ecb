//! What becomes of a finished screen where the terminal can do less: no colours, or only ASCII.

use ratatui::buffer::Buffer;
use ratatui::style::Color;

use crate::tell::width;

/// Takes every colour away (`NO_COLOR`); bold, underlined and reversed text stays as it is.
pub(super) fn without_colours(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        cell.fg = Color::Reset;
        cell.bg = Color::Reset;
    }
}

/// Every sign of the screens, and what stands for it where there is only ASCII.
const SIGNS: [(&str, &str); 16] = [
    ("-", "─╌–—╶╴"),
    (".", "┄┈╍┅⋯·"),
    ("|", "│┆┊╎╵▏▕⋮"),
    ("+", "┌┐└┘├┤┬┴┼╭╮╰╯╞╡┝┥"),
    ("=", "═━≡"),
    (">", "▶▸→›»⤷≥"),
    ("<", "◀◂←‹«⤶≤"),
    ("v", "▾▼↓✓"),
    ("^", "▴▲↑⊕"),
    ("x", "✗╳×✕"),
    ("#", "█▓▇▆▅▉▊▋■"),
    (":", "▄▃▂▁░▒▌▍▎"),
    ("*", "●◆★◉▪◷"),
    ("o", "○◇◦☆"),
    ("@", "↻⟲"),
    ("~", "…⇄↔"),
];

/// Turns every sign into ASCII (`--ascii`); letters of other scripts become question marks.
pub(super) fn ascii(buffer: &mut Buffer) {
    let mut wide: usize = 0;
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        let columns = width(symbol);
        if symbol.is_ascii() {
            // The second half of a wide character is an empty cell.
            if wide > 0 {
                cell.set_symbol("?");
            }
            wide = wide.saturating_sub(1);
            continue;
        }
        let mut characters = symbol.chars();
        let sign = characters.next().filter(|_| characters.next().is_none());
        let known = sign.and_then(|sign| SIGNS.iter().find(|(_, signs)| signs.contains(sign)));
        let stands_for = match (known, sign) {
            (Some((plain, _)), _) => *plain,
            (None, Some('“' | '”')) => "\"",
            (None, Some('‘' | '’')) => "'",
            (None, Some('\u{a0}')) => " ",
            _ => "?",
        };
        wide = columns.saturating_sub(1);
        cell.set_symbol(stands_for);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn every_sign_has_a_plain_one_and_columns_stay() {
        let area = Rect::new(0, 0, 24, 1);
        let mut buffer = Buffer::empty(area);
        buffer.set_string(0, 0, "├─▶ a ✓ 中b … “x” ÿ", Style::new().fg(Color::Red));
        ascii(&mut buffer);
        without_colours(&mut buffer);
        let line: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(line.trim_end(), "+-> a v ??b ~ \"x\" ?");
        assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset));
    }
}
