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

/// Longest IP packet, in bytes: its length field has 16 bits (RFC 791 3.1).
pub const MAX_IP_PACKET_BYTES: usize = 65_535;

/// How long fragments of an IPv4 packet wait for the others, in milliseconds of packet time: what
/// Linux waits (`ipfrag_time`), within what RFC 1122 3.3.2 asks for at the most.
pub const FRAGMENT_PATIENCE_V4_MS: i64 = 30_000;

/// How long fragments of an IPv6 packet wait for the others, in milliseconds (RFC 8200 4.5).
pub const FRAGMENT_PATIENCE_V6_MS: i64 = 60_000;

/// Packets that wait for fragments; the oldest gives way. TCP is almost never fragmented.
pub const MAX_FRAGMENTED_PACKETS: usize = 1024;

/// Bytes of all packets that wait for fragments: Linux's own bound is 4 MiB (`ipfrag_high_thresh`).
pub const MAX_FRAGMENT_BYTES_IN_ALL: usize = 16 * 1024 * 1024;

/// Segments of one direction remembered while they wait for their ACK.
///
/// Only the account of acknowledgements needs them. A window of 4 MiB in 1,460-byte segments is
/// 2,900 segments; beyond the bound the oldest are forgotten and their ACK is told without a delay.
pub const MAX_UNACKNOWLEDGED_SEGMENTS: usize = 4096;

/// Bytes of one direction held behind a hole, waiting for the missing segment.
///
/// The largest receive windows in use are 64 MiB; nothing honest can lie further ahead of a hole.
pub const MAX_HELD_BYTES: usize = 64 * 1024 * 1024;

/// What a held segment costs besides its bytes: its place in the map and its own allocation. Counted
/// with them, so that segments of one byte take no more memory than large ones.
pub const HELD_OVERHEAD_BYTES: usize = 128;

/// Bytes held behind holes in all connections together.
pub const MAX_HELD_BYTES_IN_ALL: usize = 256 * 1024 * 1024;

/// The farthest a segment may lie ahead of its stream, in bytes: the largest window TCP can offer
/// (RFC 7323 2.3: 65,535 shifted by 14).
pub const MAX_WINDOW: u64 = 65_535 << 14;

/// Delivered bytes of all connections together that are remembered, to compare them with what comes
/// again: the last milliseconds of a busy link, the last minutes of a quiet one. Small enough to stay
/// in the processor's cache: every delivered byte is copied there once.
pub const MAX_RECENT_BYTES: usize = 512 * 1024;

/// Bytes of one segment that are remembered: a whole packet of Ethernet, and the beginning of what a
/// network card cuts into packets.
pub const MAX_RECENT_SEGMENT_BYTES: usize = 1500;

/// Remembered segments of a stream that are compared with one that comes again.
pub const MAX_RECENT_SEGMENTS: usize = 64;

/// How long a hole stays open after the peer acknowledged it, in milliseconds.
///
/// The receiver has the bytes, so the sender won't send them again: only a capture that wrote its
/// packets out of order can still bring them, and that takes a few milliseconds.
pub const ACKED_HOLE_PATIENCE_MS: i64 = 100;

/// How long a closed connection waits for stragglers before it is told, in milliseconds of packet
/// time.
///
/// A FIN or data whose ACK was lost comes again after 0.2 s, 0.4 s, 0.8 s … (RFC 6298); what comes
/// later is still told as a packet, but no longer in the story. A thousand connections a second keep
/// about 15 MB waiting.
pub const CLOSED_LINGER_MS: i64 = 10_000;

/// Open connections kept at once, of about two kilobytes each.
///
/// A busy server has some ten thousand. When there is no room, the one that was silent for the longest
/// time is let go, and counted.
pub const MAX_OPEN_CONNECTIONS: usize = 1 << 20;

/// Attempts to connect kept at once, of which nothing but the SYN was seen, of at most 100 bytes each.
///
/// A flood sends millions; the oldest give way, and are counted.
pub const MAX_HALF_OPEN_CONNECTIONS: usize = 10_000_000;

/// Open connections in which a SYN with another number came, and which wait to see what follows it: one
/// exchange of packets decides. Whoever floods all ports with SYNs makes no more wait.
pub const MAX_DOUBTED_CONNECTIONS: usize = 1024;

/// Ended connections whose ports are remembered, of some 40 bytes each.
///
/// Only the label `reused_ports` and the numbers of late stragglers need them; Linux goes round 28,232
/// ephemeral ports for each client and server.
pub const MAX_PAST_CONNECTIONS: usize = 1 << 19;

/// How long a lone SYN waits for an answer or its repetition, in milliseconds of packet time.
///
/// Linux sends a SYN for the last time after 63 s and gives up after 127 s (`tcp_syn_retries` 6).
pub const UNANSWERED_SYN_MS: i64 = 130_000;

/// How long a connection may be silent, in milliseconds of packet time, before it is let go.
///
/// TCP itself knows no limit, but an idle connection that lives sends a keep-alive every two hours (RFC
/// 9293 3.8.4), and a NAT may forget it after 2 hours and 4 minutes (RFC 5382 REQ-5). A day is far
/// beyond both.
pub const IDLE_CONNECTION_MS: i64 = 24 * 60 * 60 * 1000;

/// Losses of the capture that are remembered until the connections have been told of them, of some 80 bytes
/// each. A capture that loses packets all the time says so some fifty times a second: then these are the last
/// twenty minutes, and a connection that was silent for longer is told of those.
pub const MAX_REMEMBERED_LOSSES: usize = 1 << 16;

/// Losses before a packet, and as many behind it, that are looked through for one that explains a hole: the
/// last seconds of the worst capture.
pub const MAX_LOSSES_COMPARED: usize = 128;

/// Holes of all connections together for which it is remembered what explains them until they are given up.
/// Of more, those are explained that are given up soon.
pub const MAX_EXPLAINED_HOLES: usize = 1 << 12;

/// How long before or after a loss a hole may be and still be explained by it, in milliseconds.
///
/// The statistics of a live capture are taken when its ring is read, and the system holds packets back for
/// up to a second before that (libpcap's buffer timeout, as tcpdump and dumpcap set it).
pub const LOSS_SLACK_MS: i64 = 1000;

/// How far apart statistics may be, in milliseconds, and a loss between them still explain a hole for sure.
///
/// A live capture writes them every second. dumpcap writes one at the end of a file: what was lost in an
/// hour may explain any hole, and so it explains none.
pub const CLOSE_LOSS_MS: i64 = 5000;

/// Bytes read from a capture at once, before a larger record makes the buffer grow.
///
/// Large enough that the system call vanishes beside the work on the packets, small enough to stay
/// in the processor's second cache beside what is remembered of the last packets.
pub const READ_BUFFER_BYTES: usize = 256 * 1024;

/// Largest window a zstd frame may ask for, in bytes.
///
/// The limit of the zstd command line (`ZSTD_WINDOWLOG_LIMIT_DEFAULT`, 27 bits): what `zstd -d`
/// reads without being asked for more memory, we read too.
pub const MAX_ZSTD_WINDOW_BYTES: u64 = 128 * 1024 * 1024;

/// Longest head (start line and header fields) of an HTTP message, in bytes.
///
/// Servers refuse heads beyond 8 KiB (nginx, Apache) to 64 KiB (Jetty at their largest usual
/// settings): what is longer is not going to be understood by the peer either.
pub const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Most bytes of a status line that is told where TLS was expected: version, three digits, and a reason
/// that is a few words.
pub const MAX_STATUS_LINE_TOLD: usize = 120;

/// Most header fields in one HTTP head.
///
/// Apache stops at 100, Go and nginx have no number of their own; browsers send about 20.
pub const MAX_HEAD_FIELDS: usize = 256;

/// Longest line that frames a chunk (size and extensions), in bytes.
///
/// A size is at most 16 hexadecimal digits; extensions are almost never used, and servers bound
/// them since a flood of extension bytes became an attack (CVE-2023-39326).
pub const MAX_CHUNK_LINE_BYTES: u32 = 4096;

/// Longest trailer section behind a chunked body, in bytes: the same fields as in a head.
pub const MAX_TRAILER_BYTES: u32 = 64 * 1024;

/// Longest first line while we wait to see whether a stream speaks HTTP, in bytes.
///
/// RFC 9112 3 recommends room for 8,000 bytes; twice that covers long query strings.
pub const MAX_START_LINE_BYTES: usize = 16 * 1024;

/// Longest TLS record, in bytes, without its header.
///
/// RFC 5246 6.2.3: a ciphertext is at most 2^14 + 2048 bytes (RFC 8446 5.2 allows 2^14 + 256 only).
pub const MAX_TLS_RECORD_BYTES: u16 = 16_384 + 2048;

/// Longest TLS hello message that is kept until it is whole, in bytes.
///
/// A `ClientHello` with post-quantum key shares has about 2 KiB; resumption tickets and encrypted
/// hellos add a few more. Longer ones are passed over.
pub const MAX_TLS_HELLO_BYTES: usize = 64 * 1024;

/// Payload bytes unmasked at a time: fits the first-level cache, so that masked payload of any size
/// passes through one small buffer.
pub const UNMASK_PIECE_BYTES: usize = 16 * 1024;

/// Bytes that a compressed message is inflated to at a time, before they are told.
pub const INFLATE_PIECE_BYTES: usize = 16 * 1024;

/// Memory of an inflater while a message comes in, about: the state of zlib, its window, and the piece.
pub const INFLATER_BYTES: usize = 72 * 1024;

/// Inflaters that are kept while nobody uses them, of 40 KB each: so many directions may go on with their next
/// message, where another inflater would have to be told the 32 KB to which that may refer. Of many more, none
/// would still be in the processor's cache when its turn comes, and to tell another one costs as much.
pub const MAX_SPARE_INFLATERS: u64 = 16;

/// Memory that inflating takes in all connections together: what they may refer to, up to 48 KB a direction,
/// and inflaters of the messages that come in. Beyond it a connection's messages stay compressed, and a
/// finding says so.
pub const MAX_INFLATING_BYTES_IN_ALL: usize = 256 * 1024 * 1024;

/// Bytes to which the messages of one direction may be inflated, however small they are compressed.
pub const MAX_INFLATED_BYTES: u64 = 64 * 1024 * 1024;

/// How many times larger they may become beyond that. Text becomes ten times larger, repetitive JSON fifty
/// times; DEFLATE can reach a thousand, and then somebody means to fill a memory.
pub const MAX_INFLATED_RATIO: u64 = 100;

/// First payload bytes of a frame that are kept until it is complete: all that a control frame may
/// have (RFC 6455 5.5), and enough of a text to recognise it.
pub const FRAME_START_BYTES: usize = 125;

/// Bytes a client may send behind its upgrade request that are kept until the answer says what they
/// are. Honest clients send none (RFC 6455 4.1).
pub const MAX_BEFORE_ANSWER_BYTES: usize = 64 * 1024;

/// Pipelined requests remembered until their responses come; browsers send one at a time.
pub const MAX_OUTSTANDING_REQUESTS: usize = 1024;

/// Bytes that all connections together keep of heads and hellos that are not complete, and of what may be
/// frames.
///
/// A thousand connections that stop in the middle of the longest head; beyond it a connection's bytes
/// are given up as unknown, and a finding says so.
pub const MAX_KEPT_BYTES_IN_ALL: usize = 64 * 1024 * 1024;

/// Bytes of one direction that are kept while frames are sought in it, after a gap or where a capture joins a
/// connection; of a longer payload the header is kept, and its rest counts as missing. As many bytes are looked
/// through one by one; after them only what begins with a segment, where almost all frames begin.
pub const MAX_SEARCHED_BYTES: usize = 32 * 1024;

/// Places at once where frames may begin in a direction that is searched for them. Few stay likely for long.
pub const MAX_CHAINS: usize = 64;

/// Findings kept of one connection; more are counted. A broken peer repeats itself with each frame.
pub const MAX_FINDINGS: usize = 100;

/// Findings of one rule kept of one connection; more are counted. Ten show what goes wrong, and leave
/// room for what goes wrong otherwise.
pub const MAX_FINDINGS_OF_A_RULE: usize = 10;

/// Changes of state kept of one connection; more are counted. Opening and closing take at most six on
/// each side; more come only where a client tries again and again with the same numbers.
pub const MAX_STATE_CHANGES: usize = 32;
/// Packets named as evidence of how one connection ended. No verdict rests on more; the rest would
/// only repeat it.
pub const MAX_EVIDENCE: usize = 12;

/// Things that one packet's line lists; more are counted. A packet may hold hundreds of frames.
pub const MAX_PARTS_OF_A_LINE: usize = 8;

/// Attempts to connect to one server of which nothing but a SYN was seen that the table of connections
/// lists; the rest is told in one line. A flood sends millions, which nobody reads; whoever tries again
/// and again for an hour sends each SYN several times, and is listed in full.
pub const MAX_LISTED_ATTEMPTS: u64 = 100;

/// Servers, an address and a port each, whose attempts are counted apart; those for all others are counted
/// together. A flood is for one service, or for a few; a scan tries 65,535 ports of a host.
pub const MAX_COUNTED_SERVERS: usize = 256;

/// Rows, or lines of stories, that wait for a connection with a lower number to end before they are
/// told out of order: some 10 MB of rows, or 50 MB of lines.
pub const MAX_WAITING_LINES: usize = 20_000;

/// Bytes of rows that `--sort` holds back: a million lines for people, a hundred thousand of JSON. Beyond
/// the bound those are left out that would come last, and the end says how many.
pub const MAX_SORTED_BYTES: usize = 256 * 1024 * 1024;

/// Entries at the beginning of a connection's story; what follows them gives way to the end.
pub const MAX_STORY_HEAD: usize = 300;

/// Entries at the end of a connection's story: the close is what people look for.
pub const MAX_STORY_TAIL: usize = 100;

/// Lines kept for the stories of all open connections together, about three kilobytes each; what
/// comes beyond is left out and counted, and the endings are told all the same.
pub const MAX_STORY_LINES_IN_ALL: usize = 200_000;

/// Packets at the beginning of a connection that its ladder keeps, of half a kilobyte to a kilobyte each,
/// like those around a wanted one and the last ones: some 40 MB for the one connection that is shown.
pub const MAX_LADDER_HEAD: usize = 15_000;

/// Packets that its ladder keeps before a wanted one, and as many behind it.
pub const MAX_LADDER_AROUND: usize = 7_500;

/// Packets that its ladder keeps at the end: the close is what people look for.
pub const MAX_LADDER_TAIL: usize = 20_000;

/// Bytes of one message that are put together for `messages`; the rest is counted.
pub const MAX_MESSAGE_BYTES: usize = 16 * 1024 * 1024;

/// Bytes of one message that wait in memory to be written to its file: long messages go there in pieces.
pub const MAX_UNWRITTEN_MESSAGE_BYTES: usize = 1024 * 1024;

/// Bytes of all messages that are being put together.
pub const MAX_MESSAGE_BYTES_IN_ALL: usize = 256 * 1024 * 1024;

/// Lengths of time of one kind (round trips, intervals) held of one side of a connection, four bytes
/// each, for an exact median. Of more it is counted how many there were of about each length, in 400
/// bytes.
pub const MAX_SAMPLES: usize = 24;

/// Lengths of time of one kind that are held without room for more: a connection that says little has
/// few, and with them their account takes 64 bytes.
pub const FEW_SAMPLES: usize = 7;

/// Pings of one side that wait for their Pong. A program that has missed so many has given up long
/// before; beyond the bound the oldest are forgotten and count as missed.
pub const MAX_WAITING_PINGS: usize = 64;

/// Segments of one direction that are looked through for the original of one that comes again: more than
/// a usual window holds at once.
pub const MAX_REMEMBERED_SEGMENTS: usize = 64;

/// Segments of all connections together that are remembered to tell a copy from an original, of 32
/// bytes each: the last quarter of a second of a link with 30,000 segments a second, the last minutes of
/// a quiet one. What comes again later than that is still labelled, but not proved. Small enough to stay in
/// the processor's cache: four times as many cost a tenth of the time of a capture with many connections.
pub const MAX_REMEMBERED_SEGMENTS_IN_ALL: usize = 1 << 13;

/// Packets of all connections together that are remembered in case they were captured twice, of 16
/// bytes each. A copy follows within a millisecond as a rule, in which the busiest link has a thousand packets;
/// small enough to stay in the processor's cache, since every packet is looked up there.
pub const MAX_PACKETS_WITH_COPIES: usize = 1 << 12;

/// Packets that the interface keeps in its index, of 40 bytes each: 4 GB. What comes behind them is
/// counted, and the lists say so.
pub const MAX_INDEXED_PACKETS: u64 = 100_000_000;

/// Losses of the capture that the interface remembers, of some 80 bytes each; the oldest give way. In the worst
/// capture these are those of more than an hour; a connection that is told again is not told of older ones.
pub const MAX_INDEXED_LOSSES: usize = 1 << 18;

/// Connections that the interface lists, of some 600 bytes each. More are counted, and the list says so.
pub const MAX_LISTED_CONNECTIONS: usize = 1 << 20;

/// Packets of a live capture that the index keeps, of 40 bytes each: 80 MB, and the last minutes of a
/// busy link. A capture may go on for days; older packets are only counted.
pub const MAX_LIVE_PACKETS: u64 = 2_000_000;

/// Connections of a live capture that have ended and are still listed, of some 600 bytes each: the last
/// minutes of a busy server. Older ones are only counted; those that are open are listed in any case, up to
/// [`MAX_LISTED_CONNECTIONS`].
pub const MAX_LIVE_ENDED: usize = 20_000;

/// Steps of a connection that is told again between two looks at whether it is still wanted, and at the
/// index: a fraction of a millisecond.
pub const RETELLING_STEPS: usize = 256;

/// Bytes of a text or a first line that a list of packets quotes: more than a wide screen shows.
pub const MAX_QUOTED_BYTES: usize = 256;
/// Bytes of a line typed into the interface: longer than any path of a file on Linux.
pub const MAX_TYPED_BYTES: usize = 4096;
/// Frames at the beginning of a connection that its table lists, of some 150 bytes each; what follows
/// them gives way to the end.
pub const MAX_LISTED_FRAMES: usize = 100_000;

/// Payload bytes of one frame that its table keeps: what a row and its copy show. The whole text stands
/// in the transcript.
pub const MAX_LISTED_FRAME_BYTES: usize = 4 * 1024;

/// Payload bytes that the table of frames keeps in all.
pub const MAX_LISTED_FRAME_BYTES_IN_ALL: usize = 16 * 1024 * 1024;

/// Messages at the beginning of a connection that its transcript holds; what follows them gives way to
/// the end.
pub const MAX_TOLD_MESSAGES: usize = 100_000;

/// Bytes of one message that the transcript keeps: some thousand lines, more than anybody reads on a
/// screen.
pub const MAX_TOLD_MESSAGE_BYTES: usize = 64 * 1024;

/// Bytes of messages that the transcript keeps in all.
pub const MAX_TOLD_MESSAGE_BYTES_IN_ALL: usize = 64 * 1024 * 1024;

/// Frames, and messages, at the end of a connection that are listed in any case: the close is what people
/// look for.
pub const MAX_LISTED_TAIL: usize = 1000;

/// Levels by which JSON is indented; deeper ones stand below one another, so that brackets alone can't
/// become megabytes of spaces.
pub const MAX_JSON_INDENT: usize = 16;

/// Requests to become a WebSocket that wait for their answers and may be those that a proxy passes on, of
/// all connections. A proxy passes a request on within milliseconds; on a busy one a few hundred are on
/// their way then.
pub const MAX_WAITING_UPGRADES: usize = 512;

/// Connections of which it is kept how a proxy passed their requests on, about 100 bytes each; the oldest
/// give way.
pub const MAX_PASSAGES: usize = 16 * 1024;

/// Requests to become a WebSocket on one connection that are kept word for word, up to twice
/// [`MAX_HEAD_BYTES`] each. A client that is refused tries again on a new connection as a rule.
pub const MAX_TOLD_UPGRADES: usize = 8;

/// Other HTTP requests of one connection that are listed; more are counted.
pub const MAX_LISTED_REQUESTS: usize = 2000;

/// Characters of a request's target that such a list keeps.
pub const MAX_LISTED_TARGET: usize = 200;
/// Packets, and things in each direction, of a connection that is told in full of which it is kept where
/// they lie in the stream, of some 60 bytes each: the first half and the last half; what lies between is
/// shown without its place.
pub const MAX_LAYOUTS: usize = 1 << 17;

/// Things in one packet that its tree of fields shows; more are counted. Nobody reads further.
pub const MAX_LAYOUT_PARTS: usize = 256;
/// Segments that acknowledge something, listed of a connection that is told in full, of some 80 bytes
/// each: its beginning and its end. Between them they are counted; nobody scrolls through more.
pub const MAX_ACKS_LISTED: usize = 1 << 16;

/// Acknowledgements of a connection that are listed because they came late.
pub const MAX_SLOWEST_ACKS: usize = 10;

/// Packets of a connection told in full whose times are kept for what is said of its end: the beginning
/// and the end, of 24 bytes each. Evidence lies there, except of what takes hours.
pub const MAX_TIMES_KEPT: usize = 1 << 14;

/// Moments in which it is kept what each side sent: more than any screen has columns. They become longer
/// when the connection does.
pub const MAX_LANE_MOMENTS: usize = 1024;

/// Silences listed of a connection, the longest. A silence that is listed takes a fiftieth of its life, so
/// there are no more.
pub const MAX_SILENCES_LISTED: usize = 50;

/// Keys that are kept while a connection is read again: more than one types in that time.
pub const MAX_EARLY_KEYS: usize = 64;

/// Bytes of a live capture that its spool keeps, unless the user says otherwise: some minutes of a busy link,
/// days of a quiet one, and little beside a disk.
pub const SPOOL_BYTES: u64 = 1 << 30;

/// Files that a spool's ring is made of: when there is no more room, so much of it is given up at once.
pub const SPOOL_PIECES: u64 = 16;

/// Bytes of a live capture that wait in memory to be looked at once they can't be written to a disk.
pub const MAX_UNWRITTEN_BYTES: usize = 64 * 1024 * 1024;
