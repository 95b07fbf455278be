//! Enums that the service writes as numbers.

/// Declares an enum whose variants have the vendor's numbers. A state contains these numbers.
macro_rules! numbered {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident { $($(#[$note:meta])* $variant:ident = $number:literal,)* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
        #[serde(try_from = "i64", into = "i64")]
        $vis enum $name { $($(#[$note])* $variant = $number,)* }

        impl $name {
            /// The vendor's number.
            $vis fn code(self) -> i64 {
                self as i64
            }
        }

        impl TryFrom<i64> for $name {
            type Error = String;

            fn try_from(number: i64) -> Result<Self, String> {
                match number {
                    $($number => Ok(Self::$variant),)*
                    // The number is not repeated, as no value of a state is.
                    _ => Err(format!(
                        "this is none of {}: {}",
                        stringify!($name),
                        [$(concat!($number, " (", stringify!($variant), ")")),*].join(", ")
                    )),
                }
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let numbers = [$(concat!($number, " (", stringify!($variant), ")")),*];
                schemars::json_schema!({
                    "type": "integer",
                    "enum": [$($number),*],
                    "description": numbers.join(", "),
                })
            }
        }

        impl From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.code()
            }
        }
    };
}
pub(super) use numbered;
