//! Finds out where frames begin in a direction of which nothing is known, by chains of them.

use super::out::Out;
use crate::flow::At;
use crate::limits;
use crate::protocol::frame::{Chain, Piece, Stretch};

/// The bytes of a direction that may be frames, and the chains that they may be.
#[derive(Debug, Default)]
pub(super) struct Finder {
    stretch: Stretch<At>,
    chains: Vec<Chain>,
    /// Segments with which a chain could have begun.
    tried: u32,
    /// Bytes inside segments where a chain could have begun.
    inside: usize,
    seen: u64,
    /// Where bytes came last, or were found to be missing.
    last: Option<At>,
    /// How much speaks for it that the first byte that comes begins a frame, in bits.
    known: i32,
}

/// Bits that a chain must have after a gap: in one segment, and where nothing follows that could say more;
/// each doubling of the segments takes one more, up to so many.
const GOES_ON: i32 = 24;
const AT_THE_END: i32 = 16;
const ALWAYS: i32 = 32;

impl Finder {
    /// A direction in which frames begin with the first byte that comes, if there are any; so much speaks for
    /// that, in bits.
    pub(super) fn from_the_first(known: i32) -> Self {
        Self { known, ..Self::default() }
    }

    /// Bytes are missing before those that come next.
    pub(super) fn gap(&mut self, out: &Out<'_>) {
        (self.known, self.last) = (0, Some(out.at));
        self.stretch.pass(out.stream_end);
    }

    /// Bytes of the direction that came, or are known to be missing, and where that was so far.
    pub(super) fn end(&self) -> (u64, Option<At>) {
        (self.stretch.end(), self.last)
    }

    /// Memory that it takes for bytes.
    pub(super) fn kept(&self) -> usize {
        self.stretch.held()
    }

    /// The next bytes of the direction: those of one segment.
    pub(super) fn data(&mut self, bytes: &[u8], out: &Out<'_>) {
        let offset = out.stream_end.saturating_sub(bytes.len() as u64);
        self.last = Some(out.at);
        self.chains.retain(|chain| !chain.is_broken());
        self.tried = self.tried.saturating_add(1);
        self.seen = self.seen.saturating_add(bytes.len() as u64);
        let may_begin = bytes.first().is_some_and(|first| Chain::may_begin_a_segment(*first));
        if self.chains.is_empty() && self.inside >= limits::MAX_SEARCHED_BYTES && !may_begin {
            self.stretch.pass(out.stream_end);
            return;
        }
        let expected =
            self.chains.iter().any(|chain| chain.evident().is_some() && chain.next_header() == offset);
        self.stretch.push(offset, bytes, out.at);
        let before = std::mem::take(&mut self.chains);
        let begun = match std::mem::take(&mut self.known) {
            0 => (!expected).then(|| Chain::new(offset, false)),
            known => Some(Chain::known(offset, known)),
        };
        for chain in before.into_iter().chain(begun) {
            self.follow(chain);
        }
        let inside = limits::MAX_SEARCHED_BYTES.saturating_sub(self.inside).min(bytes.len());
        self.inside += inside;
        for (pair, offset) in bytes.get(..inside).unwrap_or(bytes).windows(2).zip(offset..).skip(1) {
            if let [first, second] = *pair
                && Chain::may_begin(first, second)
            {
                self.follow(Chain::new(offset, true));
            }
        }
        self.forget();
    }

    /// Goes on with a chain, and keeps it while it may be true. Of chains that go on alike, one is enough:
    /// the most likely one. Those that end stay until more comes, as they may have been true to there.
    fn follow(&mut self, mut chain: Chain) {
        chain.advance(&self.stretch);
        if chain.is_broken() && chain.evident().is_none() {
            return;
        }
        let worth = |chain: &Chain| (chain.evident().is_some(), chain.bits());
        let alike = |other: &Chain| !chain.is_broken() && !other.is_broken() && other.joins(&chain);
        let index = self.chains.iter().position(alike).unwrap_or(self.chains.len());
        match self.chains.get_mut(index) {
            Some(other) if worth(other) < worth(&chain) => *other = chain,
            None if index < limits::MAX_CHAINS => self.chains.push(chain),
            _ => {}
        }
    }

    /// The most likely chain of masked frames, or of others.
    pub(super) fn best(&self, masked: bool) -> Option<&Chain> {
        let fit = self.chains.iter().filter(|chain| chain.is_masked() == Some(masked));
        fit.filter(|chain| chain.evident().is_some()).rev().max_by_key(|chain| chain.bits())
    }

    /// Where the frames of a chain begin, if that byte is here.
    pub(super) fn start(&self, chain: &Chain) -> Option<u64> {
        chain.evident().filter(|offset| self.stretch.copy(*offset, &mut [0]) > 0)
    }

    /// Where frames begin again in a direction that is known to hold them, masked or not, once that is clear
    /// enough; `over` says that nothing more comes. The more segments were tried, the more it takes.
    pub(super) fn resumes(&self, masked: bool, over: bool) -> Option<u64> {
        let tried = self.tried.checked_ilog2().unwrap_or(0).cast_signed();
        let enough = (tried + if over { AT_THE_END } else { GOES_ON }).min(ALWAYS);
        let chain = self.best(masked).filter(|chain| chain.bits() >= enough)?;
        self.start(chain)
    }

    /// The bytes from `offset` on.
    pub(super) fn into_pieces_from(self, offset: u64) -> impl Iterator<Item = Piece<At>> {
        self.stretch.into_pieces_from(offset)
    }

    /// Bytes that came.
    pub(super) fn seen(&self) -> u64 {
        self.seen
    }

    /// Forgets bytes that no chain needs, and where that is not enough, how the longest chains began.
    fn forget(&mut self) {
        let first = |chains: &[Chain]| chains.iter().map(Chain::needs).min().unwrap_or(u64::MAX);
        self.stretch.forget_before(first(&self.chains));
        if self.stretch.held() > limits::MAX_SEARCHED_BYTES {
            // Of a long payload the header is enough.
            let likely = self.chains.iter().filter(|chain| chain.evident().is_some());
            let likely = likely.max_by_key(|chain| chain.bits());
            if let Some((from, to)) = likely.and_then(Chain::payload_coming) {
                self.stretch.forget_between(from, to);
                let (stretch, end) = (&self.stretch, self.stretch.end());
                let has = |offset: u64| offset >= end || stretch.copy(offset, &mut [0]) > 0;
                self.chains.retain(|chain| has(chain.needs()));
            }
        }
        while self.stretch.held() > limits::MAX_SEARCHED_BYTES
            && let from = first(&self.chains)
            && from < self.stretch.end()
        {
            self.chains.iter_mut().filter(|chain| chain.needs() == from).for_each(Chain::pass_over);
            self.chains.retain(|chain| !(chain.is_broken() && chain.needs() == from));
            self.stretch.forget_before(first(&self.chains));
        }
    }
}
