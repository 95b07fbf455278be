//! Packages of points: listed, and spent on certificates.

use std::cmp::Reverse;

use super::super::super::tencent::{once, page};
use super::super::errors::{Error, NO_SM2};
use super::super::state::Account;
use super::super::state::certificate::{Certificate, Links, Order, Source, VerifyType};
use super::super::state::domain::read_domain;
use super::super::state::issuing::{BadKey, key_kind};
use super::super::state::package::{Package, PackageStatus};
use super::super::state::products::Product;
use super::super::types::limits::{CERTIFICATES, NAMES};
use super::super::types::package::{
    CreateCertificateByPackage, CreateCertificateByPackageReply, DescribePackages,
    DescribePackagesReply, PackageInfo,
};
use super::super::types::pem::read_any_csr;
use super::super::types::timestamp::print;
use super::paid::{keep_order, ordered};
use crate::spec::Refusal;
use crate::store::{Context, View};

const DEFAULT_LIMIT: u64 = 20;

/// The possible terms of a certificate, in years.
const YEARS: std::ops::RangeInclusive<u32> = 1..=3;

pub(crate) fn describe_packages(
    view: &View<'_, Account>,
    request: DescribePackages,
) -> Result<DescribePackagesReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let (id, kind) = (given(&request.package_id), given(&request.r#type));
    let status = given(&request.status);
    let is_wanted = |package: &&Package| {
        id.as_ref().is_none_or(|id| package.id == *id)
            && kind.as_ref().is_none_or(|kind| package.kind.name() == kind)
            && status.as_ref().is_none_or(|status| package.status(now).name() == status)
            && request.pid.is_none_or(|pid| package.pid == Some(pid))
    };
    let mut wanted: Vec<_> = view.state.packages.iter().filter(is_wanted).collect();
    match given(&request.expire_time).as_deref() {
        None => {}
        Some("asc") => wanted.sort_by_key(|package| package.expires),
        Some("desc") => wanted.sort_by_key(|package| Reverse(package.expires)),
        // Assumption: another order than `asc` and `desc` is `FailedOperation`. From: the errors of
        // the action, which have no other.
        Some(_) => return Err(Error::FailedOperation.into()),
    }
    let day = |moment| print(moment).chars().take(10).collect();
    let show = |package: &Package| PackageInfo {
        package_id: package.id.clone(),
        total: package.kind.points(),
        balance: package.balance,
        r#type: package.kind.name(),
        source_uin: package.source_uin,
        status: package.status(now).name(),
        expire_time: day(package.expires),
        update_time: day(package.updated.unwrap_or(package.created)),
        create_time: day(package.created),
        source_type: package.source.clone(),
        transfer_out_infos: None,
    };
    let total_count = wanted.len();
    // Assumption: the total is of what can still be spent, of the packages that were asked for. From:
    // its description, "the balance of all".
    let usable = |package: &&&Package| package.status(now) == PackageStatus::Usable;
    let balances = wanted.iter().filter(usable).map(|package| package.balance);
    let total_balance = balances.fold(0, u64::saturating_add);
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
    let packages = page(wanted.into_iter(), request.offset, limit).map(show).collect();
    Ok(DescribePackagesReply { packages, total_count, total_balance })
}

pub(crate) fn create_certificate_by_package(
    context: &mut Context<'_, Account>,
    request: CreateCertificateByPackage,
) -> Result<CreateCertificateByPackageReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let product = read_product(request.product_pid)?;
    let usable = |id: &String| {
        let mut packages = context.state.packages.iter();
        packages.any(|each| each.id == *id && each.status(now) == PackageStatus::Usable)
    };
    if request.package_ids.is_empty() || !request.package_ids.iter().all(usable) {
        return Err(Error::InvalidParameterPackageIdsInvalid.into());
    }
    let domains = read_domains(request.domain_names.as_deref())?;
    let domain_number = request.domain_count.parse::<u32>().ok().filter(|count| *count > 0);
    let domain_number = domain_number.ok_or(Error::InvalidParameterDomainCountInvalid)?;
    if u32::try_from(domains.len()).is_ok_and(|named| named > domain_number) {
        return Err(Error::InvalidParameterDomainCountInvalid.into());
    }
    let years = u32::try_from(request.period).ok().filter(|years| YEARS.contains(years));
    let years = years.ok_or(Error::InvalidParameterPeriodInvalid)?;
    check_renewal(&request)?;
    let verify_type = match request.verify_type.as_deref().filter(|text| !text.is_empty()) {
        None => VerifyType::default(),
        Some(text) => VerifyType::read(text).ok_or(Error::FailedOperation)?,
    };
    // Assumption: one that a certificate is to renew but that is not there, more certificates than 100
    // and a project that the caller may not touch are `FailedOperation`. From: the errors of the
    // action, which have none of their own for these.
    let origin = request.old_certificate_id.filter(|id| !id.is_empty());
    if origin.as_deref().is_some_and(|id| context.state.find(id).is_none()) {
        return Err(Error::FailedOperation.into());
    }
    let count = usize::try_from(request.certificate_count.unwrap_or(1)).unwrap_or(usize::MAX);
    let permitted = context.state.permit(request.project_id).is_ok();
    if !(1..=CERTIFICATES).contains(&count) || !permitted {
        return Err(Error::FailedOperation.into());
    }
    spend(context, &request.package_ids, product.number, count)?;
    let manager_id = request.manager_id.and_then(|id| i64::try_from(id).ok());
    let links = Links { origin: origin.clone(), ..Links::default() }.into();
    let certificate = Certificate {
        tags: request.tags,
        project_id: request.project_id,
        order: Some(Box::new(Order {
            domains: domains.into_iter().map(Into::into).collect(),
            verify_type,
            manager_id,
            ..ordered(product, domain_number, years)
        })),
        links,
        ..Certificate::new(String::new(), Source::Paid, now)
    };
    let certificate_ids: Vec<_> =
        (0..count).map(|_| keep_order(context, certificate.clone())).collect();
    let certificate_id = certificate_ids.first().cloned().unwrap_or_default();
    if let Some(old) = origin.and_then(|id| context.state.certificates.find_mut(&id)) {
        old.links.renewal = Some(certificate_id.clone());
    }
    Ok(CreateCertificateByPackageReply { certificate_id, certificate_ids })
}

fn read_product(pid: u64) -> Result<Product, Refusal<Error>> {
    let pid = u32::try_from(pid).map_err(|_| Error::InvalidParameterProductPidInvalid)?;
    let product = Product::by_package(pid);
    let error = Error::InvalidParameterProductPidInvalid;
    let sm2 = Product::is_sm2(pid);
    let refuse = || if sm2 { Refusal::saying(error, NO_SM2) } else { error.into() };
    product.ok_or_else(refuse)
}

/// Reads the host names that an order is to begin with.
fn read_domains(names: Option<&str>) -> Result<Vec<String>, Error> {
    let names = names.unwrap_or_default().split(',').map(str::trim);
    let names: Vec<_> = names.filter(|name| !name.is_empty()).take(NAMES + 1).collect();
    if names.len() > NAMES {
        return Err(Error::InvalidParameterDomainInvalid);
    }
    let read = names
        .into_iter()
        .map(|name| read_domain(name).map_err(|_| Error::InvalidParameterDomainInvalid));
    Ok(once(read.collect::<Result<Vec<_>, _>>()?))
}

/// Refuses a renewal whose key cannot be made as the request says. The key itself is made when the order's
/// information is submitted.
fn check_renewal(request: &CreateCertificateByPackage) -> Result<(), Refusal<Error>> {
    let method = request.renew_gen_csr_method.as_deref().unwrap_or_default();
    if !matches!(method, "" | "original" | "upload" | "online") {
        return Err(Error::InvalidParameterRenewGenCsrMethodInvalid.into());
    }
    if method == "upload" {
        let text = request.renew_csr.as_deref().unwrap_or_default();
        read_any_csr(text).map_err(|_| Error::InvalidParameterRenewCsrInvalid)?;
    }
    let algorithm = request.renew_algorithm_type.as_deref();
    key_kind(algorithm, request.renew_algorithm_param.as_deref()).map_err(|bad| match bad {
        BadKey::Sm2 => Refusal::saying(Error::InvalidParameterRenewAlgorithmInvalid, NO_SM2),
        BadKey::Unknown => Error::InvalidParameterRenewAlgorithmInvalid.into(),
    })?;
    Ok(())
}

/// Takes the price of certificates from packages, in the order in which the request names these.
///
/// Assumption: a certificate costs one point unless the state says otherwise of its product, and too
/// few points are `TradeError`. From: the words of the code; the prices are on no page of the API.
fn spend(
    context: &mut Context<'_, Account>,
    ids: &[String],
    product: u32,
    count: usize,
) -> Result<(), Error> {
    let now = context.tools.clock.now();
    let price = context.state.points.iter().find(|price| price.product == product);
    let price = price.map_or(1, |price| price.points);
    let mut due = price.saturating_mul(count as u64);
    let packages = &mut context.state.packages;
    let is_named = |package: &Package| ids.contains(&package.id);
    let there = packages.iter().filter(|package| is_named(package));
    if there.map(|package| package.balance).fold(0, u64::saturating_add) < due {
        return Err(Error::TradeError);
    }
    for id in ids {
        if let Some(package) = packages.iter_mut().find(|package| package.id == *id) {
            let part = due.min(package.balance);
            package.balance -= part;
            package.updated = Some(now);
            due -= part;
        }
    }
    Ok(())
}
