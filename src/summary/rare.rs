//! What most connections don't have: it takes room only where there is some.

use std::ops::{Deref, DerefMut};

/// Facts that most connections have none of: a pointer until there are some.
#[derive(Clone, Debug, Default)]
pub struct Rare<T>(Option<Box<T>>);

/// What has a value that says: none.
pub trait Nothing: Default + 'static {
    /// That value.
    const NOTHING: &'static Self;
}

impl<T> Rare<T> {
    /// The facts, if there are any; asking makes none.
    pub(super) fn get_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }
}

impl<T: Nothing> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::NOTHING)
    }
}

impl<T: Nothing> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}
