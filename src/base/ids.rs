//! Identifiers: positions in lists that are sorted by name.
//!
//! Contact types and groups are numbered in the byte order of their names, agents by group and
//! then by number, so that settling a tie by identifier is settling it by name, and the order of
//! keys in a file means nothing.

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an index into a list.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The identifier at a position of a list.
            ///
            /// # Panics
            /// If the list is longer than 2^32.
            #[must_use]
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).expect("lists are shorter than 2^32"))
            }
        }
    };
}

identifier! {
    /// A contact type, by position in name order.
    TypeId
}
identifier! {
    /// An agent group, by position in name order.
    GroupId
}
identifier! {
    /// An agent, by position in the order of group name and agent number.
    AgentId
}
