//! Fetches memory into the processor's cache without waiting for it.

use std::{ptr, slice};

use prefetch_index::prefetch_index;

/// Bytes that a processor fetches at once, on most.
const LINE: usize = 64;

/// Begins to fetch `value` itself, not what it points at, and reads nothing of it: the processor goes on with
/// other work meanwhile. Where it can't fetch ahead, nothing happens.
#[inline]
pub(crate) fn prefetch<T>(value: &T) {
    // Only places in slices can be named; what is fetched is named by its distance from one.
    static HERE: [u8; 1] = [0];
    let start = ptr::from_ref(value).addr().wrapping_sub(HERE.as_ptr().addr());
    let fetch = |at: usize| prefetch_index(slice::from_ref(&HERE[0]), start.wrapping_add(at));
    for line in 0..size_of::<T>().div_ceil(LINE) {
        fetch(line * LINE);
    }
    fetch(size_of::<T>().saturating_sub(1));
}
