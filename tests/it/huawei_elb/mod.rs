//! Huawei Cloud, ELB.

mod certificates;
