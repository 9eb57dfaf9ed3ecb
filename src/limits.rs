//! Every bound there is, each with its reason: bytes off the wire decide nothing about our memory.

/// Longest packet taken from a capture file, in bytes.
///
/// Wireshark's own maximum for most link types (`WTAP_MAX_PACKET_SIZE_STANDARD`): a longer length in
/// a packet header means that the file is damaged, not that the packet is large.
pub const MAX_PACKET_BYTES: u32 = 262_144;

/// Longest pcapng block read into memory, in bytes.
///
/// Blocks that carry packets stay below [`MAX_PACKET_BYTES`] plus options; name-resolution and
/// secrets blocks are text. 16 MiB is room for a browser's whole day of TLS secrets.
pub const MAX_BLOCK_BYTES: u32 = 16 * 1024 * 1024;

/// Most interfaces one pcapng section may describe.
///
/// Each costs a few bytes of memory; real files have fewer than a hundred.
pub const MAX_INTERFACES: usize = 65_536;

/// Most bytes kept of name-resolution records and of decryption secrets, each.
pub const MAX_SIDE_BYTES: usize = 16 * 1024 * 1024;
