//! The status of listeners and rules.

use super::numbered::numbered;

numbered! {
    /// The status of a listener or a rule.
    pub(crate) enum ListenerStatus {
        Running = 0,
        Creating = 1,
        Destroying = 2,
        /// Origins are being bound or unbound.
        AdjustingOrigins = 3,
        Changing = 4,
    }
}
