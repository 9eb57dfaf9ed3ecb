//! Things in numbered slots, where each stays until it is taken out.

use crate::prefetch::prefetch;

/// Where a thing stands; another may stand there later.
pub(crate) type Slot = u32;

/// Things in slots: a slot that is free again is used for the next thing.
#[derive(Debug)]
pub(crate) struct Slots<T> {
    slots: Vec<Option<T>>,
    free: Vec<Slot>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slots<T> {
    pub(crate) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    #[inline]
    pub(crate) fn get(&self, slot: Slot) -> Option<&T> {
        self.slots.get(slot as usize)?.as_ref()
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, slot: Slot) -> Option<&mut T> {
        self.slots.get_mut(slot as usize)?.as_mut()
    }

    /// Begins to fetch what stands in a slot, without looking whether there is anything.
    #[inline]
    pub(crate) fn prefetch(&self, slot: Slot) {
        if let Some(place) = self.slots.get(slot as usize) {
            prefetch(place);
        }
    }

    pub(crate) fn insert(&mut self, thing: T) -> Slot {
        if let Some(slot) = self.free.pop()
            && let Some(place) = self.slots.get_mut(slot as usize)
        {
            *place = Some(thing);
            return slot;
        }
        self.slots.push(Some(thing));
        (self.slots.len() - 1) as Slot
    }

    /// Takes out what stands in a slot.
    pub(crate) fn take(&mut self, slot: Slot) -> Option<T> {
        let thing = self.slots.get_mut(slot as usize)?.take()?;
        self.free.push(slot);
        Some(thing)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Slot, &T)> {
        self.slots.iter().enumerate().filter_map(|(slot, place)| Some((slot as Slot, place.as_ref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_slot_is_used_again() {
        let mut slots = Slots::default();
        let [first, second] = ["a", "b"].map(|thing| slots.insert(thing));
        assert_eq!((slots.take(first), slots.take(first), slots.len()), (Some("a"), None, 1));
        slots.prefetch(first);
        assert_eq!((slots.get(first), slots.get(second)), (None, Some(&"b")));
        assert_eq!(slots.insert("c"), first);
        assert_eq!(slots.iter().collect::<Vec<_>>(), [(first, &"c"), (second, &"b")]);
        assert!(slots.get_mut(2).is_none());
        assert_eq!(slots.len(), 2);
    }
}
