//! Huawei Cloud, whatever the service.

mod signatures;
