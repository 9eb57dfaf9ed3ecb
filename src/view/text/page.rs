//! What all text outputs share: language, width, colour, and the writing of lines.

use std::borrow::Cow;
use std::io;

use crossterm::style::{Attribute, Color, Stylize};

use crate::teach::{Language, Layer, Sentence};
use crate::tell::{Clock, Output, TimeFormat, cut, safe};

/// Fewer columns than this no output fits.
const NARROWEST: usize = 40;

/// The page that a text output is written on.
pub struct Page<'w> {
    /// The language of its sentences.
    pub language: Language,
    /// Its columns.
    pub width: usize,
    /// Shows times.
    pub clock: Clock,
    /// Whether rows of tables are cut to the width.
    cut: bool,
    colour: bool,
    out: Output<'w>,
    /// Whether the last line was empty, or there was none.
    blank: bool,
}

impl<'w> Page<'w> {
    /// A page of a width: lines are wrapped to it, and rows of tables cut, if `cut` says so.
    #[must_use]
    pub fn new(out: Output<'w>, language: Language, time: TimeFormat, (width, cut): (usize, bool)) -> Self {
        let clock = Clock::new(time);
        Self { language, width: width.max(NARROWEST), clock, cut, colour: false, out, blank: true }
    }

    /// Whether rows of tables have to fit into fewer columns than this.
    #[must_use]
    pub fn is_narrower_than(&self, columns: usize) -> bool {
        self.cut && self.width < columns
    }

    /// The columns that rows of tables have to fit into, if they have to.
    #[must_use]
    pub fn room(&self) -> Option<usize> {
        self.cut.then_some(self.width)
    }

    /// The same in colour, or without; whoever decides has looked at `NO_COLOR`.
    #[must_use]
    pub fn coloured(self, colour: bool) -> Self {
        crossterm::style::force_color_output(colour);
        Self { colour, ..self }
    }

    /// Writes a row of a table: in bold as its title, else in the colour of a layer.
    pub fn row(&mut self, row: &str, layer: Option<Layer>) {
        let row = row.trim_end();
        let row = if self.cut { Cow::Owned(cut(row, self.width)) } else { Cow::Borrowed(row) };
        match layer {
            Some(layer) => self.line(self.paint(&row, layer)),
            None => self.line(self.strong(&row)),
        }
    }

    /// Writes an empty line, unless the last one is empty already.
    pub fn gap(&mut self) {
        if !self.blank {
            self.line("");
            self.blank = true;
        }
    }

    /// Writes a line. What it is made of is safe already.
    pub fn line(&mut self, line: impl AsRef<str>) {
        self.blank = false;
        let line = line.as_ref().trim_end();
        self.out.write(|out| {
            out.write_all(line.as_bytes())?;
            out.write_all(b"\n")
        });
    }

    /// A sentence in the page's language, safe to print.
    #[must_use]
    pub fn tell(&self, sentence: &Sentence) -> String {
        safe(&sentence.tell(self.language)).into_owned()
    }

    /// Text in the colour of a layer.
    #[must_use]
    pub fn paint(&self, text: &str, layer: Layer) -> String {
        let colour = match layer {
            Layer::Tcp => Color::Grey,
            Layer::KeepAlive => Color::Magenta,
            Layer::Trouble => Color::Red,
            Layer::Tls => Color::Yellow,
            Layer::Http => Color::Green,
            Layer::WebSocket => Color::Cyan,
            Layer::Data => Color::Blue,
        };
        if self.colour { text.with(colour).to_string() } else { text.to_owned() }
    }

    /// Text that stands out.
    #[must_use]
    pub fn strong(&self, text: &str) -> String {
        if self.colour { text.attribute(Attribute::Bold).to_string() } else { text.to_owned() }
    }

    /// Text that stands back.
    #[must_use]
    pub fn faint(&self, text: &str) -> String {
        if self.colour { text.attribute(Attribute::Dim).to_string() } else { text.to_owned() }
    }

    /// Whether writing still works.
    #[must_use]
    pub fn works(&self) -> bool {
        self.out.works()
    }

    /// Writes what is buffered.
    pub fn finish(self) -> io::Result<()> {
        self.out.finish()
    }
}
