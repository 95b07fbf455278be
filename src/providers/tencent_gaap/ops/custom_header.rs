//! Headers that requests are sent to origins with.

use super::super::errors::{Error, missing};
use super::super::state::Account;
use super::super::state::error_page::Header;
use super::super::state::forwarding_rule::ForwardingRule;
use super::super::state::write::change_rule;
use super::super::types::error_page::{
    CreateCustomHeader, CreateCustomHeaderReply, DescribeBlackHeader, DescribeBlackHeaderReply,
    DescribeCustomHeader, DescribeCustomHeaderReply, HttpHeaderParam,
};
use super::domain::must_be_idle;
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The headers that nobody may set. Assumption: those of the vendor's example of `DescribeBlackHeader`,
/// as it spells them. From: that example; they are on no page.
const BLACK_HEADERS: [&str; 2] = ["X-Forward-For", "allow"];

/// How many headers can be set. Assumption: 100. From: `LimitExceeded`, which the action has; no page says
/// how many are too many.
const MOST_HEADERS: usize = 100;

pub(crate) fn describe_black_header(
    _: &View<'_, Account>,
    _: DescribeBlackHeader,
) -> Result<DescribeBlackHeaderReply, Refusal<Error>> {
    Ok(DescribeBlackHeaderReply { black_headers: BLACK_HEADERS })
}

/// Whether that is the name of a header (RFC 9110, section 5.6.2).
pub(super) fn is_name(name: &str) -> bool {
    let is_right = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_right)
}

/// Headers that can be set.
pub(super) fn read_headers(given: Vec<HttpHeaderParam>) -> Result<Vec<Header>, Error> {
    let read = |HttpHeaderParam { header_name, header_value }: HttpHeaderParam| {
        let fits = is_name(&header_name) && !header_value.chars().any(char::is_control);
        let header = Header { name: header_name, value: header_value };
        if fits { Ok(header) } else { Err(Error::InvalidParameterValue) }
    };
    given.into_iter().map(read).collect()
}

pub(crate) fn create_custom_header(
    context: &mut Context<'_, Account>,
    request: CreateCustomHeader,
) -> Result<CreateCustomHeaderReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let (listener, _, rule) = account.rule(&request.rule_id, at).ok_or(Error::ResourceNotFound)?;
    let place = account.place_of(listener, at)?;
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_be_idle(listener, at)?;
    // Assumption: the headers take the place of those that the rule has. From: the action, which has no
    // counterpart that changes or deletes them.
    let headers = read_headers(request.headers.unwrap_or_default())?;
    let is_black = |header: &Header| {
        BLACK_HEADERS.iter().any(|black| black.eq_ignore_ascii_case(&header.name))
    };
    if headers.iter().any(is_black) {
        return Err(Error::HitBlacklist.into());
    }
    if headers.len() > MOST_HEADERS {
        return Err(Error::LimitExceeded.into());
    }
    let listener_id = listener.id.clone();
    let changed = ForwardingRule { headers, ..rule.clone() };
    change_rule(context, &listener_id, changed);
    Ok(CreateCustomHeaderReply {})
}

pub(crate) fn describe_custom_header(
    view: &View<'_, Account>,
    request: DescribeCustomHeader,
) -> Result<DescribeCustomHeaderReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let rule_id = request.rule_id;
    if rule_id.is_empty() {
        return Err(missing("RuleId"));
    }
    // Assumption: a rule that is not there is `InvalidParameter`. From: the errors of the action, which lack
    // `ResourceNotFound`, and what is said of a listener that is not there.
    let (_, _, rule) = view.state.rule(&rule_id, at).ok_or_else(|| {
        Refusal::saying(Error::InvalidParameter, format!("RuleId({rule_id}) Not Exist."))
    })?;
    let headers = rule.headers.iter().map(HttpHeaderParam::from).collect();
    Ok(DescribeCustomHeaderReply { rule_id, headers })
}
