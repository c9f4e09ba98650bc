//! Portable elementary functions. (being built)
