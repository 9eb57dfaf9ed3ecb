//! Inflaters between two messages: as long as nobody else needs it, the one that read a direction's last message
//! goes on with the next, and need not be told again what came before.

use super::{Inflater, Window};
use crate::limits;

/// Inflaters that nobody uses at the moment.
#[derive(Debug, Default)]
pub struct Inflaters {
    /// Those that may go on, each in the place of its ticket; a later one takes the place of the oldest.
    waiting: Vec<Option<Inflater>>,
    /// Tickets given so far.
    tickets: u64,
    /// One that no direction will miss.
    free: Option<Inflater>,
    /// Room for what is inflated at a time, for the next that is needed.
    piece: Vec<u8>,
}

impl Inflaters {
    /// One for a direction's next message, of which the window holds what came before.
    #[must_use]
    pub fn take(&mut self, window: &Window) -> Inflater {
        let known = self.waiting.get_mut(place(window.ticket));
        let known = known.and_then(|known| known.take_if(|inflater| inflater.ticket == window.ticket));
        let mut inflater = if let Some(mut known) = known {
            known.go_on();
            known
        } else {
            let oldest = self.waiting.get_mut(place(self.tickets + 1));
            let other = self.free.take().or_else(|| oldest.and_then(Option::take));
            let mut other = other.unwrap_or_default();
            other.begin(window);
            other
        };
        inflater.piece = std::mem::take(&mut self.piece);
        inflater
    }

    /// Gives back one that has read a message to its end; the next one may refer to what the window holds.
    pub fn put(&mut self, mut inflater: Inflater, window: &mut Window) {
        if !inflater.may_go_on() {
            return self.put_free(inflater);
        }
        self.piece = std::mem::take(&mut inflater.piece);
        self.tickets += 1;
        (inflater.ticket, window.ticket) = (self.tickets, self.tickets);
        let place = place(self.tickets);
        if self.waiting.len() <= place {
            self.waiting.resize_with(place + 1, || None);
        }
        if let Some(waiting) = self.waiting.get_mut(place) {
            *waiting = Some(inflater);
        }
    }

    /// Gives back one whose direction's next message refers to nothing.
    pub fn put_free(&mut self, mut inflater: Inflater) {
        self.piece = std::mem::take(&mut inflater.piece);
        self.free = Some(inflater);
    }
}

/// Where the inflater with a ticket waits.
fn place(ticket: u64) -> usize {
    (ticket % limits::MAX_SPARE_INFLATERS) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_on_until_so_many_others_were_needed() {
        let mut inflaters = Inflaters::default();
        let mut windows = vec![Window::default(); limits::MAX_SPARE_INFLATERS as usize + 1];
        for window in &mut windows {
            let inflater = inflaters.take(window);
            inflaters.put(inflater, window);
        }
        // The last one needed that of the first one, which is asked for last.
        for (at, window) in windows.iter().enumerate().rev() {
            assert_eq!(inflaters.take(window).ticket == window.ticket, at > 0);
        }
    }
}
