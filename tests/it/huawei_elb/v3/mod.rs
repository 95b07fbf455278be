//! v3, the API of today.

mod certificates;
mod contents;
mod listeners;
mod lists;
mod load_balancers;
