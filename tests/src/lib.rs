//! Tests over the whole house live in `tests/`.
