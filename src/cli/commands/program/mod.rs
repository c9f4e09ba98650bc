//! Commands about this program on this machine: is it right, and how fast is it?
//! One file each: `bench`, `selftest`.

pub(crate) mod bench;
pub(crate) mod selftest;
