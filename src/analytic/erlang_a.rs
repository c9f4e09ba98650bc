//! Erlang A: Poisson arrivals, exponential handle times and exponential patience (Palm, 1957).
