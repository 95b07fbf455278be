//! Writes assignments in the formats of shells and of environment files.

use serde_json::{Map, Value};

use super::Assignments;

/// The format of assignments.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// For `eval` in `sh`, `bash`, `zsh`.
    Sh,
    /// For `source` in fish.
    Fish,
    /// For `Invoke-Expression` in PowerShell.
    PowerShell,
    /// One line for each variable, without quotes: for `docker run --env-file` and compose.
    Dotenv,
    /// The same format for the file that `GITHUB_ENV` names.
    GitHub,
    /// A JSON object.
    Json,
}

/// The error for a value that contains a line break.
#[derive(Debug, thiserror::Error)]
#[error("{name} has a value with a line break, which this format cannot contain")]
pub struct Unwritable {
    name: String,
}

impl Format {
    /// Writes the assignments, sorted by name. A variable to be unset gets an empty value if the format
    /// cannot unset one.
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
