//! Erlang B: as many lines as agents, nobody waits (Erlang, 1917).
