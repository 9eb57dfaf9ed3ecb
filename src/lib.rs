//! wiretale (architecture to be written)

pub mod limits;
pub mod capture;
pub mod decode;
pub mod flow;
pub mod protocol;
pub mod session;
pub mod summary;
pub mod teach;
pub mod tell;
pub mod view;
pub mod pipeline;
