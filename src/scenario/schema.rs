//! The JSON Schema. STUB: stands in until the scenario room lands.

/// The JSON Schema of scenario and what-if files.
#[must_use]
pub fn schema() -> serde_json::Value {
    serde_json::json!({})
}
