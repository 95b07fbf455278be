//! The vendor's words for the status of zones and hosts.

use super::super::super::tencent::words;

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

    /// Where a zone is served.
    enum Area {
        #[default]
        Global: "global",
        Mainland: "mainland",
        Overseas: "overseas",
    }

    /// The status of a zone.
    enum ZoneStatus {
        #[default]
        Active: "active",
        /// It is blocked.
        Deactivated: "deactivated",
        /// It has no plan.
        Initializing: "initializing",
        /// Its name servers are not the vendor's any more.
        Moved: "moved",
        /// Its name servers have not been changed to the vendor's.
        Pending: "pending",
    }

    /// Whether a zone is served.
    enum ActiveStatus {
        #[default]
        Active: "active",
        Inactive: "inactive",
        Paused: "paused",
    }

    /// Whether a zone may be changed.
    enum LockStatus {
        /// It may not.
        Disable: "disable",
        #[default]
        Enable: "enable",
        /// Locked while it migrates to another plan.
        PlanMigrate: "plan_migrate",
    }

    /// The status of a host, unless work is in progress.
    enum HostStatus {
        Init: "init",
        Offline: "offline",
        #[default]
        Online: "online",
    }

    /// The source of a host's certificates.
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

    /// How the certificate of an origin is verified.
    enum Verification {
        CustomCa: "custom_ca",
        #[default]
        Disable: "disable",
    }

    /// The status of a default certificate.
    enum DefaultStatus {
        #[default]
        Deployed: "deployed",
        Failed: "failed",
        Processing: "processing",
    }
}
