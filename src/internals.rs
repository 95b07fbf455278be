//! What certmock's own binary, tests, benchmarks and fuzz targets use beside the API. It is no part
//! of the API: it may change at any time.

pub use crate::bound::proxy;
pub use crate::server::log_panics;

pub mod accounts {
    pub use crate::accounts::directory::Directory;
}

pub mod environment {
    pub use crate::environment::{
        Environment, FolderError, Format, Place, Runtime, VARIABLES, environment, restored,
        write_folder,
    };
}

pub mod file {
    pub use crate::file::write;
}

pub mod fixtures {
    pub use crate::fixtures::{Defaults, Source, schema, shipped};
}

pub mod ids {
    pub use crate::ids::{Seed, hex};
}

pub mod issue {
    pub use crate::issue::{GeneratedKey, IssueError, Issuer, KeyKind, Wanted, self_sign};
}

pub mod log {
    pub use crate::log::Log;
}

pub mod moment {
    pub use crate::moment::to_the_second;
}

pub mod pem {
    pub use crate::pem::{Contents, PemError, blocks, encode};
}

pub mod protocol {
    pub mod qiniu {
        pub use crate::protocol::qiniu::{Error, Qiniu};
    }
}

pub mod providers {
    pub use crate::providers::*;
}

pub mod redact {
    pub use crate::redact::is_secret;
}

pub mod reference {
    pub use crate::reference::{
        ORIGIN, assumptions_json, assumptions_markdown, json, page, provider_json, summary,
    };
}

pub mod spec {
    pub use crate::spec::{
        Admission, Catalogue, Credentials, ErrorCode, NoBody, Operation, Parameters, Provider,
        Read, Refusal, Request, Resource, Row, StateOf, Surface, Target, Unread, error_of,
        find_provider,
    };
}

pub mod store {
    pub use crate::store::{Facts, State, Store, View};
}

pub mod x509 {
    pub use crate::x509::{
        Certificate, CertificateRequest, Chain, Flaw, PrivateKey, has_no_surrounding_text,
    };
}
