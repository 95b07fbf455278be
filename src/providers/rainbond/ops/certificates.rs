//! The behaviour of the operations on certificates. Checks have the service's order.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use smol_str::SmolStr;
use time::macros::datetime;
use time::{OffsetDateTime, UtcOffset};

use super::super::errors::Error;
use super::super::state::{
    Certificate, Enterprise, Listing, SERVER_CERTIFICATE, Team, certificate_type,
};
use super::super::types::certificate::{
    CreateCertificate, ListCertificates, ListCertificatesReply, ListedCertificate, Member,
    NamedCertificate, ShownCertificate, UpdateCertificate,
};
use super::super::types::fields::{
    ALIAS, CERTIFICATE, CERTIFICATE_TYPE, LONGEST_STORED, PRIVATE_KEY, clean_all, clean_text,
    invalid, is_clean,
};
use super::super::types::python::{int, str_of, str_repr, truthy};
use crate::moment;
use crate::spec::{NoBody, Refusal};
use crate::store::{Context, View};
use crate::x509::{self, Flaw, PrivateKey, PublicKey};

/// The type that no certificate can have here: the service's code for it needs a region, which it does not
/// get.
const GATEWAY: &str = "gateway";

/// The service prints times of its own zone, Asia/Shanghai.
const ZONE: UtcOffset = time::macros::offset!(+8);

pub(crate) fn list_certificates(
    view: &View<'_, Enterprise>,
    request: ListCertificates,
) -> Result<ListCertificatesReply, Refusal<Error>> {
    let page = parse_page(request.page.as_deref(), 1)?;
    let page_size = parse_page(request.page_size.as_deref(), 10)?;
    let team = view.state.find_team(&request.team_id).ok_or(Error::TeamNotFound)?;
    let end = page_size.saturating_mul(page);
    let (start, end) = (place(end.saturating_sub(page_size))?, place(end)?);
    let now = view.tools.clock.now();
    let rows = view.state.page(team, start..end);
    let (mut list, mut errors) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    for (id, row) in rows {
        let mut wrong = Map::new();
        let fields = [(ALIAS, &*row.alias), (CERTIFICATE_TYPE, &*row.certificate_type)];
        let texts = fields.map(|(field, text)| {
            let cleaned = clean_text(text, field).map_err(|error| {
                wrong.insert(field.name.to_owned(), json!([error]));
            });
            SmolStr::new(cleaned.unwrap_or_default())
        });
        list.push(show_in_list(id, texts, &row.listing, now)?);
        errors.push(wrong);
    }
    // The service checks its answer: one bad row spoils the page.
    if errors.iter().any(|errors| !errors.is_empty()) {
        let errors: Vec<Value> = errors.into_iter().map(Value::from).collect();
        return Err(invalid(json!({ "list": errors })));
    }
    Ok(ListCertificatesReply { list, page, page_size, total: team.total() })
}

fn parse_page(text: Option<&str>, absent: i128) -> Result<i128, Refusal<Error>> {
    let Some(text) = text else { return Ok(absent) };
    int(text).ok_or_else(|| {
        let words = format!("invalid literal for int() with base 10: {}", str_repr(text));
        Refusal::saying(Error::NotNumber, words)
    })
}

/// An offset into the rows. Django refuses a negative one, and the database one that does not fit into 64
/// bits.
fn place(number: i128) -> Result<usize, Error> {
    match usize::try_from(number) {
        Ok(place) if i64::try_from(number).is_ok() => Ok(place),
        _ if number < 0 => Err(Error::NegativePage),
        _ => Err(Error::DatatypeMismatch),
    }
}

/// A row of the list, or the exception that the row brings about.
fn show_in_list(
    id: u64,
    [alias, certificate_type]: [SmolStr; 2],
    listing: &Listing,
    now: OffsetDateTime,
) -> Result<ListedCertificate, Error> {
    Ok(ListedCertificate {
        has_expired: listing.not_after < now,
        issued_to: listing.issued_to.clone().ok_or(Error::TooManyNames)?,
        alias,
        certificate_type,
        end_data: print_end(listing.not_after)?,
        id,
        issued_by: if listing.issued_by_rainbond {
            "Let's Encrypt签发"
        } else {
            "第三方签发"
        },
    })
}

/// The end of validity, in the format of the list.
fn print_end(not_after: OffsetDateTime) -> Result<String, Error> {
    // Python's dates end with the year 9999, in the service's time zone as well.
    if not_after > datetime!(9999-12-31 15:59:59 UTC) {
        return Err(Error::DateOutOfRange);
    }
    Ok(moment::to_the_second(not_after.to_offset(ZONE), ' '))
}

pub(crate) fn get_certificate(
    view: &View<'_, Enterprise>,
    NamedCertificate { certificate_id }: NamedCertificate,
) -> Result<ShownCertificate, Refusal<Error>> {
    let id = parse_id(&certificate_id)?;
    let row = id.and_then(|id| Some((id, view.state.find_certificate(id)?)));
    let (id, row) = row.ok_or(Error::CertificateMissing)?;
    let alias = row.alias.as_str().into();
    let certificate_type = row.certificate_type.as_ref().into();
    let texts = || (row.private_key.text(), row.certificate.text());
    let are_clean = || {
        let (private_key, certificate) = texts();
        is_clean(&private_key, PRIVATE_KEY) && is_clean(&certificate, CERTIFICATE)
    };
    if !row.are_clean.get_or_init(are_clean) {
        let (private_key, certificate) = texts();
        return show(id, &alias, &private_key, certificate.into_owned(), &certificate_type);
    }
    let cleaned = clean_all([(ALIAS, &alias), (CERTIFICATE_TYPE, &certificate_type)]);
    let [alias, certificate_type] = cleaned.map_err(invalid)?;
    let (private_key, certificate) = (row.private_key.clone(), row.certificate.clone());
    Ok(ShownCertificate { alias, private_key, certificate, certificate_type, id })
}

/// A certificate that was sent, read before the account is taken.
pub(crate) struct Submission {
    texts: Texts,
    pair: Pair,
}

/// The values of the four fields: texts, or values that Python converts to texts.
struct Texts {
    alias: Value,
    certificate: Value,
    private_key: Value,
    certificate_type: Value,
}

impl Texts {
    /// The row that holds them.
    fn row(&self, team: &Arc<str>, leaf: &x509::Certificate) -> Certificate {
        let texts = [&self.certificate, &self.private_key].map(|text| str_of(text).into());
        let kind = certificate_type(str_of(&self.certificate_type));
        Certificate::new(team.clone(), str_of(&self.alias).into(), texts, kind, leaf)
    }

    /// Refuses texts that are too long to be stored, with the error of [`Self::show`].
    fn can_be_stored(&self) -> Result<(), Refusal<Error>> {
        let all = [&self.alias, &self.certificate, &self.private_key, &self.certificate_type];
        if all.into_iter().any(|text| str_of(text).len() > LONGEST_STORED) {
            self.show(0)?;
        }
        Ok(())
    }

    /// The reply. The service checks it only after it has stored the row, so a request that is refused here
    /// has still changed the database.
    fn show(&self, id: u64) -> Result<ShownCertificate, Refusal<Error>> {
        let encoded = STANDARD.encode(str_of(&self.certificate));
        let private_key = str_of(&self.private_key);
        show(id, &self.alias, &private_key, encoded, &self.certificate_type)
    }
}

/// The parsed texts. The key is examined only if the certificate is valid.
#[derive(Debug)]
struct Pair {
    certificate: Result<x509::Certificate, Flaw>,
    key: Result<PrivateKey, Flaw>,
}

/// A request with its certificate parsed, or the names of the fields that are missing.
pub(crate) struct Creation {
    team_id: String,
    submission: Result<Submission, Vec<&'static str>>,
}

pub(crate) fn read_creation(request: CreateCertificate) -> Creation {
    let CreateCertificate { team_id, alias, private_key, certificate, certificate_type } = request;
    let submission = read_fields([alias, certificate, private_key, certificate_type]);
    Creation { team_id, submission }
}

/// A replacement, read likewise.
pub(crate) struct Replacement {
    team_id: String,
    certificate_id: String,
    submission: Result<Submission, Vec<&'static str>>,
}

pub(crate) fn read_replacement(request: UpdateCertificate) -> Replacement {
    let UpdateCertificate { team_id, certificate_id, .. } = request;
    let UpdateCertificate { alias, private_key, certificate, certificate_type, .. } = request;
    let submission = read_fields([alias, certificate, private_key, certificate_type]);
    Replacement { team_id, certificate_id, submission }
}

/// The service trims all fields, or, where one is wrong, none.
fn read_fields(
    [alias, certificate, private_key, certificate_type]: [Member; 4],
) -> Result<Submission, Vec<&'static str>> {
    let given = [
        (ALIAS, alias.0),
        (CERTIFICATE, certificate.0),
        (PRIVATE_KEY, private_key.0),
        (CERTIFICATE_TYPE, certificate_type.0),
    ];
    let missing: Vec<_> =
        given.iter().filter(|(_, value)| value.is_none()).map(|(field, _)| field.name).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let given = given.map(|(field, value)| (field, value.unwrap_or_default()));
    let cleaned = clean_all(std::array::from_fn::<_, 4, _>(|at| (given[at].0, &given[at].1)));
    let [alias, certificate, private_key, certificate_type] = match cleaned {
        Ok(cleaned) => cleaned.map(Value::from),
        Err(_) => given.map(|(_, value)| value),
    };
    let pair = Pair {
        certificate: text_of(&certificate).and_then(x509::Certificate::from_pem),
        key: text_of(&private_key).and_then(PrivateKey::from_pem),
    };
    Ok(Submission { texts: Texts { alias, certificate, private_key, certificate_type }, pair })
}

/// The text, if the value is one. The library that parses it accepts only ASCII.
fn text_of(value: &Value) -> Result<&str, Flaw> {
    let text = value.as_str().filter(|text| text.is_ascii());
    text.ok_or(Flaw::NotPem { length: value.as_str().map_or(0, str::len) })
}

pub(crate) fn create_certificate(
    context: &mut Context<'_, Enterprise>,
    Creation { team_id, submission }: Creation,
) -> Result<ShownCertificate, Refusal<Error>> {
    let Submission { texts, pair } =
        submission.map_err(|missing| missing_fields("add_certificate", &missing))?;
    let team = context.state.find_team(&team_id).ok_or(Error::TeamNotFound)?;
    check_alias(team, &texts.alias)?;
    let leaf = check_pair(pair, context.tools.clock.now())?;
    if texts.certificate_type == GATEWAY {
        return Err(Error::GatewayTypeUnusable.into());
    }
    check_not_null("alias", &texts.alias)?;
    check_not_null("certificate_type", &texts.certificate_type)?;
    texts.can_be_stored()?;
    let row = texts.row(&team.id, &leaf);
    let id = context.state.insert_certificate(row);
    texts.show(id)
}

pub(crate) fn update_certificate(
    context: &mut Context<'_, Enterprise>,
    Replacement { team_id, certificate_id, submission }: Replacement,
) -> Result<ShownCertificate, Refusal<Error>> {
    let Submission { mut texts, pair } =
        submission.map_err(|missing| missing_fields("update_certificate", &missing))?;
    let leaf = check_pair(pair, context.tools.clock.now())?;
    let id = parse_id(&certificate_id)?;
    let row = id.and_then(|id| Some((id, context.state.find_certificate(id)?)));
    let (id, old) = row.ok_or(Error::CertificateNotFound)?;
    if texts.alias != *old.alias {
        // The service looks in the team of the path, which need not be the certificate's.
        check_alias(context.state.find_team(&team_id).ok_or(Error::TeamNotFound)?, &texts.alias)?;
    }
    let kept = Value::from(old.certificate_type.as_ref());
    // A type that is false in Python does not change the old one.
    let changed = truthy(&texts.certificate_type) && texts.certificate_type != kept;
    if changed && texts.certificate_type == SERVER_CERTIFICATE || texts.certificate_type == GATEWAY
    {
        return Err(Error::GatewayTypeUnusable.into());
    }
    check_not_null("alias", &texts.alias)?;
    if !changed {
        texts.certificate_type = kept;
    }
    texts.can_be_stored()?;
    let row = texts.row(&old.team, &leaf);
    context.state.replace_certificate(id, row);
    texts.show(id)
}

pub(crate) fn delete_certificate(
    context: &mut Context<'_, Enterprise>,
    NamedCertificate { certificate_id }: NamedCertificate,
) -> Result<NoBody, Refusal<Error>> {
    let id = parse_id(&certificate_id)?.ok_or(Error::CertificateNotFound)?;
    let enterprise = &mut *context.state;
    enterprise.find_certificate(id).ok_or(Error::CertificateNotFound)?;
    if enterprise.rules.values().any(|rule| rule.certificate_id == id) {
        return Err(Error::CertificateHasHttpRules.into());
    }
    enterprise.remove_certificate(id);
    Ok(NoBody)
}

/// The id; nothing if no row can have it.
fn parse_id(text: &str) -> Result<Option<u64>, Refusal<Error>> {
    if let Some(id) = int(text) {
        return Ok(u64::try_from(id).ok());
    }
    let words = format!("Field 'ID' expected a number but got {}.", str_repr(text));
    Err(Refusal::saying(Error::NotNumber, words))
}

fn check_alias(team: &Team, alias: &Value) -> Result<(), Error> {
    if !alias.is_null() && team.has_alias(&str_of(alias)) {
        return Err(Error::AliasExists);
    }
    Ok(())
}

/// Checks the key and returns the first certificate. The rest of the chain is stored without being checked.
fn check_pair(pair: Pair, now: OffsetDateTime) -> Result<x509::Certificate, Refusal<Error>> {
    let leaf = pair.certificate?;
    leaf.has_not_expired(now)?;
    let key = pair.key.map_err(|flaw| {
        // The service reads keys of more kinds, which are not the certificate's: certificates of
        // such kinds are not matched here.
        let unsupported = matches!(flaw, Flaw::UnsupportedKey { .. });
        let error = if unsupported { Error::PairMismatch } else { Error::PrivateKeyInvalid };
        Refusal::because(error, flaw)
    })?;
    if matches!(key.public(), PublicKey::Ed25519(_)) {
        // The service compares by signing with SHA-256, which Ed25519 does not do.
        let args = json!([[[
            "digital envelope routines",
            "EVP_PKEY_sign_init",
            "operation not supported for this keytype"
        ]]]);
        return Err(Refusal::from(Error::KeyTypeCannotSign).with("args", args));
    }
    match leaf.matches(&key) {
        Ok(()) => Ok(leaf),
        Err(flaw) => Err(Refusal::because(Error::PairMismatch, flaw)),
    }
}

fn check_not_null(column: &str, value: &Value) -> Result<(), Refusal<Error>> {
    if !value.is_null() {
        return Ok(());
    }
    let words = format!("NOT NULL constraint failed: service_domain_certificate.{column}");
    Err(Refusal::saying(Error::NotNull, words))
}

/// Python's words for a call without all of its arguments.
fn missing_fields(method: &str, missing: &[&str]) -> Refusal<Error> {
    let quoted: Vec<_> = missing.iter().map(|name| format!("'{name}'")).collect();
    let names = match quoted.as_slice() {
        [all @ .., last] if all.len() > 1 => format!("{}, and {last}", all.join(", ")),
        all => all.join(" and "),
    };
    let plural = if missing.len() == 1 { "" } else { "s" };
    let count = missing.len();
    let words = format!(
        "DomainService.{method}() missing {count} required positional argument{plural}: {names}"
    );
    Refusal::saying(Error::MissingFields, words)
}

/// The reply, checked as the service checks it.
fn show(
    id: u64,
    alias: &Value,
    private_key: &str,
    certificate: String,
    certificate_type: &Value,
) -> Result<ShownCertificate, Refusal<Error>> {
    let (private_key, certificate) = (private_key.into(), certificate.into());
    let cleaned = clean_all([
        (ALIAS, alias),
        (PRIVATE_KEY, &private_key),
        (CERTIFICATE, &certificate),
        (CERTIFICATE_TYPE, certificate_type),
    ]);
    let [alias, private_key, certificate, certificate_type] = cleaned.map_err(invalid)?;
    let (private_key, certificate) = (private_key.into(), certificate.into());
    Ok(ShownCertificate { alias, private_key, certificate, certificate_type, id })
}
