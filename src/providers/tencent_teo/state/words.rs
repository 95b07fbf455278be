//! The vendor's words for where zones and hosts stand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A word of the vendor's for one of a few things.
macro_rules! words {
    ($(#[$meta:meta])* enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident: $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
        pub(crate) enum $name {
            $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// The vendor's word.
            pub(crate) fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

words! {
    /// How a zone is connected.
    enum ZoneType {
        Ai: "ai",
        DnsPodAccess: "dnsPodAccess",
        /// Its name servers are the vendor's.
        Full: "full",
        NoDomainAccess: "noDomainAccess",
        Pages: "pages",
        /// Each host has a CNAME.
        #[default]
        Partial: "partial",
    }
}

words! {
    /// Where a zone is served.
    enum Area {
        #[default]
        Global: "global",
        Mainland: "mainland",
        Overseas: "overseas",
    }
}

words! {
    /// Where a zone stands.
    enum ZoneStatus {
        #[default]
        Active: "active",
        /// It is blocked.
        Deactivated: "deactivated",
        /// It has no plan yet.
        Initializing: "initializing",
        /// Its name servers are not the vendor's any more.
        Moved: "moved",
        /// Its name servers are not the vendor's yet.
        Pending: "pending",
    }
}

words! {
    /// Whether a zone is served.
    enum ActiveStatus {
        #[default]
        Active: "active",
        Inactive: "inactive",
        Paused: "paused",
    }
}

words! {
    /// Whether a zone may be changed.
    enum LockStatus {
        /// It may not.
        Disable: "disable",
        #[default]
        Enable: "enable",
        /// It may not, while it goes to another plan.
        PlanMigrate: "plan_migrate",
    }
}

words! {
    /// Where a host stands when no work goes on.
    enum HostStatus {
        Init: "init",
        Offline: "offline",
        #[default]
        Online: "online",
    }
}

words! {
    /// Where the certificates of a host come from.
    enum Mode {
        /// It has none.
        #[default]
        Disable: "disable",
        /// The service applies for one, and renews it.
        Free: "eofreecert",
        /// One that was applied for by hand.
        FreeManual: "eofreecert_manual",
        /// They are SSL's.
        Ssl: "sslcert",
    }
}

words! {
    /// How the certificate of an origin is held against authorities.
    enum Verification {
        CustomCa: "custom_ca",
        #[default]
        Disable: "disable",
    }
}

words! {
    /// Where a certificate stands that hosts without one of their own have.
    enum DefaultStatus {
        #[default]
        Deployed: "deployed",
        Failed: "failed",
        Processing: "processing",
    }
}
