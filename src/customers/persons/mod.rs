//! What is kept of each customer beside his hazard: where he came from and which block of numbers
//! he is in ([`origins`], [`blocks`]), the band that he is in ([`bands`]), what he resents
//! ([`causes`]), and what became of his last need ([`needs`]).

pub(super) mod bands;
pub(super) mod blocks;
pub(super) mod causes;
pub(super) mod needs;
pub(super) mod origins;
