//! The format of a log line outside a terminal. Each request writes a line, and the usual formatter costs
//! as much as the answer.

use std::fmt::{self, Debug};

use certmock::internals::moment;
use time::OffsetDateTime;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::FmtContext;
use tracing_subscriber::fmt::format::{Format, FormatEvent, FormatFields, Full, Writer};
use tracing_subscriber::registry::LookupSpan;

/// Formats lines like the usual formatter, which formats the lines for a terminal with colours itself.
#[derive(Debug, Default)]
pub(super) struct Line {
    coloured: Format<Full>,
}

impl<S, N> FormatEvent<S, N> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        if writer.has_ansi_escapes() {
            return self.coloured.format_event(context, writer, event);
        }
        let now = OffsetDateTime::now_utc();
        let (level, target) = (event.metadata().level(), event.metadata().target());
        let level = match *level {
            Level::ERROR => "Z ERROR ",
            Level::WARN => "Z  WARN ",
            Level::INFO => "Z  INFO ",
            Level::DEBUG => "Z DEBUG ",
            Level::TRACE => "Z TRACE ",
        };
        let (time, digits) = (moment::to_the_second(now, 'T'), six_digits(now.microsecond()));
        let digits = str::from_utf8(&digits).unwrap_or_default();
        for part in [&*time, ".", digits, level, target, ":"] {
            writer.write_str(part)?;
        }
        let mut fields = Fields { writer: writer.by_ref(), outcome: Ok(()) };
        event.record(&mut fields);
        fields.outcome?;
        writer.write_char('\n')
    }
}

/// The digits of a number below a million.
fn six_digits(mut number: u32) -> [u8; 6] {
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit += u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
    }
    digits
}

/// Writes fields, each after a space: the message alone, other fields as `name=value`.
struct Fields<'a> {
    writer: Writer<'a>,
    outcome: fmt::Result,
}

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
        if !value.bytes().all(is_plain) {
            return self.record_debug(field, &value);
        }
        // The same output as that of `Debug`, which examines each character separately.
        for part in [" ", field.name(), "=\"", value, "\""] {
            if self.outcome.is_ok() {
                self.outcome = self.writer.write_str(part);
            }
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if self.outcome.is_ok() {
            self.outcome = match field.name() {
                "message" => write!(self.writer, " {value:?}"),
                name => write!(self.writer, " {name}={value:?}"),
            };
        }
    }
}
