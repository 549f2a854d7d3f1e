//! What a figure counts, and how it is shown.

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// User and system time of whole processes, in seconds.
    Cpu,
    /// Elapsed time, in seconds.
    Wall,
    /// Elapsed time in a process, in seconds.
    InProcess,
    /// Of the largest process, in bytes.
    Peak,
    /// Bytes a permission.
    Bytes,
}

impl Unit {
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Wall => "wall",
            Self::InProcess => "time",
            Self::Peak => "peak memory",
            Self::Bytes => "bytes",
        }
    }

    pub fn show(self, figure: f64) -> String {
        match self {
            Self::Cpu | Self::Wall | Self::InProcess => time(figure),
            Self::Peak => format!("{:.0} MB", figure / 1e6),
            Self::Bytes => format!("{figure:.1} B"),
        }
    }
}

/// A time of any length, with three digits.
pub fn time(seconds: f64) -> String {
    if seconds < 0.0 {
        return format!("−{}", time(-seconds));
    }
    let (figure, unit) = match seconds {
        s if s >= 1.0 => (s, "s"),
        s if s >= 1e-3 => (s * 1e3, "ms"),
        s if s >= 1e-6 => (s * 1e6, "µs"),
        s => (s * 1e9, "ns"),
    };
    let digits = if figure >= 100.0 { 0 } else { usize::from(figure < 10.0) + 1 };
    format!("{figure:.digits$} {unit}")
}
