//! The one table of keys: what they do, what the help says of them, and what the last line hints at.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;

/// A press of a key, as it is typed and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// A key with a character on it.
    Char(char),
    /// The same with Ctrl.
    Ctrl(char),
    /// A key with a name.
    Key(KeyCode),
    /// The same with Alt.
    Alt(KeyCode),
}

/// Where a key means what its row says. The first row that fits is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// On every screen.
    Everywhere,
    /// On the table of connections.
    Connections,
    /// On the list of all packets.
    Packets,
    /// On a connection.
    Connection,
}

/// The heading under which the help lists a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Moving the cursor.
    Move,
    /// From screen to screen.
    Go,
    /// A capture that grows.
    Live,
    /// One connection.
    Connection,
    /// Looking for something.
    Search,
    /// Taking something along.
    Keep,
    /// The program itself.
    Program,
}

impl Group {
    /// All, in the order of the help.
    pub(super) const ALL: [Self; 7] =
        [Self::Move, Self::Go, Self::Live, Self::Connection, Self::Search, Self::Keep, Self::Program];

    /// Key of its heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Move => "keys.group.move",
            Self::Go => "keys.group.go",
            Self::Live => "keys.group.live",
            Self::Connection => "keys.group.connection",
            Self::Search => "keys.group.search",
            Self::Keep => "keys.group.keep",
            Self::Program => "keys.group.program",
        }
    }
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Binding {
    /// The keys, each a sequence of presses.
    pub(super) keys: &'static [&'static [Press]],
    /// What they do.
    pub(super) action: Action,
    pub(super) scope: Scope,
    pub(super) group: Group,
    /// What the help says, as a key of the catalog.
    pub(super) help: &'static str,
    /// What the last line says, where it hints at it.
    pub(super) hint: Option<&'static str>,
}

impl Binding {
    /// How early the last line hints at it: the fewer columns, the fewer hints are shown, and those of
    /// one rank in the order of the table. `None`: never.
    pub(super) fn rank(&self, scope: Scope, stepping: bool, growing: bool) -> Option<u8> {
        self.hint?;
        Some(match (self.action, scope) {
            (Action::Advance | Action::Why, _) if !stepping => return None,
            (Action::Follow | Action::Pause, _) if !growing => return None,
            (Action::Advance | Action::Why, _) | (Action::Open, Scope::Connections | Scope::Packets) => 0,
            (Action::Step, _) if stepping => 1,
            // Without the help nobody finds the others.
            (Action::Help, _) => 1,
            // On a connection it unfolds; on the others there is nothing without it.
            (Action::Open, Scope::Connection) => 4,
            (Action::Back | Action::Follow | Action::Pause, _) => 2,
            _ if self.scope == scope => 3,
            _ if self.scope == Scope::Everywhere => 5,
            _ => return None,
        })
    }
}

use Press::{Alt, Char, Ctrl, Key};

const fn row(
    keys: &'static [&'static [Press]],
    action: Action,
    scope: Scope,
    group: Group,
    help: &'static str,
) -> Binding {
    Binding { keys, action, scope, group, help, hint: None }
}

impl Binding {
    const fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

/// Every key there is.
pub(super) const TABLE: &[Binding] = &[
    row(&[&[Char('j')], &[Key(KeyCode::Down)]], Action::Down, Scope::Everywhere, Group::Move, "keys.down"),
    row(&[&[Char('k')], &[Key(KeyCode::Up)]], Action::Up, Scope::Everywhere, Group::Move, "keys.up"),
    row(&[&[Char('l')], &[Key(KeyCode::Right)]], Action::Right, Scope::Everywhere, Group::Move, "keys.right"),
    row(&[&[Char('h')], &[Key(KeyCode::Left)]], Action::Left, Scope::Everywhere, Group::Move, "keys.left"),
    row(&[&[Ctrl('d')]], Action::HalfDown, Scope::Everywhere, Group::Move, "keys.half-down"),
    row(&[&[Ctrl('u')]], Action::HalfUp, Scope::Everywhere, Group::Move, "keys.half-up"),
    row(&[&[Key(KeyCode::PageDown)]], Action::PageDown, Scope::Everywhere, Group::Move, "keys.page-down"),
    row(
        &[&[Key(KeyCode::PageUp)], &[Ctrl('b')]],
        Action::PageUp,
        Scope::Everywhere,
        Group::Move,
        "keys.page-up",
    ),
    row(
        &[&[Char('g'), Char('g')], &[Key(KeyCode::Home)]],
        Action::Top,
        Scope::Everywhere,
        Group::Move,
        "keys.top",
    ),
    row(&[&[Char('G')], &[Key(KeyCode::End)]], Action::Bottom, Scope::Everywhere, Group::Move, "keys.bottom"),
    row(
        &[&[Char('.')], &[Ctrl('.')]],
        Action::NextInConnection,
        Scope::Packets,
        Group::Move,
        "keys.next-in-connection",
    )
    .hint("hint.next-in-connection"),
    row(
        &[&[Char(',')], &[Ctrl(',')]],
        Action::PreviousInConnection,
        Scope::Packets,
        Group::Move,
        "keys.previous-in-connection",
    ),
    row(&[&[Key(KeyCode::Enter)]], Action::Open, Scope::Everywhere, Group::Go, "keys.open").hint("hint.open"),
    row(&[&[Key(KeyCode::Esc)]], Action::Back, Scope::Everywhere, Group::Go, "keys.back").hint("hint.back"),
    row(&[&[Char('q')]], Action::Leave, Scope::Everywhere, Group::Go, "keys.leave"),
    row(&[&[Char('p')]], Action::AllPackets, Scope::Everywhere, Group::Go, "keys.packets")
        .hint("hint.packets"),
    row(&[&[Char('1')]], Action::Tab(0), Scope::Connection, Group::Go, "keys.tabs"),
    row(&[&[Char('2')]], Action::Tab(1), Scope::Connection, Group::Go, "keys.tabs"),
    row(&[&[Char('3')]], Action::Tab(2), Scope::Connection, Group::Go, "keys.tabs"),
    row(&[&[Char('4')]], Action::Tab(3), Scope::Connection, Group::Go, "keys.tabs"),
    row(&[&[Char('5')]], Action::Tab(4), Scope::Connection, Group::Go, "keys.tabs"),
    row(&[&[Char('6')]], Action::Tab(5), Scope::Connection, Group::Go, "keys.tabs"),
    row(
        &[&[Char(']')], &[Alt(KeyCode::Right)]],
        Action::NextTab,
        Scope::Connection,
        Group::Go,
        "keys.next-tab",
    )
    .hint("hint.tabs"),
    row(
        &[&[Char('[')], &[Alt(KeyCode::Left)]],
        Action::PreviousTab,
        Scope::Connection,
        Group::Go,
        "keys.previous-tab",
    ),
    row(
        &[&[Key(KeyCode::Tab)], &[Ctrl('w'), Ctrl('w')], &[Ctrl('w'), Char('w')]],
        Action::NextPane,
        Scope::Connection,
        Group::Go,
        "keys.next-pane",
    )
    .hint("hint.pane"),
    row(
        &[&[Key(KeyCode::BackTab)]],
        Action::PreviousPane,
        Scope::Connection,
        Group::Go,
        "keys.previous-pane",
    ),
    row(&[&[Char('\\')]], Action::Zoom, Scope::Connection, Group::Go, "keys.zoom").hint("hint.zoom"),
    row(&[&[Char('F')]], Action::Follow, Scope::Everywhere, Group::Live, "keys.follow").hint("hint.follow"),
    row(&[&[Char('P')]], Action::Pause, Scope::Everywhere, Group::Live, "keys.pause").hint("hint.pause"),
    row(&[&[Char('n')]], Action::NextPhase, Scope::Connection, Group::Connection, "keys.next-phase")
        .hint("hint.phase"),
    row(&[&[Char('N')]], Action::PreviousPhase, Scope::Connection, Group::Connection, "keys.previous-phase"),
    row(&[&[Char('s')]], Action::Step, Scope::Connection, Group::Connection, "keys.step").hint("hint.step"),
    row(&[&[Char(' ')]], Action::Advance, Scope::Everywhere, Group::Connection, "keys.advance")
        .hint("hint.advance"),
    row(&[&[Char('y')]], Action::Why, Scope::Connection, Group::Connection, "keys.why").hint("hint.why"),
    row(&[&[Char('/')]], Action::Filter, Scope::Connections, Group::Search, "keys.filter")
        .hint("hint.filter"),
    row(&[&[Char('o')]], Action::Sort, Scope::Connections, Group::Search, "keys.sort").hint("hint.sort"),
    row(&[&[Char('O')]], Action::Reverse, Scope::Connections, Group::Search, "keys.reverse"),
    row(&[&[Char('/')], &[Ctrl('f')]], Action::Find, Scope::Connection, Group::Search, "keys.find")
        .hint("hint.find"),
    row(&[&[Key(KeyCode::F(3))]], Action::FindNext, Scope::Connection, Group::Search, "keys.find-next"),
    row(
        &[&[Key(KeyCode::F(2))]],
        Action::FindPrevious,
        Scope::Connection,
        Group::Search,
        "keys.find-previous",
    ),
    row(&[&[Char('c')]], Action::Copy, Scope::Everywhere, Group::Keep, "keys.copy").hint("hint.copy"),
    row(&[&[Char('w')]], Action::SavePackets, Scope::Everywhere, Group::Keep, "keys.save-packets")
        .hint("hint.save"),
    row(&[&[Char('S')]], Action::SaveStory, Scope::Everywhere, Group::Keep, "keys.save-story"),
    row(&[&[Char('L')]], Action::Language, Scope::Everywhere, Group::Program, "keys.language")
        .hint("hint.language"),
    row(&[&[Char('T')]], Action::Theme, Scope::Everywhere, Group::Program, "keys.theme"),
    row(&[&[Char(':')]], Action::Command, Scope::Everywhere, Group::Program, "keys.command"),
    row(&[&[Char('?')], &[Key(KeyCode::F(1))]], Action::Help, Scope::Everywhere, Group::Program, "keys.help")
        .hint("hint.help"),
    row(&[&[Ctrl('l')]], Action::Redraw, Scope::Everywhere, Group::Program, "keys.redraw"),
    row(&[&[Ctrl('z')]], Action::Suspend, Scope::Everywhere, Group::Program, "keys.suspend"),
    row(
        &[&[Char('Z'), Char('Z')], &[Ctrl('c')]],
        Action::Quit,
        Scope::Everywhere,
        Group::Program,
        "keys.quit",
    ),
];

impl Press {
    fn of(event: KeyEvent) -> Self {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        match event.code {
            KeyCode::Char(character) if control => Ctrl(character.to_ascii_lowercase()),
            KeyCode::Char(character) if !alt => Char(character),
            code if alt => Alt(code),
            code => Key(code),
        }
    }

    /// How the key is called.
    pub(super) fn name(self) -> String {
        let named = |code: KeyCode| match code {
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::F(number) => format!("F{number}"),
            code => code.to_string(),
        };
        match self {
            Char(' ') => "Space".to_owned(),
            Char(character) => character.to_string(),
            Ctrl(character) => format!("Ctrl-{}", character.to_ascii_uppercase()),
            Key(code) => named(code),
            Alt(code) => format!("Alt-{}", named(code)),
        }
    }
}

/// How a sequence of presses is written: `gg`, `Ctrl-W w`.
pub(super) fn written(presses: &[Press]) -> String {
    let names: Vec<_> = presses.iter().map(|press| press.name()).collect();
    let glue = if names.iter().all(|name| name.chars().count() == 1) { "" } else { " " };
    names.join(glue)
}

/// The presses so far of a sequence that is not complete, and the number typed before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    number: Option<u64>,
    presses: Vec<Press>,
}

impl Typed {
    /// Takes a press; the action that it completes, if it does.
    pub(super) fn press(&mut self, event: KeyEvent, scope: Scope) -> Option<Action> {
        let press = Press::of(event);
        if let Some(digit) = self.digit(press, scope) {
            let so_far = self.number.unwrap_or(0);
            self.number = so_far.checked_mul(10).and_then(|number| number.checked_add(digit)).or(self.number);
            return None;
        }
        if press == Key(KeyCode::Esc) && *self != Self::default() {
            *self = Self::default();
            return None;
        }
        self.presses.push(press);
        let rows = || TABLE.iter().filter(|row| row.scope == Scope::Everywhere || row.scope == scope);
        // What a screen says of a key counts more than what all say.
        let own_first = rows()
            .filter(|row| row.scope == scope)
            .chain(rows().filter(|row| row.scope == Scope::Everywhere && row.scope != scope));
        let complete = own_first.clone().find(|row| row.keys.contains(&self.presses.as_slice()));
        if let Some(row) = complete {
            let number = self.number;
            *self = Self::default();
            return Some(match (row.action, number) {
                (Action::Top | Action::Bottom, Some(number)) => Action::GoTo(number),
                (action, _) => action,
            });
        }
        let begins = |row: &Binding| row.keys.iter().any(|keys| keys.starts_with(&self.presses));
        if !own_first.clone().any(begins) {
            let first = self.presses.len() == 1;
            *self = Self::default();
            // The press may begin something itself.
            return if first { None } else { self.press(event, scope) };
        }
        None
    }

    /// What was typed, for the last line.
    pub(super) fn shown(&self) -> String {
        let number = self.number.map(|number| number.to_string()).unwrap_or_default();
        format!("{number}{}", written(&self.presses))
    }

    /// A digit of a number. Digits that are keys of the screen count as such, unless a number has begun;
    /// there a number begins with 0 or 7 to 9, or is typed after a colon.
    fn digit(&self, press: Press, scope: Scope) -> Option<u64> {
        let Char(character) = press else { return None };
        let is_key = self.number.is_none()
            && TABLE.iter().any(|row| row.scope == scope && row.keys.contains(&[press].as_slice()));
        let digit = character.to_digit(10).filter(|_| !is_key && self.presses.is_empty())?;
        Some(u64::from(digit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, scope: Scope) -> Vec<Action> {
        let mut keys = Typed::default();
        let events =
            text.chars().map(|character| KeyEvent::new(KeyCode::Char(character), KeyModifiers::NONE));
        events.filter_map(|event| keys.press(event, scope)).collect()
    }

    #[test]
    fn sequences_and_numbers_are_understood() {
        assert_eq!(typed("jjk", Scope::Connections), [Action::Down, Action::Down, Action::Up]);
        assert_eq!(typed("gg", Scope::Packets), [Action::Top]);
        assert_eq!(typed("17gg3G", Scope::Packets), [Action::GoTo(17), Action::GoTo(3)]);
        assert_eq!(typed("gj", Scope::Packets), [Action::Down]);
        assert_eq!(typed("ZZ", Scope::Connection), [Action::Quit]);
        assert_eq!(typed("2", Scope::Connection), [Action::Tab(1)]);
        assert_eq!(typed("/", Scope::Connection), [Action::Find]);
        assert_eq!(typed("/", Scope::Connections), [Action::Filter]);
        assert_eq!(typed("99999999999999999999999gg", Scope::Packets).len(), 1);
    }

    #[test]
    fn no_key_means_two_things_on_a_screen() {
        for scope in [Scope::Connections, Scope::Packets, Scope::Connection] {
            let rows = TABLE.iter().filter(|row| row.scope == scope || row.scope == Scope::Everywhere);
            let keys: Vec<_> = rows.flat_map(|row| row.keys).collect();
            for key in &keys {
                let times = keys.iter().filter(|other| other.starts_with(key)).count();
                assert_eq!(times, 1, "{} on {scope:?}", written(key));
            }
        }
    }
}
