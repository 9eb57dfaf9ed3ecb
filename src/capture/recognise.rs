//! What a file that is no capture looks like instead, and what its user can do about it.

use std::io::Read;

use super::buffer::Buffer;

/// A kind of file by the bytes at a fixed place.
struct Magic(usize, &'static [u8], &'static str, &'static str);

const CONVERT: &str = "convert it with `editcap -F pcapng FILE NEW.pcapng` (a part of Wireshark)";
const UNPACK: &str = "unpack it first";
const RECORD: &str = "open the file that `tcpdump -w FILE` or Wireshark saved";

const MAGICS: &[Magic] = &[
    // Captures that Wireshark reads.
    Magic(0, b"btsnoop\0", "a btsnoop capture of Bluetooth", RECORD),
    Magic(0, b"snoop\0\0\0", "a snoop capture (Solaris)", CONVERT),
    Magic(0, b"GMBU", "a Microsoft Network Monitor capture", CONVERT),
    Magic(0, b"RTSS", "a Microsoft Network Monitor 1 capture", CONVERT),
    Magic(0, b"TRSNIFF data", "a Sniffer capture", CONVERT),
    Magic(0, b"XCP\0", "a NetXRay or Sniffer capture", CONVERT),
    Magic(0, b"iptrace ", "an iptrace capture (AIX)", CONVERT),
    Magic(0, b"\x7fver", "an OmniPeek capture", CONVERT),
    Magic(0, b"\xa1\xe2\xcb\x12", "an IXIA pcap variant", CONVERT),
    Magic(0, b"\x12\xcb\xe2\xa1", "an IXIA pcap variant", CONVERT),
    // Compressed files and archives.
    Magic(0, b"\x1f\x8b", "a gzip file in a compressed file", UNPACK),
    Magic(0, b"\x28\xb5\x2f\xfd", "a zstd file in a compressed file", UNPACK),
    Magic(0, b"\xfd7zXZ\0", "an xz-compressed file", "unpack it first with `xz -dk FILE`"),
    Magic(0, b"BZh", "a bzip2-compressed file", "unpack it first with `bzip2 -dk FILE`"),
    Magic(0, b"\x04\x22\x4d\x18", "an lz4-compressed file", "unpack it first with `lz4 -dk FILE`"),
    Magic(0, b"\x1f\x9d", "a file compressed with compress", "unpack it first with `gzip -d FILE`"),
    Magic(0, b"PK\x03\x04", "a ZIP archive", UNPACK),
    Magic(0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    Magic(0, b"Rar!", "a RAR archive", UNPACK),
    Magic(257, b"ustar", "a tar archive", UNPACK),
    // Anything else that a hurried hand picks.
    Magic(0, b"\x89PNG", "a PNG image", RECORD),
    Magic(0, b"\xff\xd8\xff", "a JPEG image", RECORD),
    Magic(0, b"GIF8", "a GIF image", RECORD),
    Magic(0, b"%PDF", "a PDF document", RECORD),
    Magic(0, b"\x7fELF", "an ELF program", RECORD),
    Magic(0, b"MZ", "a Windows program", RECORD),
    Magic(0, b"SQLite format 3\0", "an SQLite database", RECORD),
    Magic(
        0,
        b"\xff\xfe",
        "UTF-16 text",
        "if it was written with `>` in PowerShell, record again with `tcpdump -w FILE`",
    ),
];

const KEY_LOG_LINES: [&[u8]; 5] =
    [b"CLIENT_RANDOM ", b"CLIENT_HANDSHAKE_", b"SERVER_HANDSHAKE_", b"CLIENT_TRAFFIC_", b"SERVER_TRAFFIC_"];

/// What the bytes at the beginning of `buffer` look like, and the mend.
pub(super) fn what_it_is<R: Read>(buffer: &Buffer<R>) -> (&'static str, &'static str) {
    let first = buffer.available();
    let known = MAGICS
        .iter()
        .find(|Magic(offset, bytes, ..)| first.get(*offset..).is_some_and(|at| at.starts_with(bytes)));
    match known {
        Some(&Magic(_, _, looks_like, mend)) => (looks_like, mend),
        None if first.is_empty() => {
            ("an empty file", "record again, and stop the recording with Ctrl-C so that it is written out")
        }
        None => text(first).unwrap_or(("unknown binary data", RECORD)),
    }
}

/// What kind of text the bytes are, if they are text.
fn text(first: &[u8]) -> Option<(&'static str, &'static str)> {
    const LOOKED_AT: usize = 4096;
    let first = first.get(..LOOKED_AT).unwrap_or(first);
    let is_control = |&byte: &u8| byte < b' ' && !byte.is_ascii_whitespace() && byte != 0x1b;
    if first.iter().any(is_control) || std::str::from_utf8(first).is_err_and(|e| e.error_len().is_some()) {
        return None;
    }
    let line = first.trim_ascii_start();
    let has = |word: &[u8]| first.windows(word.len()).any(|window| window == word);
    let comment_then_keys = line.starts_with(b"#") && KEY_LOG_LINES.iter().any(|key| has(key));
    Some(if comment_then_keys || KEY_LOG_LINES.iter().any(|key| line.starts_with(key)) {
        ("a TLS key log", "open the capture it belongs to instead")
    } else if line.starts_with(b"{") && has(b"\"log\"") {
        (
            "a HAR file (what a browser exports)",
            "it has no packets: record with `tcpdump -w FILE` or Wireshark",
        )
    } else if line.starts_with(b"{") || line.starts_with(b"[") {
        ("JSON", RECORD)
    } else if line.starts_with(b"<") {
        ("HTML or XML", "if it was downloaded, check that the address leads to the file itself")
    } else {
        ("text", "what tcpdump and tshark print is not enough: record with `tcpdump -w FILE`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_it_is_instead() {
        for (bytes, expected) in [
            (&b""[..], "an empty file"),
            (b"hello\n", "text"),
            ("gr\u{fc}\u{df}e".as_bytes(), "text"),
            (b"{\"log\": {\"version\": \"1.2\"}}", "a HAR file (what a browser exports)"),
            (b" [1, 2]", "JSON"),
            (b"<!doctype html>", "HTML or XML"),
            (b"CLIENT_RANDOM 00 11", "a TLS key log"),
            (b"# SSL/TLS secrets log file\nCLIENT_RANDOM 00 11", "a TLS key log"),
            (b"\x89PNG\r\n\x1a\n", "a PNG image"),
            (b"\x7fELF\x02", "an ELF program"),
            (b"PK\x03\x04", "a ZIP archive"),
            (b"%PDF-1.7", "a PDF document"),
            (b"snoop\0\0\0\0\0\0\x02", "a snoop capture (Solaris)"),
            (b"GMBU\0", "a Microsoft Network Monitor capture"),
            (b"\xfd7zXZ\0\0", "an xz-compressed file"),
            (b"BZh91AY", "a bzip2-compressed file"),
            (b"\x04\x22\x4d\x18", "an lz4-compressed file"),
            (b"\xff\xfet\0", "UTF-16 text"),
            (b"\0\x01\x02\xff\xee", "unknown binary data"),
        ] {
            let mut buffer = Buffer::new(Box::new(bytes), 64);
            buffer.fill(4).unwrap();
            assert_eq!(what_it_is(&buffer).0, expected, "{bytes:?}");
        }
    }

    #[test]
    fn finds_a_magic_behind_the_beginning() {
        let mut tar = vec![b'a'; 512];
        tar.splice(257..262, *b"ustar");
        let mut buffer = Buffer::new(Box::new(std::io::Cursor::new(tar)), 1024);
        buffer.fill(4).unwrap();
        assert_eq!(what_it_is(&buffer).0, "a tar archive");
    }
}
