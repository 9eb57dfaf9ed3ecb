//! TCP options as values.

/// One option of a TCP header (RFC 9293 3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TcpOption {
    /// One byte of padding.
    NoOperation,
    /// Maximum segment size.
    MaximumSegmentSize(u16),
    /// Shift count of the window (RFC 7323 2).
    WindowScale(u8),
    /// SACK permitted (RFC 2018 2).
    SackPermitted,
    /// SACK blocks (RFC 2018 3): left and right edges.
    Sack(Vec<(u32, u32)>),
    /// Timestamp value and echo reply (RFC 7323 3).
    Timestamps(u32, u32),
    /// Anything, as it should stand on the wire.
    Raw(Vec<u8>),
}

impl TcpOption {
    /// What Linux puts on a SYN, without timestamps.
    pub fn usual_syn() -> Vec<Self> {
        vec![Self::MaximumSegmentSize(1460), Self::SackPermitted, Self::NoOperation, Self::WindowScale(7)]
    }

    /// All of `options` on the wire, padded with end-of-list bytes to whole words.
    pub fn encode_all(options: &[Self]) -> Vec<u8> {
        let mut bytes: Vec<u8> = options.iter().flat_map(Self::encode).collect();
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        assert!(bytes.len() <= 40, "a TCP header has room for 40 bytes of options, not {}", bytes.len());
        bytes
    }

    fn encode(&self) -> Vec<u8> {
        match self {
            Self::NoOperation => vec![1],
            Self::MaximumSegmentSize(size) => [&[2, 4][..], &size.to_be_bytes()].concat(),
            Self::WindowScale(shift) => vec![3, 3, *shift],
            Self::SackPermitted => vec![4, 2],
            Self::Sack(blocks) => {
                let mut bytes = vec![5, (2 + 8 * blocks.len()) as u8];
                for (left, right) in blocks {
                    bytes.extend_from_slice(&left.to_be_bytes());
                    bytes.extend_from_slice(&right.to_be_bytes());
                }
                bytes
            }
            Self::Timestamps(value, echo) => {
                [&[8, 10][..], &value.to_be_bytes(), &echo.to_be_bytes()].concat()
            }
            Self::Raw(bytes) => bytes.clone(),
        }
    }
}
