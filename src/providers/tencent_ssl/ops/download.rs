//! Certificates packed for web servers.

use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::certificate::{Certificate, Contents};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::types::{
    DescribeDownloadCertificateUrl, DescribeDownloadCertificateUrlReply, DownloadCertificateReply,
    OneCertificate,
};
use crate::spec::Refusal;
use crate::store::{Context, View};

pub(crate) fn download_certificate(
    context: &mut Context<'_, Account>,
    request: OneCertificate,
) -> Result<DownloadCertificateReply, Refusal<Error>> {
    let now = context.clock.now();
    let certificate = context.state.find_permitted(&request.certificate_id, now)?;
    let contents = certificate.contents(now).ok_or(Error::InvalidCertificateStatusCode)?;
    let archive = pack(certificate, contents);
    context.state.log("download", &request.certificate_id, now);
    Ok(DownloadCertificateReply {
        content: STANDARD.encode(archive),
        content_type: "application/zip",
    })
}

/// The archive that clients know: a folder for each web server, and the bare texts beside them.
fn pack(certificate: &Certificate, contents: &Contents) -> Vec<u8> {
    let name = file_name(certificate);
    let text = &*contents.certificate;
    // The leaf ends where its first block does.
    let end = text.find(END).map_or(text.len(), |at| at + END.len());
    let leaf = format!("{}\n", &text[..end]);
    let chain = text[end..].trim_start();
    let key = contents.private_key.as_deref();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |path: String, text: &str| {
        // Writing into memory cannot fail, nor can names and sizes like these.
        let options = SimpleFileOptions::default();
        let added = archive.start_file(path, options).map(|()| archive.write_all(text.as_bytes()));
        added.expect("a file can be added").expect("and written");
    };
    add(format!("{name}.pem"), text);
    add(format!("Nginx/1_{name}_bundle.crt"), text);
    add(format!("Nginx/{name}_bundle.pem"), text);
    add("Apache/1_root_bundle.crt".to_owned(), chain);
    add(format!("Apache/2_{name}.crt"), &leaf);
    if let Some(key) = key {
        add(format!("{name}.key"), key);
        add(format!("Nginx/2_{name}.key"), key);
        add(format!("Apache/3_{name}.key"), key);
    }
    archive.finish().expect("an archive can be finished").into_inner()
}

const END: &str = "-----END CERTIFICATE-----";

/// The domain, as a file can be named.
fn file_name(certificate: &Certificate) -> String {
    let domain = certificate.domain().replace('*', "_");
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let name: String = domain.chars().filter(|letter| plain(*letter)).collect();
    if name.is_empty() { certificate.id.clone() } else { name }
}

pub(crate) fn describe_download_certificate_url(
    view: &View<'_, Account>,
    request: DescribeDownloadCertificateUrl,
) -> Result<DescribeDownloadCertificateUrlReply, Refusal<Error>> {
    let now = view.clock.now();
    let account = view.state;
    let certificate =
        account.find(&request.certificate_id, now).ok_or(Error::CertificateNotFound)?;
    let service = request.service_type.as_deref().filter(|service| !service.is_empty());
    let service = service.unwrap_or("nginx");
    match service {
        "nginx" | "apache" | "other" | "root" => {}
        "tomcat" | "iis" | "jks" => {
            let words = format!(
                "certmock makes no key stores, which {service} is given: use nginx, apache, other or root."
            );
            return Err(Refusal::saying(Error::CertificateDownloadServiceTypeNotSupport, words));
        }
        _ => return Err(Error::CertificateDownloadServiceTypeNotSupport.into()),
    }
    if !certificate.allows_download {
        return Err(Error::CertificateNotAllowDownload.into());
    }
    if certificate.contents(now).is_none() {
        return Err(Error::CertificateStatusNotAllowDownload.into());
    }
    let name = file_name(certificate);
    Ok(DescribeDownloadCertificateUrlReply {
        download_certificate_url: String::new(),
        download_filename: format!("{name}_{service}.zip"),
    })
}
