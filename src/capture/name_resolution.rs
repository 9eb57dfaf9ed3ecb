//! Names of addresses out of a pcapng "Name Resolution Block" (draft-ietf-opsawg-pcapng).

use std::net::IpAddr;

use super::Aside;
use super::byte_order::Fields;

const NRB_RECORD_END: u16 = 0;
const NRB_RECORD_IPV4: u16 = 1;
const NRB_RECORD_IPV6: u16 = 2;

/// Puts the names of a block aside. Names only decorate: a record that makes no sense ends the
/// block, not the reading.
pub(super) fn read(mut fields: Fields<'_>, aside: &mut Aside) {
    while let Some((kind, value)) = fields.typed_value() {
        let split = match kind {
            NRB_RECORD_END => break,
            NRB_RECORD_IPV4 => value.split_first_chunk::<4>().map(|(a, names)| (IpAddr::from(*a), names)),
            NRB_RECORD_IPV6 => value.split_first_chunk::<16>().map(|(a, names)| (IpAddr::from(*a), names)),
            _ => None,
        };
        if let Some((address, names)) = split {
            let names = names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
            let names = names.map(|name| String::from_utf8_lossy(name).into_owned()).collect();
            aside.keep_names(address, names);
        }
    }
}
