//! Erlang C: everybody waits as long as it takes (Erlang, 1917).
