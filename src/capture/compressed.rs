//! gzip and zstd, recognised by their first bytes and decoded as they arrive.

use std::fmt::Display;
use std::io::{self, ErrorKind, Read};
use std::mem;

use flate2::{Decompress, FlushDecompress, Status};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::buffer::Buffer;
use crate::limits::MAX_ZSTD_WINDOW_BYTES;

/// How a capture file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
}

impl Compression {
    /// The compression of a file that begins with `first`.
    pub(super) fn recognise(first: &[u8]) -> Option<Self> {
        if first.starts_with(&GZIP_MAGIC) {
            return Some(Self::Gzip);
        }
        let magic = u32::from_le_bytes(*first.first_chunk()?);
        (magic == ZSTD_MAGIC || is_skippable(magic)).then_some(Self::Zstd)
    }

    /// Decodes `input`. The decoder gives all bytes it can before it fails, with
    /// [`ErrorKind::UnexpectedEof`] where the input is cut and [`ErrorKind::InvalidData`] where it is
    /// damaged.
    pub(super) fn decoder(self, input: Buffer) -> Box<dyn Read + Send> {
        match self {
            Self::Gzip => Box::new(Gzip::new(input)),
            Self::Zstd => Box::new(Zstd::new(input)),
        }
    }
}

/// `ID1`, `ID2` (RFC 1952 section 2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// RFC 8878 section 3.1.1.
const ZSTD_MAGIC: u32 = 0xfd2f_b528;

/// Whether a frame holds user data that is none of our business (RFC 8878 section 3.1.2).
fn is_skippable(magic: u32) -> bool {
    magic & 0xffff_fff0 == 0x184d_2a50
}

struct Gzip {
    input: Buffer,
    inflate: Decompress,
    in_member: bool,
}

impl Gzip {
    fn new(input: Buffer) -> Self {
        Self { input, inflate: Decompress::new_gzip(15), in_member: false }
    }

    /// Goes to the next member; false at the end, where `gzip` too ignores bytes that are no member.
    fn next_member(&mut self) -> io::Result<bool> {
        self.in_member = self.input.fill(2)? && self.input.available().starts_with(&GZIP_MAGIC);
        if self.in_member {
            self.inflate.reset(true);
        }
        Ok(self.in_member)
    }
}

impl Read for Gzip {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        while self.in_member || self.next_member()? {
            let (taken, given) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(self.input.available(), out, FlushDecompress::Sync);
            let taken = (self.inflate.total_in() - taken) as usize;
            let given = (self.inflate.total_out() - given) as usize;
            self.input.consume(taken);
            match status {
                // What was decoded before the damage comes first; asking again fails again.
                Err(_) if given > 0 => {}
                Err(error) => return Err(damaged(format!("the gzip stream is damaged ({error})"))),
                Ok(Status::StreamEnd) => self.in_member = false,
                // Only now may reading wait for more: nothing is left that could be given.
                Ok(_) if taken == 0 && given == 0 => {
                    if !self.input.fill(self.input.available().len() + 1)? {
                        return Err(ErrorKind::UnexpectedEof.into());
                    }
                }
                Ok(_) => {}
            }
            if given > 0 {
                return Ok(given);
            }
        }
        Ok(0)
    }
}

/// Gives each block as it arrives, but for the window: the decoder holds that much back until the
/// frame ends, so a live zstd stream is told late.
struct Zstd {
    input: Buffer,
    frame: FrameDecoder,
    state: ZstdState,
}

enum ZstdState {
    BetweenFrames,
    /// In a frame that ends with a checksum of its content, or doesn't.
    InFrame {
        checksum: bool,
    },
    FrameEnded {
        checksum: bool,
    },
    /// What is decoded is given before the error.
    Failed(io::Error),
    Ended,
}

impl Zstd {
    fn new(input: Buffer) -> Self {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(MAX_ZSTD_WINDOW_BYTES);
        Self { input, frame, state: ZstdState::BetweenFrames }
    }

    /// Decodes the header of the next frame, or skips the frame.
    fn next_frame(&mut self) -> io::Result<ZstdState> {
        if !self.input.fill(1)? {
            return Ok(ZstdState::Ended);
        }
        let magic = u32::from_le_bytes(self.input.need()?);
        if is_skippable(magic) {
            let [_, _, _, _, length @ ..] = self.input.need::<8>()?;
            skip(&mut self.input, 8 + u64::from(u32::from_le_bytes(length)))?;
            return Ok(ZstdState::BetweenFrames);
        }
        let [_, _, _, _, descriptor] = self.input.need()?;
        let length = frame_header_length(descriptor);
        let header = self.input.need_slice(length)?;
        self.frame.reset(header).map_err(zstd_damaged)?;
        self.input.consume(length);
        Ok(ZstdState::InFrame { checksum: descriptor & 0b100 != 0 })
    }

    /// Decodes the next block of a frame (RFC 8878 section 3.1.1.2), once all of it has arrived.
    fn next_block(&mut self, checksum: bool) -> io::Result<ZstdState> {
        const RLE: u32 = 1;
        let [low, middle, high] = self.input.need()?;
        let header = u32::from_le_bytes([low, middle, high, 0]);
        let (last, kind, size) = (header & 1 == 1, (header >> 1) & 0b11, (header >> 3) as usize);
        let content = if kind == RLE { 1 } else { size };
        let length = 3 + content + if last && checksum { 4 } else { 0 };
        let block = self.input.need_slice(length)?;
        self.frame.decode_blocks(block, BlockDecodingStrategy::UptoBlocks(1)).map_err(zstd_damaged)?;
        self.input.consume(length);
        Ok(if last { ZstdState::FrameEnded { checksum } } else { ZstdState::InFrame { checksum } })
    }

    /// Checks a frame whose content has all been given.
    fn end_of_frame(&self, checksum: bool) -> io::Result<ZstdState> {
        let matches = self.frame.get_checksum_from_data() == self.frame.get_calculated_checksum();
        if checksum && !matches { Err(zstd_damaged("wrong checksum")) } else { Ok(ZstdState::BetweenFrames) }
    }

    /// Makes the decoder give up the window it holds back for the blocks that won't come.
    fn give_up_window(&mut self) {
        // An empty raw block, marked as the last, and room for a checksum.
        const LAST_BLOCK: [u8; 7] = [1, 0, 0, 0, 0, 0, 0];
        // It can only fail where no frame was begun, and then nothing is held back.
        let _ = self.frame.decode_blocks(&LAST_BLOCK[..], BlockDecodingStrategy::UptoBlocks(1));
    }
}

impl Read for Zstd {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            let given = self.frame.read(out)?;
            if given > 0 {
                return Ok(given);
            }
            let next = match mem::replace(&mut self.state, ZstdState::Ended) {
                ZstdState::BetweenFrames => self.next_frame(),
                ZstdState::InFrame { checksum } => {
                    self.next_block(checksum).inspect_err(|_| self.give_up_window())
                }
                ZstdState::FrameEnded { checksum } => self.end_of_frame(checksum),
                ZstdState::Failed(error) => {
                    // Asking again fails again.
                    let again = io::Error::new(error.kind(), error.to_string());
                    self.state = ZstdState::Failed(again);
                    return Err(error);
                }
                ZstdState::Ended => return Ok(0),
            };
            self.state = next.unwrap_or_else(ZstdState::Failed);
        }
    }
}

/// Length of a frame header with its magic (RFC 8878 section 3.1.1.1).
fn frame_header_length(descriptor: u8) -> usize {
    let single_segment = descriptor & 0b10_0000 != 0;
    let dictionary = [0, 1, 2, 4].get(usize::from(descriptor & 0b11)).copied().unwrap_or_default();
    let content_size = match descriptor >> 6 {
        0 => usize::from(single_segment),
        exponent => 1 << exponent,
    };
    5 + usize::from(!single_segment) + dictionary + content_size
}

/// Skips `length` bytes without holding them.
fn skip(input: &mut Buffer, mut length: u64) -> io::Result<()> {
    while length > 0 {
        if !input.fill(1)? {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let step = input.available().len().min(usize::try_from(length).unwrap_or(usize::MAX));
        input.consume(step);
        length -= step as u64;
    }
    Ok(())
}

fn zstd_damaged(error: impl Display) -> io::Error {
    damaged(format!("the zstd stream is damaged ({error})"))
}

fn damaged(found: String) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::test_files::{gzip, zstd};

    const SKIPPABLE: &[u8] = b"\x50\x2a\x4d\x18\x03\0\0\0???";

    /// What comes out, and how it ends.
    fn decoded(bytes: &[u8]) -> (Vec<u8>, io::Result<()>) {
        let compression = Compression::recognise(bytes).unwrap();
        let mut decoder = compression.decoder(Buffer::new(Box::new(io::Cursor::new(bytes.to_vec())), 16));
        let mut out = Vec::new();
        let end = decoder.read_to_end(&mut out).map(drop);
        if let Err(error) = &end {
            let again = decoder.read(&mut [0]).unwrap_err();
            assert_eq!(again.kind(), error.kind(), "asking again fails again");
        }
        (out, end)
    }

    fn assorted(length: u32) -> Vec<u8> {
        (0..length).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes().into_iter().take(3)).collect()
    }

    #[test]
    fn reads_several_members_and_ignores_what_is_no_member() {
        let (out, end) = decoded(&[gzip(b"one, "), gzip(b""), gzip(b"two"), b"\0\0\0".to_vec()].concat());
        assert_eq!((out.as_slice(), end.is_ok()), (&b"one, two"[..], true));
    }

    #[test]
    fn reads_several_frames_and_skips_the_skippable() {
        let file = [SKIPPABLE, &zstd(b"one, "), SKIPPABLE, &zstd(&assorted(100_000)), SKIPPABLE].concat();
        let (out, end) = decoded(&file);
        end.unwrap();
        assert_eq!(out, [b"one, ", &assorted(100_000)[..]].concat());
    }

    #[test]
    fn reads_what_the_zstd_program_writes() {
        // printf %s hello hello hello hello | zstd
        let frame = b"\x28\xb5\x2f\xfd\x04\x58\x5d\x00\x00\x28\x68\x65\x6c\x6c\x6f\x01\x00\xe8\x8a\x16\xf5\xcc\x22\x3e";
        let (out, end) = decoded(frame);
        end.unwrap();
        assert_eq!(out, b"hellohellohellohello");
        let mut wrong = frame.to_vec();
        *wrong.last_mut().unwrap() ^= 1;
        let (out, end) = decoded(&wrong);
        assert_eq!(out, b"hellohellohellohello");
        assert_eq!(end.unwrap_err().to_string(), "the zstd stream is damaged (wrong checksum)");
    }

    #[test]
    fn gives_what_comes_before_a_cut() {
        let content = assorted(100_000);
        for file in [gzip(&content), zstd(&content)] {
            let (out, end) = decoded(&file[..file.len() - 100]);
            assert_eq!(end.unwrap_err().kind(), ErrorKind::UnexpectedEof);
            assert!(out.len() > 100_000 && content.starts_with(&out), "{}", out.len());
        }
    }

    #[test]
    fn a_wrong_checksum_is_damage_told_after_the_content() {
        let mut file = gzip(b"content");
        let at = file.len() - 8;
        file[at] ^= 1;
        let (out, end) = decoded(&file);
        assert_eq!(out, b"content");
        assert!(end.unwrap_err().to_string().starts_with("the gzip stream is damaged"));
    }

    #[test]
    fn a_window_too_large_is_refused_before_it_is_allocated() {
        let (_, end) = decoded(b"\x28\xb5\x2f\xfd\x00\xff\x01\0\0");
        assert_eq!(end.unwrap_err().kind(), ErrorKind::InvalidData);
    }
}
