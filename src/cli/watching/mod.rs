//! Who looks on while a question is answered: the clock, the terminal, Ctrl-C, and what the process
//! takes of the machine.

pub(crate) mod clock;
pub(crate) mod interrupts;
pub(crate) mod memory;
pub(crate) mod progress;
