//! Stands for watching an interface where the program was built without it.

use std::error::Error;

use wiretale::teach::Language;

use crate::cli::{Interface, Options, What};

/// Nothing is captured here.
#[derive(Debug, thiserror::Error)]
#[error(
    "this wiretale can't watch interfaces: it was built without the feature `live`, or not for Linux; \
     let another program capture: tcpdump -U -w - tcp | wiretale -"
)]
struct Absent;

pub(crate) fn show(_: &Interface, _: &Options) -> Result<(), Box<dyn Error>> {
    Err(Absent.into())
}

pub(crate) fn tell(_: &Interface, _: &What, _: &Options) -> Result<(), Box<dyn Error>> {
    Err(Absent.into())
}

pub(crate) fn record(_: &Interface, _: Language) -> Result<(), Box<dyn Error>> {
    Err(Absent.into())
}

pub(crate) fn list() -> Result<(), Box<dyn Error>> {
    Err(Absent.into())
}

pub(crate) fn doctor(_: Language) -> Result<(), Box<dyn Error>> {
    Err(Absent.into())
}
