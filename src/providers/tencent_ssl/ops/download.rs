//! Certificates packed for web servers.

use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::super::tencent::Contents;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::certificate::Certificate;
use super::super::types::certificate::{
    DescribeDownloadCertificateUrl, DescribeDownloadCertificateUrlReply, DownloadCertificate,
    DownloadCertificateReply,
};
use crate::secret::constant_time_eq;
use crate::spec::{Refusal, Ticket};
use crate::store::{Context, Facts, Store, View};
use crate::verbatim::Verbatim;

pub(crate) fn download_certificate(
    context: &mut Context<'_, Account>,
    request: DownloadCertificate,
) -> Result<DownloadCertificateReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let certificate = context.state.find_permitted(&request.certificate_id)?;
    let contents = certificate.contents(now).ok_or(Error::InvalidCertificateStatusCode)?;
    let archive = pack(certificate, contents);
    context.state.log("download", &request.certificate_id, now);
    Ok(DownloadCertificateReply {
        content: STANDARD.encode(archive),
        content_type: "application/zip",
    })
}

/// The archive that clients expect: a folder for each web server, and the certificate and its key outside the
/// folders.
fn pack(certificate: &Certificate, contents: &Contents) -> Vec<u8> {
    let name = file_name(certificate);
    let bundle = contents.certificate.text();
    let (leaf, chain) = split(&bundle);
    let mut archive = Archive::new();
    archive.add(&format!("{name}.pem"), &bundle);
    archive.add(&format!("Nginx/1_{name}_bundle.crt"), &bundle);
    archive.add(&format!("Nginx/{name}_bundle.pem"), &bundle);
    archive.add("Apache/1_root_bundle.crt", chain);
    archive.add(&format!("Apache/2_{name}.crt"), leaf);
    if let Some(key) = contents.private_key.as_ref().map(Verbatim::text) {
        archive.add(&format!("{name}.key"), &key);
        archive.add(&format!("Nginx/2_{name}.key"), &key);
        archive.add(&format!("Apache/3_{name}.key"), &key);
    }
    archive.finish()
}

/// The archive for one kind of web server; nothing for a kind that is not supported.
fn pack_for(
    form: &str,
    certificate: &Certificate,
    contents: &Contents,
    root: &str,
) -> Option<Vec<u8>> {
    let name = file_name(certificate);
    let bundle = contents.certificate.text();
    let (leaf, chain) = split(&bundle);
    let mut archive = Archive::new();
    // Clients unpack the archive and look for a folder with its name.
    let folder = format!("{name}_{form}");
    let mut add = |file: &str, text: &str| archive.add(&format!("{folder}/{file}"), text);
    match form {
        "nginx" => {
            add(&format!("{name}_bundle.crt"), &bundle);
            add(&format!("{name}_bundle.pem"), &bundle);
        }
        "apache" => {
            add("1_root_bundle.crt", chain);
            add(&format!("2_{name}.crt"), leaf);
        }
        "other" => add(&format!("{name}.pem"), &bundle),
        "root" => add("root.crt", root),
        _ => return None,
    }
    if let Some(key) = contents.private_key.as_ref().filter(|_| form != "root") {
        add(&format!("{name}.key"), &key.text());
    }
    Some(archive.finish())
}

/// Splits a text into the leaf certificate and the rest.
fn split(bundle: &str) -> (&str, &str) {
    // The leaf ends with the line that its first block ends with.
    let end = bundle.find(END).map_or(bundle.len(), |at| at + END.len());
    let end = bundle[end..].find('\n').map_or(bundle.len(), |line_end| end + line_end + 1);
    bundle.split_at(end)
}

/// A zip archive in memory, where writing cannot fail.
struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Archive {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn add(&mut self, path: &str, text: &str) {
        let added = self.0.start_file(path, SimpleFileOptions::default());
        added.expect("names of files are distinct and short");
        self.0.write_all(text.as_bytes()).expect("memory can be written");
    }

    fn finish(self) -> Vec<u8> {
        self.0.finish().expect("an archive of a few files can be finished").into_inner()
    }
}

const END: &str = "-----END CERTIFICATE-----";

/// The domain, as a file can be named.
fn file_name(certificate: &Certificate) -> String {
    let domain = certificate.domain().replace('*', "_");
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    // A common name may be of any length; a domain is not longer.
    let name: String = domain.chars().filter(|letter| plain(*letter)).take(253).collect();
    if name.is_empty() { certificate.id.to_string() } else { name }
}

pub(crate) fn describe_download_certificate_url(
    view: &View<'_, Account>,
    request: DescribeDownloadCertificateUrl,
) -> Result<DescribeDownloadCertificateUrlReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let id = request.certificate_id;
    let certificate = view.state.find(&id).ok_or(Error::CertificateNotFound)?;
    let form = request.service_type.filter(|form| !form.is_empty());
    let form = form.unwrap_or_else(|| "nginx".to_owned());
    if matches!(form.as_str(), "tomcat" | "iis" | "jks") {
        let words = format!(
            "certmock makes no key stores, as {form} takes them: ask for nginx, apache, other or root."
        );
        return Err(Refusal::saying(Error::CertificateDownloadServiceTypeNotSupport, words));
    }
    if !certificate.allows_download {
        return Err(Error::CertificateNotAllowDownload.into());
    }
    let contents = certificate.contents(now).ok_or(Error::CertificateStatusNotAllowDownload)?;
    pack_for(&form, certificate, contents, view.tools.issuer.root())
        .ok_or(Error::CertificateDownloadServiceTypeNotSupport)?;
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("account", &view.facts.account)
        .append_pair("id", &id)
        .append_pair("form", &form)
        .append_pair("sign", &view.tools.ids.vouch(&vouched(&id, &form)))
        .finish();
    Ok(DescribeDownloadCertificateUrlReply {
        download_certificate_url: format!(
            "{}/_certmock/downloads/tencent_ssl?{query}",
            view.facts.origin()
        ),
        download_filename: format!("{}_{form}.zip", file_name(certificate)),
    })
}

/// The text that the signature of a link to a file covers.
fn vouched(id: &str, form: &str) -> String {
    format!("download of {id} as {form}")
}

/// Makes the file that a reply pointed at.
pub(crate) fn download_file(store: &Store, ticket: &Ticket) -> Option<Vec<u8>> {
    let Ticket { account, id, form, sign } = ticket;
    if !store.has::<Account>(account) {
        return None;
    }
    store.read(&Facts::of(account), |view: View<'_, Account>| {
        let now = view.tools.clock.now();
        let wanted = view.tools.ids.vouch(&vouched(id, form));
        if !constant_time_eq(wanted.as_bytes(), sign.as_bytes()) {
            return None;
        }
        let certificate = view.state.find(id)?;
        pack_for(form, certificate, certificate.contents(now)?, view.tools.issuer.root())
    })
}
