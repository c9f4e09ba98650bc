//! Times on the command line: `20`, `20s`, `1.5m` or `1h`.

/// No longer time means anything.
const LONGEST_SECONDS: f64 = 1e9;
/// Nor does a shorter time, if it is not 0.
const SHORTEST_SECONDS: f64 = 1e-6;

/// Seconds.
pub(super) fn duration(text: &str) -> Result<f64, String> {
    let (number, unit) = [("s", 1.0), ("m", 60.0), ("h", 3600.0)]
        .into_iter()
        .find_map(|(letter, unit)| Some((text.strip_suffix(letter)?, unit)))
        .unwrap_or((text, 1.0));
    let seconds = number.trim_end().parse().map(|number: f64| number * unit);
    let seconds = seconds.ok().filter(|seconds| (0.0..=LONGEST_SECONDS).contains(seconds));
    seconds.ok_or_else(|| "wanted a time such as 20, 20s, 5m or 1h".to_owned())
}

/// The same, but not 0.
pub(super) fn positive_duration(text: &str) -> Result<f64, String> {
    let seconds = duration(text)?;
    if seconds >= SHORTEST_SECONDS {
        return Ok(seconds);
    }
    Err("wanted a time above 0 such as 20, 20s, 5m or 1h".to_owned())
}
