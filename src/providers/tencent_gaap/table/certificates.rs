//! The operations on certificates and tasks.

use std::convert::identity;

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "ModifyCertificate", "Gives a domain of a listener another certificate.",
        r#"{"ListenerId":"listener-xxx","Domain":"www.test.com","CertificateId":"cert-12345678","ClientCertificateId":"cert-abcdefgh"}"#,
        identity => ops::domain::modify_certificate
    ),
    action!(
        "CreateCertificate", "Adds a certificate or a configuration of basic authentication.",
        r#"{"CertificateType":2,"CertificateAlias":"cert-alias","CertificateContent":"{{certificate}}","CertificateKey":"{{private_key}}"}"#,
        ops::certificate::read_certificate => ops::certificate::create_certificate
    ),
    action!(
        "DescribeCertificates", "Lists certificates of a type, a page at a time.",
        r#"{"CertificateType":2,"Limit":1,"Offset":0}"#,
        => ops::certificate::describe_certificates
    ),
    action!(
        "DescribeCertificateDetail", "Shows a certificate with its texts and its private key.",
        r#"{"CertificateId":"cert-d5y6ei3b"}"#,
        => ops::certificate::describe_certificate_detail
    ),
    action!(
        "ModifyCertificateAttributes", "Renames a certificate.",
        r#"{"CertificateId":"cert-kj5pa5lj","CertificateAlias":"cert-alias"}"#,
        identity => ops::certificate::modify_certificate_attributes
    ),
    action!(
        "DeleteCertificate", "Deletes a certificate that nothing uses.",
        r#"{"CertificateId":"cert-l2l4l545"}"#,
        identity => ops::certificate::delete_certificate
    ),
    action!(
        "DescribeTaskStatus", "Says how far the task is that a write began.",
        r#"{"TaskId":"08388e12-d2e2-4376-ade0-1a59fdd9f4d2"}"#,
        => ops::task::describe_task_status
    ),
];
