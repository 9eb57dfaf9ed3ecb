//! Captures that benches make: of several shapes, of any size, the same bytes each time.

#![allow(dead_code, reason = "every bench compiles this module for itself and uses another part of it")]

pub(crate) mod copies;
pub(crate) mod grown;
pub(crate) mod shapes;

use super::support;
