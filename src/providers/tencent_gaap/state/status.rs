//! Where listeners and their rules stand.

use super::numbered::numbered;

numbered! {
    /// Where a listener or a rule stands.
    pub(crate) enum ListenerStatus {
        Running = 0,
        Creating = 1,
        Destroying = 2,
        /// Origins are being bound or unbound.
        AdjustingOrigins = 3,
        Changing = 4,
    }
}
