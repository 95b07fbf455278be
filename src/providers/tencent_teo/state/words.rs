//! The vendor's words for where zones and hosts stand.

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
        /// It may not, while it goes to another plan.
        PlanMigrate: "plan_migrate",
    }

    /// Where a host stands when no work goes on.
    enum HostStatus {
        Init: "init",
        Offline: "offline",
        #[default]
        Online: "online",
    }

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

    /// How the certificate of an origin is held against authorities.
    enum Verification {
        CustomCa: "custom_ca",
        #[default]
        Disable: "disable",
    }

    /// Where a certificate stands that hosts without one of their own have.
    enum DefaultStatus {
        #[default]
        Deployed: "deployed",
        Failed: "failed",
        Processing: "processing",
    }
}
