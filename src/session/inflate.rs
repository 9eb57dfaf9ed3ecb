//! The compressed messages of a direction, inflated as far as that is possible (RFC 7692 7).

use super::event::{Inflated, InflatedPart, Unread};
use super::out::Out;
use super::start::Start;
use crate::limits;
use crate::protocol::Rule;
use crate::protocol::deflate::{Damaged, Inflater, Window};

/// What is to be remembered of a direction's compressed messages. Uncompressed ones leave no trace in it.
#[derive(Debug, Default)]
pub(super) struct Inflation {
    window: Window,
    /// Whether messages before the window's bytes are unknown that later ones may refer to.
    lost: bool,
    /// Whether that was said.
    lost_said: bool,
    /// Whether it was said that there is too much to inflate.
    too_much_said: bool,
    /// Bytes that were inflated, and what they became.
    read: u64,
    told: u64,
    message: Option<Box<Current>>,
}

/// The message that comes in.
#[derive(Debug, Default)]
struct Current {
    /// None once nothing more can be read of it.
    inflater: Option<Inflater>,
    /// Whether the next message may refer to it.
    takes_over: bool,
    length: u64,
    unread: Option<Unread>,
    /// Of the frame that comes in: its first inflated bytes, and how many there were before it.
    start: Start,
    before: u64,
}

impl Inflation {
    /// Memory that it takes, about.
    pub(super) fn room(&self) -> usize {
        let inflater = self.message.as_ref().is_some_and(|message| message.inflater.is_some());
        self.window.room() + if inflater { limits::INFLATER_BYTES } else { 0 }
    }

    /// A compressed message begins.
    pub(super) fn begin(&mut self, takes_over: bool, out: &mut Out<'_>) {
        if self.message.is_some() {
            // The one before it never ended: what the sender compressed of it is not known.
            self.close(Some(Unread::Missing), takes_over);
        }
        let inflater = Some(out.inflaters.take(&self.window));
        self.message = Some(Box::new(Current { inflater, takes_over, ..Current::default() }));
    }

    /// A frame of the message begins.
    pub(super) fn frame(&mut self) {
        if let Some(message) = &mut self.message {
            (message.start, message.before) = (Start::default(), message.length);
        }
    }

    /// The next bytes of the message. What they become is told with its place in the message.
    pub(super) fn payload(&mut self, bytes: &[u8], out: &mut Out<'_>, tell: Tell<'_>) {
        self.read = self.read.saturating_add(bytes.len() as u64);
        self.inflate(out, tell, |inflater, window, tell| inflater.inflate(bytes, window, tell));
    }

    /// Bytes of the message are missing.
    pub(super) fn gap(&mut self) {
        if let Some(message) = &mut self.message {
            message.unread.get_or_insert(Unread::Missing);
            message.inflater = None;
        }
    }

    /// The message is complete; [`close`](Self::close) follows.
    pub(super) fn end(&mut self, out: &mut Out<'_>, tell: Tell<'_>) -> Option<Inflated> {
        self.inflate(out, tell, |inflater, window, tell| inflater.end(window, tell));
        let message = self.message.as_mut()?;
        match message.inflater.take() {
            Some(inflater) if message.takes_over => out.inflaters.put(inflater, &mut self.window),
            Some(inflater) => out.inflaters.put_free(inflater),
            None => {}
        }
        Some(Inflated { length: message.length, unread: message.unread })
    }

    /// What the frame that is complete became.
    pub(super) fn part(&self) -> Option<InflatedPart<'_>> {
        let message = self.message.as_ref()?;
        let length = message.length - message.before;
        (length > 0 || message.unread.is_none())
            .then_some(InflatedPart { start: message.start.bytes(), length })
    }

    /// The message is over, inflated or not. Where the next one may refer to it, its bytes stay.
    pub(super) fn close(&mut self, unread: Option<Unread>, takes_over: bool) {
        let Some(message) = self.message.take() else { return };
        let unread = message.unread.or(unread);
        if !takes_over {
            // 7.1.1: the sender's next message refers to nothing before it.
            self.window.clear();
            self.lost = false;
        } else if unread.is_some() {
            self.window.clear();
            self.lost = true;
        } else if self.window.is_full() {
            // No reference reaches what is unknown any more.
            (self.lost, self.lost_said) = (false, false);
        }
    }

    /// Messages came that nobody knows.
    pub(super) fn lose(&mut self, takes_over: bool) {
        self.message = None;
        self.window.clear();
        self.lost = takes_over;
    }

    /// There is no room to go on.
    pub(super) fn give_up(&mut self, out: &mut Out<'_>) {
        if self.room() == 0 {
            return;
        }
        if let Some(message) = &mut self.message {
            message.unread.get_or_insert(Unread::NoRoom);
            message.inflater = None;
        }
        self.window.clear();
        self.lost = true;
        out.find(Rule::NoRoomToInflate);
    }

    fn inflate(
        &mut self,
        out: &mut Out<'_>,
        tell: Tell<'_>,
        step: impl FnOnce(&mut Inflater, &mut Window, &mut dyn FnMut(&[u8]) -> bool) -> Result<(), Damaged>,
    ) {
        let Self { window, message: Some(message), read, told, .. } = self else { return };
        let Some(mut inflater) = message.inflater.take() else { return };
        let mut too_much = false;
        let Current { length, start, .. } = &mut **message;
        let result = step(&mut inflater, window, &mut |bytes| {
            start.extend(bytes);
            tell(*length, bytes, out);
            *length += bytes.len() as u64;
            *told = told.saturating_add(bytes.len() as u64);
            too_much = *told > limits::MAX_INFLATED_BYTES && *told / limits::MAX_INFLATED_RATIO > *read;
            !too_much
        });
        let unread = match result {
            _ if too_much => Unread::TooMuch,
            Ok(()) => {
                message.inflater = Some(inflater);
                return;
            }
            Err(Damaged) if self.lost => Unread::ContextLost,
            Err(Damaged) => Unread::Damaged,
        };
        message.unread = Some(unread);
        match unread {
            Unread::TooMuch if !std::mem::replace(&mut self.too_much_said, true) => {
                out.find_with(Rule::InflatedTooMuch, format!("{read} B → {told} B"));
            }
            Unread::ContextLost if !std::mem::replace(&mut self.lost_said, true) => {
                out.find(Rule::ContextLost);
            }
            Unread::Damaged => out.find(Rule::DeflateDamaged),
            _ => {}
        }
    }
}

/// Takes inflated bytes, with how many of the message came before them.
pub(super) type Tell<'t> = &'t mut dyn FnMut(u64, &[u8], &mut Out<'_>);
