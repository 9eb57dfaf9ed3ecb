//! The tree of fields as rows: what is unfolded, and where the cursor stands, kept by name, so that both
//! survive the step to another packet.

use std::collections::HashMap;
use std::ops::Range;

use super::text;
use crate::tell::{Field, FieldKind, FieldName, left, safe, width};
use crate::view::tui::look::Look;

/// The way to a field: the names from the top, each with its number among fields of that name.
pub(super) type Path = Vec<(FieldName, usize)>;

/// The fields of a packet, and which of them are seen.
#[derive(Debug, Default)]
pub(super) struct Tree {
    fields: Vec<Field>,
    rows: Vec<Row>,
    /// What was unfolded by hand, or folded.
    turned: HashMap<Path, bool>,
}

/// A field that is seen.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its place in the tree: an index for each level.
    pub(super) place: Vec<usize>,
    /// Whether there is something below it, and if so, whether that is seen.
    pub(super) open: Option<bool>,
}

impl Tree {
    /// Shows the fields of another packet.
    pub(super) fn show(&mut self, fields: Vec<Field>) {
        self.fields = fields;
        self.list();
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The field at a place.
    pub(super) fn field(&self, place: &[usize]) -> Option<&Field> {
        let (first, rest) = place.split_first()?;
        rest.iter().try_fold(self.fields.get(*first)?, |field, index| field.children.get(*index))
    }

    /// The field in a row.
    pub(super) fn at(&self, row: usize) -> Option<&Field> {
        self.field(&self.rows.get(row)?.place)
    }

    /// The way to the field in a row.
    pub(super) fn path(&self, row: usize) -> Path {
        self.rows.get(row).map_or_else(Path::new, |row| self.path_of(&row.place))
    }

    fn path_of(&self, place: &[usize]) -> Path {
        let mut fields = self.fields.as_slice();
        let mut path = Path::new();
        for index in place {
            let Some(field) = fields.get(*index) else { break };
            let same = fields.iter().take(*index).filter(|other| other.name == field.name).count();
            path.push((field.name.clone(), same));
            fields = &field.children;
        }
        path
    }

    /// The row of a way, or of as much of it as this packet has.
    pub(super) fn row_of(&self, path: &[(FieldName, usize)]) -> Option<usize> {
        let mut fields = self.fields.as_slice();
        let mut place = Vec::new();
        for (name, number) in path {
            let mut same = fields.iter().enumerate().filter(|(_, field)| field.name == *name);
            let Some((index, field)) = same.nth(*number) else { break };
            place.push(index);
            fields = &field.children;
        }
        while !place.is_empty() {
            if let Some(row) = self.rows.iter().position(|row| row.place == place) {
                return Some(row);
            }
            place.pop();
        }
        None
    }

    /// The row to begin with: what the packet carries, else its TCP header.
    pub(super) fn first_row(&self) -> usize {
        let top = |row: &Row| row.place.len() == 1;
        let carried = |row: &Row| top(row) && row.open == Some(true);
        let tcp = |row: &Row| self.field(&row.place).is_some_and(|field| field.kind == FieldKind::TcpHeader);
        let rows = || self.rows.iter();
        rows().position(carried).or_else(|| rows().position(|row| top(row) && tcp(row))).unwrap_or(0)
    }

    /// Folds the field in a row, or unfolds it.
    pub(super) fn turn(&mut self, row: usize) {
        if let Some(open) = self.rows.get(row).and_then(|row| row.open) {
            self.turned.insert(self.path(row), !open);
            self.list();
        }
    }

    /// What lies above a chosen field stays unfolded in other packets too, where it might not be by
    /// itself.
    pub(super) fn keep_open(&mut self, path: &[(FieldName, usize)]) {
        for length in 1..path.len() {
            self.turned.entry(path.iter().take(length).cloned().collect()).or_insert(true);
        }
    }

    /// Unfolds all that lies above a place; returns its row.
    pub(super) fn reveal(&mut self, place: &[usize]) -> Option<usize> {
        for length in 1..place.len() {
            let above = place.get(..length)?;
            let row = self.rows.iter().position(|row| row.place == above)?;
            if self.rows.get(row)?.open == Some(false) {
                self.turn(row);
            }
        }
        self.rows.iter().position(|row| row.place == place)
    }

    /// The row of the field above the one in a row.
    pub(super) fn parent(&self, row: usize) -> Option<usize> {
        let (_, above) = self.rows.get(row)?.place.split_last()?;
        self.rows.iter().position(|row| row.place == above)
    }

    /// The field itself and those above it, the innermost first.
    pub(super) fn lineage(&self, row: usize) -> impl Iterator<Item = &Field> {
        let place = self.rows.get(row).map_or(&[][..], |row| &row.place);
        (1..=place.len()).rev().filter_map(|length| self.field(place.get(..length)?))
    }

    /// The place of the innermost field that has a byte; of several the one with the fewest bytes.
    pub(super) fn innermost(&self, byte: usize) -> Option<Vec<usize>> {
        self.places()
            .filter(|(_, field)| field.range.contains(&byte))
            .min_by_key(|(place, field)| (field.range.len(), std::cmp::Reverse(place.len())))
            .map(|(place, _)| place)
    }

    /// All fields, folded away or not, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = (Vec<usize>, &Field)> {
        let mut waiting: Vec<(Vec<usize>, &Field)> =
            self.fields.iter().enumerate().rev().map(|(index, field)| (vec![index], field)).collect();
        std::iter::from_fn(move || {
            let (place, field) = waiting.pop()?;
            for (index, child) in field.children.iter().enumerate().rev() {
                let mut below = place.clone();
                below.push(index);
                waiting.push((below, child));
            }
            Some((place, field))
        })
    }

    fn list(&mut self) {
        let mut rows = Vec::new();
        self.add(&self.fields, &mut Vec::new(), &mut Path::new(), &mut rows);
        self.rows = rows;
    }

    fn add(&self, fields: &[Field], place: &mut Vec<usize>, path: &mut Path, rows: &mut Vec<Row>) {
        for (index, field) in fields.iter().enumerate() {
            let same = fields.iter().take(index).filter(|other| other.name == field.name).count();
            place.push(index);
            path.push((field.name.clone(), same));
            let last = index + 1 == fields.len();
            let by_itself = place.len() == 1 && (opens_by_itself(field) || last);
            let open = self.turned.get(path).copied().unwrap_or(by_itself);
            let open = (!field.children.is_empty()).then_some(open);
            rows.push(Row { place: place.clone(), open });
            if open == Some(true) {
                self.add(&field.children, place, path, rows);
            }
            path.pop();
            place.pop();
        }
    }
}

/// Whether a field is unfolded before anybody asks: what a packet carries is, its headers are not (but
/// for the last one, where nothing follows).
fn opens_by_itself(field: &Field) -> bool {
    match &field.name {
        FieldName::Said(key) => key.starts_with("field.http."),
        FieldName::Plain(name) => matches!(name.as_ref(), "WebSocket" | "TLS record"),
    }
}

/// Columns in front of a row: the cursor.
const CURSOR: usize = 2;
/// The most columns to which names are filled up, so that values stand below each other.
const NAMES: usize = 24;

/// A row as text: cursor, fold sign, name (as wide as `names`), value; and what the value means.
pub(super) fn line(row: &Row, field: &Field, names: usize, selected: bool, look: Look) -> (String, String) {
    let cursor = if selected { ">" } else { "" };
    let sign = match row.open {
        Some(true) => "▾ ",
        Some(false) => "▸ ",
        None => "  ",
    };
    let cursor = left(cursor, CURSOR + 2 * row.place.len().saturating_sub(1));
    let name = left(&text(&field.name, look), names.min(NAMES));
    let value = safe(&field.value).into_owned();
    let gap = if value.is_empty() { "" } else { "  " };
    let note = field.note.as_ref().map_or_else(String::new, |note| look.tell(note));
    (format!("{cursor}{sign}{name}{gap}{value}"), note)
}

/// The columns that the longest name among a field and those beside it takes; top fields need not
/// stand below each other.
pub(super) fn names(tree: &Tree, row: &Row, look: Look) -> usize {
    let Some((_, above)) = row.place.split_last().filter(|(_, above)| !above.is_empty()) else { return 0 };
    let beside = tree.field(above).map_or(&[][..], |field| &field.children);
    beside
        .iter()
        .map(|field| width(&text(&field.name, look)))
        .filter(|name| *name <= NAMES)
        .max()
        .unwrap_or(0)
}

/// The bytes of a field, for the hex dump.
pub(super) fn lit(field: Option<&Field>) -> Range<usize> {
    field.map_or(0..0, |field| field.range.clone())
}
