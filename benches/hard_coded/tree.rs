//! When the agents of a group will be free, the first on top.

/// Later than every time.
pub(crate) const NEVER: u64 = u64::MAX;

/// A winner tree: times above 16 bits of agent number.
#[derive(Default)]
pub(crate) struct FreeTimes {
    nodes: Vec<u64>,
    first_agent: usize,
}

impl FreeTimes {
    /// So many agents, numbered from the first one, all free since time 0.
    pub(crate) fn clear(&mut self, first: usize, agents: usize) {
        self.first_agent = first;
        let leaves = agents.next_power_of_two();
        self.nodes.clear();
        self.nodes.resize(2 * leaves, NEVER);
        for agent in 0..agents {
            self.nodes[leaves + agent] = (first + agent) as u64;
        }
        for node in (1..leaves).rev() {
            self.nodes[node] = self.nodes[2 * node].min(self.nodes[2 * node + 1]);
        }
    }

    /// Who is free first: time above, agent below.
    #[inline]
    pub(crate) fn first(&self) -> u64 {
        self.nodes[1]
    }

    /// An agent is free from then on.
    #[inline]
    pub(crate) fn set(&mut self, agent: usize, at: u64) {
        let nodes = self.nodes.as_mut_slice();
        let mask = nodes.len() - 1;
        let mut node = nodes.len() / 2 + agent - self.first_agent;
        let mut winner = at << 16 | agent as u64;
        nodes[node & mask] = winner;
        while node > 1 {
            winner = winner.min(nodes[(node ^ 1) & mask]);
            node /= 2;
            nodes[node & mask] = winner;
        }
    }
}
