//! Letters that confirm an order or a revocation.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::errors::Error;
use super::super::state::certificate::{Order, Progress, Source};
use super::super::state::issuing::begin_issue;
use super::super::state::products::Product;
use super::super::state::status::Status;
use super::super::state::{Account, Authority, ISSUE_PACE};
use super::super::types::letter::{LetterReply, UploadConfirmLetter, UploadRevokeLetter};
use crate::spec::Refusal;
use crate::store::Context;

/// The possible sizes of a letter, in bytes: from 1 KB to 1.4 MB.
const SIZES: std::ops::RangeInclusive<usize> = 1024..=1_468_006;

/// A decoded letter: its size and its type of file.
struct Letter {
    size: usize,
    format: Option<Format>,
}

/// The kinds of files that a letter may be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Format {
    Gif,
    Jpeg,
    Pdf,
    Png,
}

impl Letter {
    /// Reads Base64. Any other text counts as a file of no known type.
    fn read(text: &str) -> Self {
        // A longer text is too large in any case.
        let text = text.get(..SIZES.end() * 2).unwrap_or(text);
        let lines: String = text.split_ascii_whitespace().collect();
        let Ok(bytes) = STANDARD.decode(lines) else {
            return Self { size: text.len() / 4 * 3, format: None };
        };
        let starts: [(&[u8], Format); 4] = [
            (b"GIF8", Format::Gif),
            (b"\xFF\xD8\xFF", Format::Jpeg),
            (b"%PDF", Format::Pdf),
            (b"\x89PNG", Format::Png),
        ];
        let format = starts.into_iter().find(|(start, _)| bytes.starts_with(start));
        Self { size: bytes.len(), format: format.map(|(_, format)| format) }
    }
}

/// The letter of an order, read before the account is taken.
pub(crate) struct ConfirmLetter(String, Letter);

pub(crate) fn read_confirm_letter(request: UploadConfirmLetter) -> ConfirmLetter {
    ConfirmLetter(request.certificate_id, Letter::read(&request.confirm_letter))
}

/// Assumption: a letter is refused by the certificate, where it comes from, what it is and where it
/// stands, then by its size and its format; with it the review begins. From: the words of the errors,
/// and what the statuses mean.
pub(crate) fn upload_confirm_letter(
    context: &mut Context<'_, Account>,
    ConfirmLetter(id, letter): ConfirmLetter,
) -> Result<LetterReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let certificate = context.state.find(&id).ok_or(Error::CertificateNotFound)?;
    let order = match (certificate.source, certificate.order.as_deref()) {
        (Source::Upload, _) | (_, None) => return Err(Error::InvalidCertificateSource.into()),
        (_, Some(order)) => order,
    };
    check_kind(order)?;
    if certificate.own_status(now) != Status::ConfirmationPending {
        return Err(Error::InvalidCertificateStatusCode.into());
    }
    if letter.size < *SIZES.start() {
        return Err(Error::ConfirmLetterTooSmall.into());
    }
    if letter.size > *SIZES.end() {
        return Err(Error::ConfirmLetterTooLarge.into());
    }
    let wotrus = Product::find(order.product).is_some_and(Product::is_wotrus);
    match (wotrus, letter.format) {
        (true, Some(Format::Gif | Format::Jpeg | Format::Pdf))
        | (false, Some(Format::Jpeg | Format::Pdf | Format::Png)) => {}
        (true, _) => return Err(Error::InvalidConfirmLetterFormatWosign.into()),
        (false, _) => return Err(Error::InvalidConfirmLetterFormat.into()),
    }
    if context.state.authority != Authority::Available {
        return Err(Error::NetworkError.into());
    }
    // A committed order already has its certificate, which becomes visible when the review ends.
    if certificate.contents.is_some() {
        let work = context.tools.paces.begin(ISSUE_PACE, now);
        let (success, failure) = (Status::Issued, Status::ReviewFailed);
        let progress = Progress { meanwhile: Status::Reviewing, success, failure, work };
        context.state.certificates.change(&id, |certificate| {
            certificate.progress = Some(Box::new(progress));
        });
    } else {
        begin_issue(context, &id, Status::Reviewing).map_err(|_| Error::FailedOperation)?;
    }
    Ok(LetterReply { certificate_id: id, is_success: true })
}

/// Refuses an order that needs no letter.
fn check_kind(order: &Order) -> Result<(), Error> {
    let by_domain = order.is_by_domain();
    if by_domain { Err(Error::UploadConfirmCertificateNotSupportDv) } else { Ok(()) }
}

/// The letter of a revocation, read before the account is taken.
pub(crate) struct RevokeLetter(String, Letter);

pub(crate) fn read_revoke_letter(request: UploadRevokeLetter) -> RevokeLetter {
    RevokeLetter(request.certificate_id, Letter::read(&request.revoke_letter))
}

/// In the order of the other; with the letter the revocation begins.
pub(crate) fn upload_revoke_letter(
    context: &mut Context<'_, Account>,
    RevokeLetter(id, letter): RevokeLetter,
) -> Result<LetterReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let certificate = context.state.find_permitted(&id)?;
    if let Some(order) = certificate.order.as_deref() {
        check_kind(order)?;
    }
    if certificate.own_status(now) != Status::RevocationLetterPending {
        return Err(Error::InvalidCertificateStatusCode.into());
    }
    if letter.size < *SIZES.start() {
        return Err(Error::FileTooSmall.into());
    }
    if letter.size > *SIZES.end() {
        return Err(Error::FileTooLarge.into());
    }
    // The service names the same formats for both letters.
    if !matches!(letter.format, Some(Format::Jpeg | Format::Pdf | Format::Png)) {
        return Err(Error::InvalidFileType.into());
    }
    if context.state.authority != Authority::Available {
        return Err(Error::NetworkError.into());
    }
    let work = context.tools.paces.begin(ISSUE_PACE, now);
    let progress = Progress {
        meanwhile: Status::Revoking,
        success: Status::Revoked,
        failure: Status::Issued,
        work,
    };
    if let Some(certificate) = context.state.certificates.find_mut(&id) {
        certificate.progress = Some(Box::new(progress));
    }
    Ok(LetterReply { certificate_id: id, is_success: true })
}
