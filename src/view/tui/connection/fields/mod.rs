//! The fields of the selected packet as a tree, beside its bytes.

mod diagram;
mod hex;
mod tree;
mod unmask;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::found::{is_searched, plain};
use crate::teach::{Layer, Sentence};
use crate::tell::{Field, FieldKind, FieldName, contains, cut, fields, safe, width, wrap};
use crate::view::tui::action::Action;
use crate::view::tui::look::{Look, Role};
use crate::view::tui::pane::{Context, Pane, Reply};
use crate::view::tui::scroll::Scroll;
use hex::Hex;
use tree::{Path, Tree};

/// The fields of the selected packet as a tree, beside its bytes.
#[derive(Debug, Default)]
pub(super) struct FieldsPane {
    tree: Tree,
    /// The packet whose fields these are, and whether its bytes could be read back.
    shown: Option<(u64, bool)>,
    scroll: Scroll,
    /// The field that was chosen last; a packet without it does not change the choice.
    chosen: Path,
    hex: Hex,
    /// Where the tree was drawn, and where the pane.
    tree_area: Rect,
    corner: Position,
}

/// Rows of the tree that are always there, whatever else is shown.
const TREE_ROWS: u16 = 6;
/// Columns of the tree beside the bytes.
const TREE_COLUMNS: u16 = 44;
/// Lines of the bytes that stand above a diagram.
const HEX_ROWS: u16 = 5;
/// Columns of a value that is shown whole, however much is to be said of it.
const WHOLE: usize = 20;
/// Lines below the tree for what does not fit into a row.
const DETAIL_ROWS: u16 = 3;

impl Pane for FieldsPane {
    fn act(&mut self, action: Action, context: &Context<'_>) -> Reply {
        self.refresh(context);
        let row = self.scroll.selected;
        let open = self.tree.rows().get(row).and_then(|row| row.open);
        match (action, open) {
            (Action::Right | Action::Open, Some(false)) | (Action::Left | Action::Open, Some(true)) => {
                self.tree.turn(row);
            }
            (Action::Right, Some(true)) => self.choose(row + 1),
            (Action::Left, _) => self.choose(self.tree.parent(row).unwrap_or(row)),
            (Action::Right | Action::Open, None) => {}
            (Action::Copy, _) => return self.copy(context),
            _ if self.scroll.act(action, self.tree.rows().len()) => self.choose(self.scroll.selected),
            _ => return Reply::Ignored,
        }
        Reply::Done
    }

    fn draw(&mut self, area: Rect, buffer: &mut Buffer, context: &Context<'_>, focused: bool) {
        self.refresh(context);
        self.corner = area.as_position();
        self.tree_area = Rect::ZERO;
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let Some(packet) = context.packet else {
            let words = Sentence::new("screen.fields.unreadable").with("packet", context.selected);
            let lines = wrap(&context.look.tell(&words), area.width.into());
            for (line, y) in lines.iter().zip(area.y..area.bottom()) {
                buffer.set_stringn(area.x, y, line, area.width.into(), context.look.role(Role::Warning));
            }
            return;
        };
        let places = self.places(area, packet.bytes, context.look);
        self.draw_tree(places.tree, buffer, context.look, focused);
        if let Some(line) = places.line {
            draw_line(line, buffer, context.look);
        }
        let lit = tree::lit(self.tree.at(self.scroll.selected));
        self.hex.draw(places.hex, buffer, context.look, packet.bytes, &lit);
        for (line, y) in places.below.iter().zip(places.picture.y..places.picture.bottom()) {
            buffer.set_line(places.picture.x, y, line, places.picture.width);
        }
    }

    fn click(&mut self, at: Position, context: &Context<'_>) -> Reply {
        self.refresh(context);
        let at = Position::new(self.corner.x.saturating_add(at.x), self.corner.y.saturating_add(at.y));
        if self.tree_area.contains(at) {
            let row = self.scroll.row_at(at.y - self.tree_area.y);
            if row == self.scroll.selected && self.tree.rows().get(row).is_some_and(|row| row.open.is_some())
            {
                self.tree.turn(row);
            } else if row < self.tree.rows().len() {
                self.choose(row);
            }
            return Reply::Done;
        }
        let place = self.hex.byte_at(at).and_then(|byte| self.tree.innermost(byte));
        match place.and_then(|place| self.tree.reveal(&place)) {
            Some(row) => {
                self.choose(row);
                Reply::Done
            }
            None => Reply::Ignored,
        }
    }

    fn selected(&mut self, context: &Context<'_>) {
        self.shown = None;
        self.refresh(context);
    }

    fn find(&mut self, text: &str, forwards: bool, context: &Context<'_>) -> Option<Reply> {
        let places = self.places_of(text, context);
        let here = self.tree.rows().get(self.scroll.selected).map(|row| row.place.clone())?;
        let place = if forwards {
            places.into_iter().find(|place| *place > here)
        } else {
            places.into_iter().rfind(|place| *place < here)
        }?;
        let row = self.tree.reveal(&place)?;
        self.choose(row);
        Some(Reply::Done)
    }
}

/// Which part of the pane shows what.
struct Places {
    tree: Rect,
    /// A line between the tree and the bytes.
    line: Option<Rect>,
    hex: Rect,
    /// Where a diagram stands, and its lines.
    picture: Rect,
    below: Vec<Line<'static>>,
}

impl FieldsPane {
    /// Takes the fields of the selected packet, if it is another than the one shown.
    fn refresh(&mut self, context: &Context<'_>) {
        let now = Some((context.selected, context.packet.is_some()));
        if self.shown == now {
            return;
        }
        self.shown = now;
        let layout = context.telling.layouts.of(context.selected);
        self.tree.show(context.packet.map(|packet| fields(&packet, layout.as_ref())).unwrap_or_default());
        let row = self.tree.row_of(&self.chosen).unwrap_or_else(|| self.tree.first_row());
        self.scroll.select(row, self.tree.rows().len());
    }

    /// Selects the first field that holds text, unless one that does is selected.
    pub(super) fn light(&mut self, text: &str, context: &Context<'_>) {
        let places = self.places_of(text, context);
        let here = self.tree.rows().get(self.scroll.selected).map(|row| row.place.clone());
        let lit = here.is_some_and(|here| places.contains(&here));
        if let Some(row) = places.first().filter(|_| !lit).and_then(|place| self.tree.reveal(place)) {
            self.choose(row);
        }
    }

    /// The fields that hold text.
    fn places_of(&mut self, text: &str, context: &Context<'_>) -> Vec<Vec<usize>> {
        self.refresh(context);
        let Some(packet) = context.packet else { return Vec::new() };
        let holds = |field: &Field| is_searched(field) && contains(&plain(packet.bytes, field), text);
        self.tree.places().filter(|(_, field)| holds(field)).map(|(place, _)| place).collect()
    }

    fn choose(&mut self, row: usize) {
        self.scroll.select(row, self.tree.rows().len());
        self.chosen = self.tree.path(self.scroll.selected);
        self.tree.keep_open(&self.chosen);
    }

    fn copy(&self, context: &Context<'_>) -> Reply {
        let (Some(field), Some(packet)) = (self.tree.at(self.scroll.selected), context.packet) else {
            return Reply::Ignored;
        };
        let what = Sentence::new("screen.fields.copied")
            .with("name", text(&field.name, context.look))
            .with("packet", packet.number);
        let bytes = packet.bytes.get(field.range.clone()).unwrap_or_default();
        let value = if field.value.is_empty() { crate::tell::hex(bytes) } else { field.value.clone() };
        Reply::Copy(what, value)
    }

    /// The picture of what is selected: a header's diagram, or how a payload is unmasked.
    fn picture(&self, bytes: &[u8], columns: usize, look: Look) -> Vec<Line<'static>> {
        let row = self.scroll.selected;
        let selected = self.tree.at(row);
        for field in self.tree.lineage(row) {
            let title = match field.kind {
                FieldKind::Masked { key, before } => {
                    let sent = bytes.get(field.range.clone()).unwrap_or_default();
                    return unmask::lines(sent, key, before, columns, look);
                }
                FieldKind::TcpHeader => "screen.fields.tcp-diagram",
                FieldKind::Frame { before: 0, .. } => "screen.fields.frame-diagram",
                FieldKind::Frame { .. } | FieldKind::Plain => continue,
            };
            if columns < diagram::COLUMNS {
                break;
            }
            let mut lines = vec![Line::styled(look.say(title), look.role(Role::Title))];
            lines.extend(diagram::lines(field, selected, look));
            return lines;
        }
        Vec::new()
    }

    /// Shares the area out.
    fn places(&self, area: Rect, bytes: &[u8], look: Look) -> Places {
        let wide = hex::columns(16) as u16;
        if area.width > wide + TREE_COLUMNS {
            return self.beside(area, wide, bytes, look);
        }
        self.below(area, bytes, look)
    }

    /// The tree on the left, the bytes and a picture on the right.
    fn beside(&self, area: Rect, wide: u16, bytes: &[u8], look: Look) -> Places {
        let right = Rect { x: area.right() - wide, width: wide, ..area };
        let line = Rect { x: right.x - 2, width: 1, ..area };
        let tree = Rect { width: area.width - wide - 3, ..area };
        let mut picture = self.picture(bytes, wide.into(), look);
        let needed = picture.len() as u16 + 1;
        if area.height < needed + HEX_ROWS {
            picture.clear();
        }
        let rows = hex::lines(bytes.len(), wide.into());
        let room = if picture.is_empty() { area.height } else { area.height - needed };
        let hex = Rect { height: room.min(rows), ..right };
        let top = hex.bottom() + 1;
        let picture_area = Rect { y: top, height: area.bottom().saturating_sub(top), ..right };
        Places { tree, line: Some(line), hex, picture: picture_area, below: picture }
    }

    /// The tree above, the bytes below it, a picture below them.
    fn below(&self, area: Rect, bytes: &[u8], look: Look) -> Places {
        let rows = hex::lines(bytes.len(), area.width.into());
        let mut picture = self.picture(bytes, area.width.into(), look);
        let needed = picture.len() as u16;
        let least = rows.min(3);
        if needed == 0 || area.height < needed + TREE_ROWS + least + 3 {
            picture.clear();
        }
        let needed = if picture.is_empty() { 0 } else { needed + 1 };
        let left = area.height - needed;
        let most =
            if picture.is_empty() { left / 3 } else { left.saturating_sub(TREE_ROWS + 1).min(HEX_ROWS) };
        let height = if left < TREE_ROWS { 0 } else { rows.min(most) };
        let line = u16::from(height > 0);
        let tree = Rect { height: left - height - line, ..area };
        let between = Rect { y: tree.bottom(), height: line, ..area };
        let hex = Rect { y: between.bottom(), height, ..area };
        let picture_area = Rect { y: hex.bottom() + needed.min(1), height: needed.saturating_sub(1), ..area };
        Places { tree, line: (line > 0).then_some(between), hex, picture: picture_area, below: picture }
    }

    fn draw_tree(&mut self, area: Rect, buffer: &mut Buffer, look: Look, focused: bool) {
        let columns = usize::from(area.width);
        let detail = self.detail(columns, look);
        let rows = (detail.len() as u16).min(DETAIL_ROWS);
        let rows = if area.height >= TREE_ROWS + rows { rows } else { 0 };
        self.tree_area = Rect { height: area.height - rows, ..area };
        let window = self.scroll.window(self.tree_area.height.into(), self.tree.rows().len());
        let mut names: (Vec<usize>, usize) = (Vec::new(), 0);
        for (row, y) in window.zip(area.y..) {
            let (Some(shown), Some(field)) = (self.tree.rows().get(row), self.tree.at(row)) else { break };
            let selected = row == self.scroll.selected;
            let above = shown.place.split_last().map_or(&[][..], |(_, above)| above);
            if names.0 != above {
                names = (above.to_vec(), tree::names(&self.tree, shown, look));
            }
            let (line, note) = tree::line(shown, field, names.1, selected, look);
            let style = match (selected, shown.place.len()) {
                (true, _) => look.role(if focused { Role::Selected } else { Role::Marked }),
                (_, 1) => layer(field).map_or_else(|| look.role(Role::Title), |layer| look.layer(layer)),
                _ => look.role(Role::Plain),
            };
            // A long value leaves room for what is to be said of it; a number is never cut for that.
            let long = width(&field.value) > WHOLE;
            let needed = if note.is_empty() || !long { 0 } else { (width(&note) + 2).min(columns * 2 / 5) };
            let line = cut(&line, columns - needed);
            let (x, _) = buffer.set_stringn(area.x, y, &line, columns, style);
            let room = usize::from(area.right().saturating_sub(x));
            if !note.is_empty() && room > 6 {
                let note = format!("  {}", cut(&note, room - 2));
                let style = if selected { style } else { look.role(Role::Dim) };
                buffer.set_stringn(x, y, note, room, style);
            }
        }
        for (line, y) in detail.iter().take(rows.into()).zip(self.tree_area.bottom()..) {
            buffer.set_stringn(area.x, y, line, columns, look.role(Role::Title));
        }
    }

    /// All that is to be said of the selected field, where its row has no room for it.
    fn detail(&self, columns: usize, look: Look) -> Vec<String> {
        let row = self.scroll.selected;
        let (Some(shown), Some(field)) = (self.tree.rows().get(row), self.tree.at(row)) else {
            return Vec::new();
        };
        let names = tree::names(&self.tree, shown, look);
        let (line, note) = tree::line(shown, field, names, true, look);
        if width(&line) + width(&note) + if note.is_empty() { 0 } else { 2 } <= columns {
            return Vec::new();
        }
        let whole = [text(&field.name, look), note, safe(&field.value).into_owned()];
        let whole: Vec<_> = whole.into_iter().filter(|part| !part.is_empty()).collect();
        wrap(&whole.join("  "), columns)
    }
}

/// A name in the language of the screens.
fn text(name: &FieldName, look: Look) -> String {
    match name {
        FieldName::Plain(name) => safe(name).into_owned(),
        FieldName::Said(key) => look.say(key),
    }
}

/// The layer that a top field belongs to.
fn layer(field: &Field) -> Option<Layer> {
    match (&field.name, field.kind) {
        (_, FieldKind::Frame { .. }) => Some(Layer::WebSocket),
        (FieldName::Plain(name), _) if name == "TLS record" => Some(Layer::Tls),
        (FieldName::Said(key), _) if key.starts_with("field.http.") => Some(Layer::Http),
        _ => None,
    }
}

fn draw_line(area: Rect, buffer: &mut Buffer, look: Look) {
    let sign = if area.width == 1 { "│" } else { "─" };
    for position in area.positions() {
        buffer.set_stringn(position.x, position.y, sign, 1, look.role(Role::Line));
    }
}

#[cfg(test)]
mod tests;
