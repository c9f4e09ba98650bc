//! What every page of help looks like.

/// Examples come before the list of what could be said.
pub(crate) const HELP: &str = "\
{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}
";
