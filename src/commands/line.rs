//! A line of the log where no terminal reads it: written plainly, for a request writes one, and the usual
//! formatter costs as much as the answer.

use std::fmt::{self, Debug};

use certmock::internals::moment;
use time::OffsetDateTime;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::FmtContext;
use tracing_subscriber::fmt::format::{Format, FormatEvent, FormatFields, Full, Writer};
use tracing_subscriber::registry::LookupSpan;

/// The lines: as the usual formatter has them, and by itself where a terminal shows colours.
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
        let (time, parts) = (moment::to_the_second(now, 'T'), now.microsecond());
        write!(writer, "{time}.{parts:06}Z {level:>5} {target}:")?;
        let mut fields = Fields { writer: writer.by_ref(), outcome: Ok(()) };
        event.record(&mut fields);
        fields.outcome?;
        writer.write_char('\n')
    }
}

/// Writes fields, each behind a blank: the message as it is, of others name and value.
struct Fields<'a> {
    writer: Writer<'a>,
    outcome: fmt::Result,
}

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if self.outcome.is_ok() {
            self.outcome = match field.name() {
                "message" => write!(self.writer, " {value:?}"),
                name => write!(self.writer, " {name}={value:?}"),
            };
        }
    }
}
