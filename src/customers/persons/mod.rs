//! What is kept of each customer beside his hazard: where he came from and which block of numbers
//! he is in ([`origins`], [`blocks`]), the band that he is in ([`bands`]), what he resents
//! ([`causes`]), what became of his last need ([`needs`]), and what he brings because of what he
//! bought ([`margins`]).

pub(super) mod bands;
pub(super) mod blocks;
pub(super) mod causes;
pub(super) mod margins;
pub(super) mod needs;
pub(super) mod origins;
