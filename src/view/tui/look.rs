//! How everything looks: the language of the words, and the styles of what they are about.

use ratatui::style::{Color, Modifier, Style};

use crate::teach::{Language, Layer, Sentence};
use crate::tell::safe;

/// What the background of the terminal is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark, with light text.
    #[default]
    Dark,
    /// Light, with dark text.
    Light,
}

/// Language and theme.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// The language of the words.
    pub language: Language,
    /// The background.
    pub theme: Theme,
}

/// What a piece of the screen is, where it is not of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Plain text.
    Plain,
    /// A title or a heading.
    Title,
    /// What is less important than what stands around it.
    Dim,
    /// Lines between panes, lifelines.
    Line,
    /// The same around the pane that has the keys.
    ActiveLine,
    /// The row with the cursor.
    Selected,
    /// The row with the cursor of a pane that does not have the keys.
    Marked,
    /// It went well.
    Good,
    /// It went wrong.
    Bad,
    /// It deserves attention.
    Warning,
    /// What the client says.
    Client,
    /// What the server says.
    Server,
    /// The bar on top and the one at the bottom.
    Bar,
    /// A key in a hint.
    Key,
    /// What was looked for and found.
    Found,
    /// The bytes of the selected field.
    Lit,
}

impl Look {
    /// A sentence in the language of the screens, safe to show.
    pub(super) fn tell(self, sentence: &Sentence) -> String {
        safe(&sentence.tell(self.language)).into_owned()
    }

    /// Words of the catalog that have no values.
    pub(super) fn say(self, key: &'static str) -> String {
        self.tell(&Sentence::new(key))
    }

    /// The style of what a layer says. Blue, orange (yellow) and their neighbours carry the meaning, so
    /// that it survives colour-blindness; and a sign or a word always says the same.
    pub(super) fn layer(self, layer: Layer) -> Style {
        let (dark, light) = match layer {
            Layer::Tcp => (Color::Gray, Color::DarkGray),
            Layer::KeepAlive => (Color::LightMagenta, Color::Magenta),
            Layer::Trouble => (Color::LightRed, Color::Red),
            Layer::Tls => (Color::LightYellow, Color::Yellow),
            Layer::Http => (Color::LightGreen, Color::Green),
            Layer::WebSocket => (Color::LightCyan, Color::Blue),
            Layer::Data => (Color::LightBlue, Color::Cyan),
        };
        let style = self.coloured(dark, light);
        if layer == Layer::Trouble { style.add_modifier(Modifier::BOLD) } else { style }
    }

    /// The style of a piece of the screen.
    pub(super) fn role(self, role: Role) -> Style {
        match role {
            Role::Plain => Style::new(),
            Role::Title => Style::new().add_modifier(Modifier::BOLD),
            Role::Dim | Role::Line => self.coloured(Color::DarkGray, Color::Gray),
            Role::ActiveLine | Role::Key => self.coloured(Color::LightYellow, Color::Blue),
            Role::Selected => Style::new().add_modifier(Modifier::REVERSED),
            Role::Marked => Style::new().add_modifier(Modifier::UNDERLINED),
            Role::Good => self.coloured(Color::LightCyan, Color::Blue),
            Role::Bad => self.coloured(Color::LightRed, Color::Red).add_modifier(Modifier::BOLD),
            Role::Warning => self.coloured(Color::LightYellow, Color::Magenta).add_modifier(Modifier::BOLD),
            Role::Client => self.coloured(Color::LightYellow, Color::Red),
            Role::Server => self.coloured(Color::LightBlue, Color::Blue),
            Role::Bar => self.coloured(Color::White, Color::Black).add_modifier(Modifier::BOLD),
            Role::Found | Role::Lit => {
                self.coloured(Color::LightYellow, Color::Blue).add_modifier(Modifier::REVERSED)
            }
        }
    }

    fn coloured(self, dark: Color, light: Color) -> Style {
        Style::new().fg(match self.theme {
            Theme::Dark => dark,
            Theme::Light => light,
        })
    }
}
