//! What a capture holds besides packets, kept for later stages and told at the end.

use std::net::IpAddr;

use super::Dropped;
use crate::limits::MAX_SIDE_BYTES;

/// Facts about a capture that are not packets, as far as it has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// Where the file stops in the middle of a packet, if it does.
    pub cut: Option<Cut>,
    /// Packets that carry no time of their own (Simple Packet Blocks); they were given the time of
    /// the packet before.
    pub untimed: u64,
    /// Packets that the capture says it lost.
    pub dropped: Dropped,
    /// Names of addresses, in the order of the file and as its author wrote them: make them safe
    /// before they are shown. Bytes that are not UTF-8 are replaced.
    pub names: Vec<(IpAddr, Vec<String>)>,
    /// Keys to encrypted connections.
    pub secrets: Vec<Secrets>,
    /// Name records left out because [`MAX_SIDE_BYTES`] was reached.
    pub names_dropped: u64,
    /// Decryption Secrets Blocks left out because [`MAX_SIDE_BYTES`] was reached.
    pub secrets_dropped: u64,
    names_bytes: usize,
    secrets_bytes: usize,
}

/// A file that ends before its last packet does: normal after a crash or a copy while it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Whole packets before the cut.
    pub packets: u64,
    /// Offset in bytes (after decompression) of the record that is not whole.
    pub offset: u64,
}

/// One Decryption Secrets Block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secrets {
    /// What the bytes are, for example [`Secrets::TLS_KEY_LOG`].
    pub kind: u32,
    /// The secrets, raw.
    pub bytes: Vec<u8>,
}

impl Secrets {
    /// The text of a TLS key log (`SSLKEYLOGFILE`), `TLSK` in the registry of the pcapng draft.
    pub const TLS_KEY_LOG: u32 = 0x544c_534b;
}

impl Aside {
    /// Keeps the names of an address, or counts them as dropped where the bound is reached.
    pub(super) fn keep_names(&mut self, address: IpAddr, names: Vec<String>) {
        // Short names cost more in pointers than in text, so the pointers count too.
        let cost = size_of_val(&address)
            + size_of_val(&names)
            + names.iter().map(|name| size_of_val(name) + name.len()).sum::<usize>();
        if within(&mut self.names_bytes, cost) {
            self.names.push((address, names));
        } else {
            self.names_dropped += 1;
        }
    }

    /// Keeps secrets, or counts them as dropped where the bound is reached.
    pub(super) fn keep_secrets(&mut self, kind: u32, bytes: &[u8]) {
        if within(&mut self.secrets_bytes, size_of::<Secrets>() + bytes.len()) {
            self.secrets.push(Secrets { kind, bytes: bytes.to_vec() });
        } else {
            self.secrets_dropped += 1;
        }
    }
}

/// Adds `cost` to what is used, if the sum stays within [`MAX_SIDE_BYTES`].
fn within(used: &mut usize, cost: usize) -> bool {
    let fits = used.saturating_add(cost) <= MAX_SIDE_BYTES;
    if fits {
        *used += cost;
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_bounded_and_what_is_dropped_is_counted() {
        let mut aside = Aside::default();
        let most = MAX_SIDE_BYTES - size_of::<Secrets>();
        aside.keep_secrets(Secrets::TLS_KEY_LOG, &vec![b'a'; most]);
        aside.keep_secrets(Secrets::TLS_KEY_LOG, b"b");
        assert_eq!((aside.secrets.len(), aside.secrets_dropped), (1, 1));

        let address = IpAddr::from([127, 0, 0, 1]);
        for _ in 0..MAX_SIDE_BYTES / 64 {
            aside.keep_names(address, vec!["localhost".to_owned()]);
        }
        assert!(aside.names_dropped > 0);
        assert_eq!(aside.names.len() as u64 + aside.names_dropped, MAX_SIDE_BYTES as u64 / 64);
    }
}
