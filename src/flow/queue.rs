//! Small records of many connections, found by their ends and let go in the order in which they came.
//!
//! Half-open and past connections are counted in millions when somebody floods or scans. So a record
//! is a few dozen bytes in a row of its own, and the index over it some 11 to 14 bytes more.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, Ipv6Addr};

use foldhash::fast::RandomState;

use super::endpoints::{Endpoints, Ends};
use super::key::Key;
use super::places::Places;

/// Records of connections, a row for each IP version: IPv6 addresses are four times as long.
#[derive(Debug)]
pub(super) struct Queues<V> {
    v4: Queue<Ipv4Addr, V>,
    v6: Queue<Ipv6Addr, V>,
}

impl<V: Copy> Queues<V> {
    /// No records yet; they are found by what `hasher` makes of their ends.
    pub(super) fn new(hasher: &RandomState) -> Self {
        Self { v4: Queue::new(hasher), v6: Queue::new(hasher) }
    }

    /// Takes all records out.
    pub(super) fn take_all(&mut self) -> Self {
        let none = Self::new(&self.v4.hasher);
        std::mem::replace(self, none)
    }

    /// Begins to fetch where a record with this hash would be found.
    pub(super) fn prefetch(&self, hash: u64) {
        self.v4.places.prefetch(hash);
        self.v6.places.prefetch(hash);
    }

    pub(super) fn len(&self) -> usize {
        self.v4.len() + self.v6.len()
    }

    #[inline]
    pub(super) fn get(&self, key: &Key) -> Option<V> {
        match &key.endpoints {
            Endpoints::V4(ends) => self.v4.get(ends, key.hash),
            Endpoints::V6(ends) => self.v6.get(ends, key.hash),
        }
    }

    pub(super) fn take(&mut self, key: &Key) -> Option<V> {
        match &key.endpoints {
            Endpoints::V4(ends) => self.v4.take(ends, key.hash),
            Endpoints::V6(ends) => self.v6.take(ends, key.hash),
        }
    }

    /// Adds a record; none may have these ends.
    pub(super) fn push(&mut self, key: &Key, value: V) {
        match key.endpoints {
            Endpoints::V4(ends) => self.v4.push(ends, key.hash, value),
            Endpoints::V6(ends) => self.v6.push(ends, key.hash, value),
        }
    }

    /// All records, ordered by their `age`.
    pub(super) fn iter<T: Ord>(&self, age: impl Fn(&V) -> T) -> impl Iterator<Item = (Endpoints, &V)> {
        let (mut v4, mut v6) = (self.v4.iter().peekable(), self.v6.iter().peekable());
        std::iter::from_fn(move || {
            if is_first(v4.peek().map(|(_, v4)| age(v4)), v6.peek().map(|(_, v6)| age(v6))) {
                v4.next().map(|(ends, value)| (Endpoints::V4(*ends), value))
            } else {
                v6.next().map(|(ends, value)| (Endpoints::V6(*ends), value))
            }
        })
    }

    /// The older of the two oldest records, as `age` orders them.
    pub(super) fn oldest<T: Ord>(&self, age: impl Fn(&V) -> T) -> Option<&V> {
        if self.oldest_is_v4(age) { self.v4.oldest() } else { self.v6.oldest() }
    }

    fn oldest_is_v4<T: Ord>(&self, age: impl Fn(&V) -> T) -> bool {
        is_first(self.v4.oldest().map(&age), self.v6.oldest().map(&age))
    }

    /// Takes out the older of the two oldest records, as `age` orders them, if `due` says so of it.
    pub(super) fn pop_if<T: Ord>(
        &mut self,
        age: impl Fn(&V) -> T,
        due: impl Fn(&V) -> bool,
    ) -> Option<(Key, V)> {
        if self.oldest_is_v4(age) { self.v4.pop_if(due) } else { self.v6.pop_if(due) }
    }
}

/// Whether one is there, and not behind the other.
fn is_first<T: Ord>(one: Option<T>, other: Option<T>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one <= other,
        (one, _) => one.is_some(),
    }
}

/// Addresses of one IP version.
trait Address: Copy + Eq {
    fn endpoints(ends: Ends<Self>) -> Endpoints;
}

impl Address for Ipv4Addr {
    fn endpoints(ends: Ends<Self>) -> Endpoints {
        Endpoints::V4(ends)
    }
}

impl Address for Ipv6Addr {
    fn endpoints(ends: Ends<Self>) -> Endpoints {
        Endpoints::V6(ends)
    }
}

/// Records in the order in which they came; those taken out of the middle leave their place vacant.
#[derive(Debug)]
struct Queue<A, V> {
    records: VecDeque<Option<(Ends<A>, V)>>,
    /// Number of the front record's place; places count up, and around.
    front: u32,
    /// Places of the records that are not vacant.
    places: Places,
    hasher: RandomState,
}

/// Fewer vacant places than this are not worth moving the others.
const FEW: usize = 64;

impl<A: Address, V: Copy> Queue<A, V> {
    fn new(hasher: &RandomState) -> Self {
        Self { records: VecDeque::new(), front: 0, places: Places::new(), hasher: hasher.clone() }
    }

    fn len(&self) -> usize {
        self.places.len()
    }

    #[inline]
    fn get(&self, ends: &Ends<A>, hash: u64) -> Option<V> {
        if self.len() == 0 { None } else { self.find(ends, hash) }
    }

    #[inline(never)]
    fn find(&self, ends: &Ends<A>, hash: u64) -> Option<V> {
        let place = self.places.find(hash, |place| self.is_at(place, ends))?;
        self.records.get(place.wrapping_sub(self.front) as usize).copied().flatten().map(|(_, value)| value)
    }

    fn take(&mut self, ends: &Ends<A>, hash: u64) -> Option<V> {
        if self.len() == 0 {
            return None;
        }
        let (records, front) = (&self.records, self.front);
        let place = self.places.take(hash, |place| is_at(records, front, place, ends))?;
        let (_, value) = self.records.get_mut(place.wrapping_sub(front) as usize)?.take()?;
        self.drop_vacant();
        Some(value)
    }

    fn push(&mut self, ends: Ends<A>, hash: u64, value: V) {
        let place = self.front.wrapping_add(self.records.len() as u32);
        self.records.push_back(Some((ends, value)));
        self.places.insert(hash, place);
    }

    /// The oldest record; the front is never vacant.
    fn oldest(&self) -> Option<&V> {
        self.records.front()?.as_ref().map(|(_, value)| value)
    }

    fn pop_if(&mut self, due: impl Fn(&V) -> bool) -> Option<(Key, V)> {
        let (ends, value) = (*self.records.front()?)?;
        if !due(&value) {
            return None;
        }
        let key = Key::new(A::endpoints(ends), &self.hasher);
        self.take(&ends, key.hash);
        Some((key, value))
    }

    /// All records, oldest first.
    fn iter(&self) -> impl Iterator<Item = &(Ends<A>, V)> {
        self.records.iter().flatten()
    }

    fn is_at(&self, place: u32, ends: &Ends<A>) -> bool {
        is_at(&self.records, self.front, place, ends)
    }

    /// Frees vacant places: those at the front, and where most are vacant all of them. Gives back the
    /// memory of many records when few are left.
    #[inline(never)]
    fn drop_vacant(&mut self) {
        while self.records.pop_front_if(|record| record.is_none()).is_some() {
            self.front = self.front.wrapping_add(1);
        }
        let enough = FEW + 2 * self.places.len();
        let sparse = self.records.len() > enough;
        if sparse {
            self.records.retain(Option::is_some);
        }
        if sparse || self.records.capacity() > 2 * enough {
            self.records.shrink_to(enough);
            self.index();
        }
    }

    /// Makes the index anew, after the old one was freed.
    fn index(&mut self) {
        let room = self.places.len().max(FEW);
        self.places = Places::new();
        self.places = Places::with_room(room);
        let Self { records, front, places, hasher } = self;
        for (offset, (ends, _)) in
            records.iter().enumerate().filter_map(|(at, record)| Some((at, (*record)?)))
        {
            let place = front.wrapping_add(offset as u32);
            places.insert(A::endpoints(ends).hashed_by(hasher), place);
        }
    }
}

fn is_at<A: Address, V>(
    records: &VecDeque<Option<(Ends<A>, V)>>,
    front: u32,
    place: u32,
    ends: &Ends<A>,
) -> bool {
    let record = records.get(place.wrapping_sub(front) as usize).and_then(Option::as_ref);
    record.is_some_and(|(known, _)| known == ends)
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;

    fn key(number: u32, hasher: &RandomState) -> Key {
        let client = if number.is_multiple_of(3) {
            SocketAddr::from((Ipv6Addr::from_bits(1 << 100 | u128::from(number)), 4000))
        } else {
            SocketAddr::from((Ipv4Addr::from_bits(number), 4000))
        };
        let server = if client.is_ipv4() { "10.0.0.1:80" } else { "[fd00::1]:80" };
        Key::new(Endpoints::of(&client, &server.parse().unwrap()), hasher)
    }

    #[test]
    fn records_are_found_taken_and_let_go_in_order() {
        let hasher = RandomState::default();
        let key = |number| key(number, &hasher);
        let mut queues = Queues::new(&hasher);
        (0..10_000_u32).for_each(|number| queues.push(&key(number), number));
        assert_eq!(queues.len(), 10_000);
        for number in (0..10_000).filter(|number| number % 7 != 0) {
            assert_eq!(queues.get(&key(number)), Some(number));
            assert_eq!(queues.take(&key(number)), Some(number));
            assert_eq!((queues.get(&key(number)), queues.take(&key(number))), (None, None));
        }
        let rest = std::iter::from_fn(|| queues.pop_if(|number| *number, |number| *number < 9_000));
        let rest: Vec<_> = rest.map(|(_, number)| number).collect();
        assert_eq!(rest, (0..9_000).step_by(7).collect::<Vec<_>>());
        assert!(queues.v4.records.len() < 1000, "vacant places are freed");
    }

    #[test]
    fn memory_is_given_back_when_most_were_answered() {
        let hasher = RandomState::default();
        let key = |number| key(number, &hasher);
        let mut queues = Queues::new(&hasher);
        (0..10_000_u32).for_each(|number| queues.push(&key(number), number));
        for number in 0..10_000 {
            assert_eq!(queues.take(&key(number)), Some(number));
        }
        assert!(queues.v4.records.capacity() <= 2 * FEW && queues.v4.places.room() <= 2 * FEW);
        (0..100).for_each(|number| queues.push(&key(number), number));
        assert_eq!((0..100).filter_map(|number| queues.get(&key(number))).count(), 100);
    }

    #[test]
    fn a_place_may_count_around() {
        let hasher = RandomState::default();
        let mut queue = Queue::<Ipv4Addr, u32>::new(&hasher);
        queue.front = u32::MAX - 10;
        for number in 0..1000 {
            let Key { endpoints: Endpoints::V4(ends), hash } = key(number * 3 + 1, &hasher) else {
                unreachable!()
            };
            queue.push(ends, hash, number);
            if number >= 20 {
                assert_eq!(queue.pop_if(|_| true).map(|(_, oldest)| oldest), Some(number - 20));
            }
        }
        assert_eq!(queue.len(), 20);
    }
}
