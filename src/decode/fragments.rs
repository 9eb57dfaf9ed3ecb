//! IP fragments put together, within bounds, on the time of the packets (RFC 791 3.2, RFC 8200 4.5).
//!
//! Where fragments of IPv4 overlap, the bytes that were captured first stand, and the segment says so
//! if the others differ. Overlapping fragments of IPv6 make the whole packet void (RFC 5722 4); only
//! copies of a fragment are harmless.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;

use etherparse::{Ipv4HeaderSlice, Ipv6ExtensionSlice, Ipv6ExtensionsSlice, Ipv6HeaderSlice, LaxNetSlice};

use crate::capture::{Elapsed, Packet, Timestamp};
use crate::limits;

/// The packets of which some fragments have come.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    open: HashMap<Key, Datagram>,
    /// Their keys, the oldest first; some may be complete already.
    order: VecDeque<Key>,
    /// Bytes that all of them take.
    bytes: usize,
}

/// What the fragments of one packet have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    from: IpAddr,
    to: IpAddr,
    identification: u32,
    /// Of IPv4; fragments of IPv6 do not need it.
    protocol: u8,
}

/// One fragment.
struct Fragment<'a> {
    key: Key,
    /// The IP header that the whole packet has, but for its length and the marks of fragmentation.
    header: Vec<u8>,
    offset: usize,
    more: bool,
    payload: &'a [u8],
    /// Whether a snap length cut it.
    cut: bool,
}

/// A packet that was put together.
pub(super) struct Whole {
    /// IP header and payload.
    pub(super) bytes: Vec<u8>,
    /// What all its fragments took on the wire.
    pub(super) wire_length: u32,
    /// Whether overlapping fragments had different bytes.
    pub(super) conflicting: bool,
    /// The packets of the fragments that came before the one that completed it.
    pub(super) pieces: Vec<u64>,
}

/// A packet of which some fragments have come.
#[derive(Debug)]
struct Datagram {
    since: Timestamp,
    header: Option<Vec<u8>>,
    bytes: Vec<u8>,
    /// The parts of `bytes` that have come, in order, with holes between them.
    parts: Vec<(usize, usize)>,
    /// Its length, once the last fragment has come.
    length: Option<usize>,
    wire_length: u32,
    /// The packets of its fragments.
    pieces: Vec<u64>,
    conflicting: bool,
    /// Whether it can't be put together any more.
    void: bool,
}

/// What a datagram and its key take besides its bytes.
const OVERHEAD: usize = 256;

impl Fragments {
    /// Takes a fragment, found where `net` was read from `packet`; returns the packet that it
    /// completes.
    pub(super) fn take(&mut self, packet: &Packet<'_>, net: &LaxNetSlice<'_>) -> Option<Whole> {
        let fragment = Fragment::read(net)?;
        let key = fragment.key;
        self.forget_old(packet.time);
        if !self.open.contains_key(&key) {
            self.make_room();
            self.order.push_back(key);
            self.open.insert(key, Datagram::new(packet.time));
            self.bytes += OVERHEAD;
        }
        let datagram = self.open.get_mut(&key)?;
        let before = datagram.size();
        datagram.wire_length = datagram.wire_length.saturating_add(packet.wire_length);
        datagram.pieces.push(packet.number);
        datagram.add(fragment);
        self.bytes = self.bytes - before + datagram.size();
        if !datagram.is_complete() {
            return None;
        }
        self.remove(key)?.whole()
    }

    /// Forgets what has waited longer than IP allows.
    fn forget_old(&mut self, now: Timestamp) {
        while let Some(key) = self.order.front().copied() {
            let patience = match key.from {
                IpAddr::V4(_) => limits::FRAGMENT_PATIENCE_V4_MS,
                IpAddr::V6(_) => limits::FRAGMENT_PATIENCE_V6_MS,
            };
            let waits = |found: &Datagram| now.since(found.since) <= Elapsed::from_millis(patience);
            if self.open.get(&key).is_some_and(waits) {
                break;
            }
            self.order.pop_front();
            self.remove(key);
        }
    }

    fn make_room(&mut self) {
        while self.order.len() >= limits::MAX_FRAGMENTED_PACKETS
            || self.bytes >= limits::MAX_FRAGMENT_BYTES_IN_ALL
        {
            let Some(oldest) = self.order.pop_front() else { return };
            self.remove(oldest);
        }
    }

    fn remove(&mut self, key: Key) -> Option<Datagram> {
        let datagram = self.open.remove(&key)?;
        self.bytes -= datagram.size() + OVERHEAD;
        if self.order.back() == Some(&key) {
            self.order.pop_back();
        } else {
            self.order.retain(|other| *other != key);
        }
        Some(datagram)
    }
}

impl<'a> Fragment<'a> {
    fn read(net: &'a LaxNetSlice<'a>) -> Option<Self> {
        match net {
            LaxNetSlice::Ipv4(ip) => Self::v4(ip.header(), ip.payload().payload),
            LaxNetSlice::Ipv6(ip) => Self::v6(ip.header(), ip.extensions(), ip.payload().payload),
            LaxNetSlice::Arp(_) => None,
        }
    }

    fn v4(ip: Ipv4HeaderSlice<'a>, payload: &'a [u8]) -> Option<Self> {
        let mut header = ip.slice().to_vec();
        // Neither "more fragments" nor an offset.
        header.get_mut(6..8)?.fill(0);
        let promised = usize::from(ip.total_len()).saturating_sub(header.len());
        let key = Key {
            from: ip.source_addr().into(),
            to: ip.destination_addr().into(),
            identification: ip.identification().into(),
            protocol: ip.protocol().0,
        };
        let offset = usize::from(ip.fragments_offset().value()) * 8;
        let cut = payload.len() < promised;
        Some(Self { key, header, offset, more: ip.more_fragments(), payload, cut })
    }

    fn v6(ip: Ipv6HeaderSlice<'a>, extensions: &Ipv6ExtensionsSlice<'a>, payload: &'a [u8]) -> Option<Self> {
        let fragment = extensions.clone().into_iter().find_map(|extension| match extension {
            Ipv6ExtensionSlice::Fragment(fragment) => Some(fragment),
            _ => None,
        })?;
        let mut header = ip.slice().to_vec();
        // What the fragment header says comes next; other extension headers are left out.
        *header.get_mut(6)? = fragment.next_header().0;
        let promised = usize::from(ip.payload_length()).saturating_sub(extensions.slice().len());
        let key = Key {
            from: ip.source_addr().into(),
            to: ip.destination_addr().into(),
            identification: fragment.identification(),
            protocol: 0,
        };
        let offset = usize::from(fragment.fragment_offset().value()) * 8;
        let cut = payload.len() < promised;
        Some(Self { key, header, offset, more: fragment.more_fragments(), payload, cut })
    }
}

impl Datagram {
    fn new(since: Timestamp) -> Self {
        Self {
            since,
            header: None,
            bytes: Vec::new(),
            parts: Vec::new(),
            length: None,
            wire_length: 0,
            pieces: Vec::new(),
            conflicting: false,
            void: false,
        }
    }

    fn size(&self) -> usize {
        self.bytes.capacity()
            + self.parts.capacity() * size_of::<(usize, usize)>()
            + self.pieces.capacity() * size_of::<u64>()
    }

    fn add(&mut self, fragment: Fragment<'_>) {
        let end = fragment.offset + fragment.payload.len();
        let uneven = fragment.more && !fragment.payload.len().is_multiple_of(8);
        let beyond = self.length.is_some_and(|length| end > length || (!fragment.more && end != length));
        let short = !fragment.more && self.parts.last().is_some_and(|(_, last)| *last > end);
        self.void |= fragment.cut || uneven || beyond || short || end > limits::MAX_IP_PACKET_BYTES;
        if self.void || (fragment.payload.is_empty() && fragment.more) {
            self.give_up_if_void();
            return;
        }
        if fragment.offset == 0 {
            self.header.get_or_insert(fragment.header);
        }
        if !fragment.more {
            self.length = Some(end);
        }
        let overlap = self.fill(fragment.offset, fragment.payload);
        let harmless = !overlap.differs && overlap.bytes == fragment.payload.len();
        self.conflicting |= overlap.differs;
        // RFC 5722 4: such a packet is discarded, and so are the fragments that follow.
        self.void |= overlap.bytes > 0 && !harmless && matches!(fragment.key.from, IpAddr::V6(_));
        self.give_up_if_void();
    }

    fn give_up_if_void(&mut self) {
        if self.void {
            (self.bytes, self.parts, self.pieces) = (Vec::new(), Vec::new(), Vec::new());
        }
    }

    /// Puts `payload` where nothing has come yet.
    fn fill(&mut self, start: usize, payload: &[u8]) -> Overlap {
        let end = start + payload.len();
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        let mut overlap = Overlap { bytes: 0, differs: false };
        let mut place = start;
        let (mut from, mut to) = (start, end);
        let mut parts = Vec::with_capacity(self.parts.len() + 1);
        for (left, right) in std::mem::take(&mut self.parts) {
            if right < start || left > end {
                parts.push((left, right));
                continue;
            }
            (from, to) = (from.min(left), to.max(right));
            self.copy(start, payload, place, left.min(end));
            let common = left.max(place)..right.min(end);
            overlap.bytes += common.len();
            let old = self.bytes.get(common.clone());
            let new = payload.get(common.start.saturating_sub(start)..common.end.saturating_sub(start));
            overlap.differs |= !common.is_empty() && old != new;
            place = place.max(right);
        }
        self.copy(start, payload, place, end);
        let at = parts.partition_point(|(left, _)| *left < from);
        parts.insert(at, (from, to));
        self.parts = parts;
        overlap
    }

    /// Copies the part of `payload`, which starts at `start`, that lies between two places.
    fn copy(&mut self, start: usize, payload: &[u8], from: usize, to: usize) {
        let new = payload.get(from.saturating_sub(start)..to.saturating_sub(start));
        if let (Some(room), Some(new)) = (self.bytes.get_mut(from..to), new) {
            room.copy_from_slice(new);
        }
    }

    fn is_complete(&self) -> bool {
        let length = self.length.filter(|_| !self.void && self.header.is_some());
        length.is_some_and(|length| self.parts == [(0, length)])
    }

    /// The packet as if it had never been fragmented.
    fn whole(mut self) -> Option<Whole> {
        let mut bytes = self.header?;
        let ipv4 = bytes.first().is_some_and(|byte| byte >> 4 == 4);
        let (field, length) =
            if ipv4 { (2..4, bytes.len() + self.bytes.len()) } else { (4..6, self.bytes.len()) };
        let length = u16::try_from(length).ok()?;
        bytes.get_mut(field)?.copy_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&self.bytes);
        self.pieces.pop();
        let Self { wire_length, conflicting, pieces, .. } = self;
        Some(Whole { bytes, wire_length, conflicting, pieces })
    }
}

/// What a fragment has in common with those before it.
struct Overlap {
    bytes: usize,
    differs: bool,
}
