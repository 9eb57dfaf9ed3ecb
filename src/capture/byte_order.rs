//! Numbers out of bytes, in the byte order of the machine that captured.

/// How a capture stores numbers of several bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ByteOrder {
    Little,
    Big,
}

impl ByteOrder {
    /// The order in which `bytes` begin with `magic`.
    pub(super) fn of_magic(bytes: &[u8], magic: u32) -> Option<Self> {
        [Self::Little, Self::Big].into_iter().find(|&order| Fields::new(order, bytes).u32() == Some(magic))
    }

    /// The number in four bytes.
    pub(super) fn u32(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        }
    }
}

/// Fields read one after another; `None` where the bytes are used up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a> {
    order: ByteOrder,
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) fn new(order: ByteOrder, bytes: &'a [u8]) -> Self {
        Self { order, rest: bytes }
    }

    /// Other bytes in the same order.
    pub(super) fn of<'b>(&self, bytes: &'b [u8]) -> Fields<'b> {
        Fields::new(self.order, bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        let bytes = self.array()?;
        Some(match self.order {
            ByteOrder::Little => u16::from_le_bytes(bytes),
            ByteOrder::Big => u16::from_be_bytes(bytes),
        })
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(self.order.u32(self.array()?))
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.i64().map(i64::cast_unsigned)
    }

    pub(super) fn i64(&mut self) -> Option<i64> {
        let bytes = self.array()?;
        Some(match self.order {
            ByteOrder::Little => i64::from_le_bytes(bytes),
            ByteOrder::Big => i64::from_be_bytes(bytes),
        })
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*array)
    }

    pub(super) fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    /// A 16-bit type, a 16-bit length and as many bytes, padded to four: the shape of options and
    /// name records in pcapng.
    pub(super) fn typed_value(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = self.u16()?;
        let length = usize::from(self.u16()?);
        let value = self.bytes(length)?;
        let padding = length.next_multiple_of(4) - length;
        self.bytes(padding.min(self.rest.len()))?;
        Some((kind, value))
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }
}
