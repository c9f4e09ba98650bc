//! The shipped scenarios against independent simulations of the same models.
