//! wiretale (architecture to be written)

pub mod limits;
pub mod capture;
pub mod decode;
pub mod flow;

pub mod protocol;
