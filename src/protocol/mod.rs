//! Bytes to values: parsers that know no TCP and keep no connection.
