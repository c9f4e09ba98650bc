//! The stationary chain of contacts present, queue included.
