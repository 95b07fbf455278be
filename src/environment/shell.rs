//! Assignments as shells and files of variables write them.

use serde_json::{Map, Value};

use super::Assignments;

/// How assignments are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// For `eval` in `sh`, `bash`, `zsh`.
    Sh,
    /// For `source` in fish.
    Fish,
    /// For `Invoke-Expression` in PowerShell.
    PowerShell,
    /// A line each, as it stands: for `docker run --env-file` and compose.
    Dotenv,
    /// The same, for the file that `GITHUB_ENV` names.
    GitHub,
    /// An object.
    Json,
}

/// A value that no line can hold.
#[derive(Debug, thiserror::Error)]
#[error("{name} has a value with a line break, which this format cannot contain")]
pub struct Unwritable {
    name: String,
}

impl Format {
    /// The assignments, in the order of their names. What is to be unset is set to nothing where the
    /// format knows no other way.
    pub fn write(self, assignments: &Assignments) -> Result<String, Unwritable> {
        if let Some((name, _)) = assignments.iter().find(|(_, value)| {
            value.as_ref().is_some_and(|value| value.contains(['\n', '\r', '\0']))
        }) {
            return Err(Unwritable { name: name.clone() });
        }
        if self == Self::Json {
            let value = |value: &Option<String>| value.clone().map_or(Value::Null, Value::from);
            let object: Map<_, _> =
                assignments.iter().map(|(name, text)| (name.clone(), value(text))).collect();
            return Ok(format!("{:#}\n", Value::Object(object)));
        }
        let lines = assignments.iter().map(|(name, value)| match value {
            Some(value) => self.set(name, value),
            None => self.unset(name),
        });
        Ok(lines.collect())
    }

    fn set(self, name: &str, value: &str) -> String {
        match self {
            Self::Sh => format!("export {name}='{}'\n", value.replace('\'', r"'\''")),
            Self::Fish => {
                let value = value.replace('\\', r"\\").replace('\'', r"\'");
                format!("set -gx {name} '{value}'\n")
            }
            Self::PowerShell => format!("$env:{name} = '{}'\n", value.replace('\'', "''")),
            Self::Dotenv | Self::GitHub | Self::Json => format!("{name}={value}\n"),
        }
    }

    fn unset(self, name: &str) -> String {
        match self {
            Self::Sh => format!("unset {name}\n"),
            Self::Fish => format!("set -e {name}\n"),
            Self::PowerShell => format!("Remove-Item Env:{name}\n"),
            Self::Dotenv | Self::GitHub | Self::Json => format!("{name}=\n"),
        }
    }
}
