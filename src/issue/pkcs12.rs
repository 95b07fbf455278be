//! A certificate as a trust store for a JVM: PKCS#12 (RFC 7292) without a password.

use yasna::models::ObjectIdentifier;
use yasna::{DERWriter, Tag, construct_der};

/// The certificate's alias in the JVM.
const ALIAS: &str = "certmock";

/// `id-data` (RFC 5652, section 4).
const DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 1];
/// `certBag` (RFC 7292, section 4.2).
const CERTIFICATE_BAG: &[u64] = &[1, 2, 840, 113_549, 1, 12, 10, 1, 3];
/// `x509Certificate` (RFC 7292, section 4.2.3).
const X509_CERTIFICATE: &[u64] = &[1, 2, 840, 113_549, 1, 9, 22, 1];
/// `friendlyName` (RFC 2985, section 5.5.1).
const FRIENDLY_NAME: &[u64] = &[1, 2, 840, 113_549, 1, 9, 20];
/// Oracle's attribute for a trusted certificate. Its value is the usage that it is trusted for.
const TRUSTED_KEY_USAGE: &[u64] = &[2, 16, 840, 1, 113_894, 746_875, 1, 1];
/// `anyExtendedKeyUsage` (RFC 5280, section 4.2.1.12).
const ANY_USAGE: &[u64] = &[2, 5, 29, 37, 0];

/// A trust store with one certificate, given as DER. Nothing in it is secret, so it is neither encrypted nor
/// authenticated: a JVM reads it with any password and without one.
pub(crate) fn trust_store(certificate: &[u8]) -> Vec<u8> {
    let bags = construct_der(|writer| {
        writer.write_sequence(|bags| {
            bags.next().write_sequence(|bag| {
                write_oid(bag.next(), CERTIFICATE_BAG);
                bag.next().write_tagged(Tag::context(0), |writer| {
                    writer.write_sequence(|held| {
                        write_oid(held.next(), X509_CERTIFICATE);
                        held.next().write_tagged(Tag::context(0), |writer| {
                            writer.write_bytes(certificate);
                        });
                    });
                });
                bag.next().write_set(|attributes| {
                    attributes.next().write_sequence(|attribute| {
                        write_oid(attribute.next(), FRIENDLY_NAME);
                        let values = attribute.next();
                        values.write_set(|values| values.next().write_bmp_string(ALIAS));
                    });
                    attributes.next().write_sequence(|attribute| {
                        write_oid(attribute.next(), TRUSTED_KEY_USAGE);
                        let values = attribute.next();
                        values.write_set(|values| write_oid(values.next(), ANY_USAGE));
                    });
                });
            });
        });
    });
    let safes = construct_der(|writer| {
        writer.write_sequence(|safes| write_data(safes.next(), &bags));
    });
    construct_der(|writer| {
        writer.write_sequence(|store| {
            store.next().write_u8(3);
            write_data(store.next(), &safes);
        });
    })
}

/// A `ContentInfo` of plain data (RFC 5652, section 3).
fn write_data(writer: DERWriter<'_>, content: &[u8]) {
    writer.write_sequence(|info| {
        write_oid(info.next(), DATA);
        info.next().write_tagged(Tag::context(0), |writer| writer.write_bytes(content));
    });
}

fn write_oid(writer: DERWriter<'_>, oid: &[u64]) {
    writer.write_oid(&ObjectIdentifier::from_slice(oid));
}
