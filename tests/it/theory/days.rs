//! Days from empty to the last contact, as published by others.
//!
//! "Published" are the example reports of the ContactCenters and SSJ libraries (1000 replications
//! or more, 95 % intervals), "measured" the figures of its generic simulator on its own model files
//! (with half-widths), "exact" the numerical solution of the time-dependent birth-death equations.
