//! How much memory this process takes, where the system tells.

use std::fs;

/// The most that it ever held in main memory, in bytes; none where there is no `/proc`.
pub(crate) fn peak() -> Option<u64> {
    peak_of(&fs::read_to_string("/proc/self/status").ok()?)
}

/// Reads a line `VmHWM:      1234 kB`.
fn peak_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_the_high_water_mark_of_main_memory() {
        let status = "Name:\tswitchroom\nVmPeak:\t  900 kB\nVmHWM:\t    12 kB\nVmRSS:\t   8 kB\n";
        assert_eq!(peak_of(status), Some(12_288));
        assert_eq!(peak_of("Name:\tswitchroom\n"), None);
    }
}
