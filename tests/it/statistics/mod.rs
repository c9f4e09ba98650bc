//! Whether intervals cover and warnings come as often as they say, over many independent
//! experiments at fixed seeds.

mod batch_means;
