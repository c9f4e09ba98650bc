//! Checks of small centres, through the planner's own door.
