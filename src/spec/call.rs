//! The code that answers an operation: plain synchronous functions. Their types are erased, so that one table
//! can hold them all.

use std::any::TypeId;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{ErrorCode, Failure, Parameters, Refusal, Request, Unread, buffer};
use crate::json;
use crate::store::{Context, Facts, State, Store, View};

/// An operation's implementation with its types erased: a [`Read`], a [`Write`] or an [`Errand`].
pub trait Call: Send + Sync {
    /// Runs the operation and returns the body: `before`, followed by the reply as JSON. Adds the parameters
    /// that the operation does not read to `unread`.
    fn run(
        &self,
        store: &Store,
        facts: &Facts,
        parameters: Parameters,
        unread: &mut Unread,
        before: &'static [u8],
    ) -> Result<Vec<u8>, CallError>;
    /// Whether the operation can take so long that it needs a thread of its own.
    fn takes_long(&self) -> bool;
    /// The errors that the operation documents.
    fn errors(&self) -> Vec<&'static dyn ErrorCode>;
    /// All errors of the catalogue that the documented errors belong to.
    fn catalogue(&self) -> &'static [&'static dyn ErrorCode];
    /// The JSON Schema of its parameters.
    fn request_schema(&self, generator: &mut SchemaGenerator) -> Schema;
    /// The JSON Schema of its reply.
    fn reply_schema(&self, generator: &mut SchemaGenerator) -> Schema;
}

/// Why an operation has no reply.
#[derive(Debug)]
pub enum CallError {
    /// The parameters do not have the operation's shape.
    Malformed(serde_json::Error),
    /// The operation refused.
    Refused(Failure),
}

/// The reply of an operation that answers without a body.
#[derive(Debug, JsonSchema, Serialize)]
pub struct NoBody;

/// Writes a reply as JSON after the text `before`; writes nothing for a reply without a body.
fn write<T: Serialize + 'static>(reply: &T, before: &'static [u8]) -> Vec<u8> {
    let mut body = buffer::take();
    if TypeId::of::<T>() != TypeId::of::<NoBody>() {
        body.extend_from_slice(before);
        json::write(&mut body, reply).expect("a reply is plain data");
        debug_assert!(
            serde_json::to_vec(reply).is_ok_and(|json| body.ends_with(&json)),
            "a reply is written as by serde_json"
        );
    }
    body
}

/// Turns a refusal into an error, after settling what depends on other accounts. This is a separate function
/// so that it is compiled once for each provider and not once for each operation.
fn refuse<S: State, E: Copy + Eq + ErrorCode>(
    store: &Store,
    facts: &Facts,
    mut refusal: Refusal<E>,
    documented: &[E],
) -> CallError {
    refusal.settle(|id| store.another_holds::<S>(&facts.account, id));
    let error = refusal.error();
    debug_assert!(documented.contains(&error), "{error:?} is not documented here");
    CallError::Refused(refusal.into())
}

/// Returns errors without the type of their catalogue.
fn list<E: ErrorCode>(errors: &'static [E]) -> Vec<&'static dyn ErrorCode> {
    errors.iter().map(|error| error as &dyn ErrorCode).collect()
}

/// An operation that only reads the account's state.
#[derive(Debug)]
pub struct Read<S: 'static, Req: 'static, Res: 'static, E: 'static> {
    /// Answers the request.
    pub run: fn(&View<'_, S>, Req) -> Result<Res, Refusal<E>>,
    /// The errors that it documents.
    pub errors: &'static [E],
}

/// An operation that changes the account's state.
#[derive(Debug)]
pub(crate) struct Write<S: 'static, Req: 'static, Done: 'static, Res: 'static, E: 'static> {
    /// Refuses an invalid request before `prepare` runs. Only operations that generate a key have it:
    /// generating a key takes long, so these operations run on a thread of their own.
    pub check: Option<Check<S, Req, E>>,
    /// Runs before the account is locked: expensive work that needs only the request.
    pub prepare: Work<Req, Done>,
    /// Answers the request.
    pub run: fn(&mut Context<'_, S>, Done) -> Result<Res, Refusal<E>>,
    /// The errors that it documents.
    pub errors: &'static [E],
}

/// Checks a request against the account's state, and may refuse it.
pub(crate) type Check<S, Req, E> = fn(&View<'_, S>, &Req) -> Result<(), Refusal<E>>;

/// Work that needs only the request; [`std::convert::identity`] if there is none.
pub(crate) type Work<Req, Done> = fn(Req) -> Done;

/// An operation that copies something from its account into the states of other providers, possibly in other
/// accounts, and records the result in its own account.
///
/// Only one account is locked at a time, and none while the parcels are made. Other requests may therefore
/// run in between, and the object that the result is recorded for may be gone by then.
#[derive(Debug)]
pub(crate) struct Errand<
    S: 'static,
    Req: 'static,
    Load: 'static,
    Left: 'static,
    Res: 'static,
    E: 'static,
> {
    /// Returns what is to be delivered and where, or refuses the request.
    pub load: fn(&View<'_, S>, Req) -> Result<Load, Refusal<E>>,
    /// Makes the parcels, in the order of delivery, or refuses the request.
    pub pack: Pack<Load, Left, E>,
    /// Records the results of the deliveries and answers the request.
    pub note: Note<S, Load, Left, Res, E>,
    /// The errors that it documents.
    pub errors: &'static [E],
}

/// Makes the parcels, or refuses the request.
pub(crate) type Pack<Load, Left, E> = fn(&Load) -> Result<Vec<Parcel<Left>>, Refusal<E>>;

/// Delivers a parcel to an account.
type Leave<Left> = Box<dyn FnOnce(&Store, &Facts) -> Left>;

/// Records the results of the deliveries and answers the request.
pub(crate) type Note<S, Load, Left, Res, E> =
    fn(&mut Context<'_, S>, Load, Vec<Left>) -> Result<Res, Refusal<E>>;

/// Something that an [`Errand`] delivers to an account.
pub(crate) struct Parcel<Left> {
    /// The name of the receiving account; if absent, the account that sent the request.
    to: Option<String>,
    leave: Leave<Left>,
}

impl<Left> fmt::Debug for Parcel<Left> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Parcel").field("to", &self.to).finish_non_exhaustive()
    }
}

impl<Left> Parcel<Left> {
    /// A parcel of these contents for the named account, or for the account that sent the request. `leave`
    /// puts the contents into the account's state.
    pub(crate) fn new<T: State, Contents: 'static>(
        to: Option<String>,
        contents: Contents,
        leave: fn(&mut Context<'_, T>, Contents) -> Left,
    ) -> Self
    where
        Left: 'static,
    {
        let leave = move |store: &Store, there: &Facts| {
            store.write(there, |mut context| leave(&mut context, contents))
        };
        Self { to, leave: Box::new(leave) }
    }
}

/// An operation's implementation with its types, which [`Call`] erases.
trait Typed: Send + Sync {
    type State: State;
    type Request: DeserializeOwned + JsonSchema;
    type Reply: JsonSchema + Serialize + 'static;
    type Error: Copy + Eq + ErrorCode + 'static;

    /// Runs the operation. The account is unlocked again when this returns.
    fn answer(
        &self,
        store: &Store,
        facts: &Facts,
        request: Self::Request,
    ) -> Result<Self::Reply, Refusal<Self::Error>>;

    fn documented(&self) -> &'static [Self::Error];

    fn takes_long(&self) -> bool {
        false
    }
}

impl<S, Req, Res, E> Typed for Read<S, Req, Res, E>
where
    S: State,
    Req: DeserializeOwned + JsonSchema,
    Res: JsonSchema + Serialize + 'static,
    E: Copy + Eq + ErrorCode,
{
    type State = S;
    type Request = Req;
    type Reply = Res;
    type Error = E;

    fn answer(&self, store: &Store, facts: &Facts, request: Req) -> Result<Res, Refusal<E>> {
        store.read(facts, |view| (self.run)(&view, request))
    }

    fn documented(&self) -> &'static [E] {
        self.errors
    }
}

impl<S, Req, Done, Res, E> Typed for Write<S, Req, Done, Res, E>
where
    S: State,
    Req: DeserializeOwned + JsonSchema,
    Res: JsonSchema + Serialize + 'static,
    E: Copy + Eq + ErrorCode,
{
    type State = S;
    type Request = Req;
    type Reply = Res;
    type Error = E;

    fn answer(&self, store: &Store, facts: &Facts, request: Req) -> Result<Res, Refusal<E>> {
        if let Some(check) = self.check {
            store.read(facts, |view| check(&view, &request))?;
        }
        let prepared = (self.prepare)(request);
        store.write(facts, |mut context| (self.run)(&mut context, prepared))
    }

    fn takes_long(&self) -> bool {
        self.check.is_some()
    }

    fn documented(&self) -> &'static [E] {
        self.errors
    }
}

impl<S, Req, Load, Left, Res, E> Typed for Errand<S, Req, Load, Left, Res, E>
where
    S: State,
    Req: DeserializeOwned + JsonSchema,
    Res: JsonSchema + Serialize + 'static,
    E: Copy + Eq + ErrorCode,
{
    type State = S;
    type Request = Req;
    type Reply = Res;
    type Error = E;

    fn answer(&self, store: &Store, facts: &Facts, request: Req) -> Result<Res, Refusal<E>> {
        let load = store.read(facts, |view| (self.load)(&view, request))?;
        let leave = |Parcel { to, leave }: Parcel<Left>| match to {
            Some(account) => leave(store, &Facts { account: account.into(), ..facts.clone() }),
            None => leave(store, facts),
        };
        let left = (self.pack)(&load)?.into_iter().map(leave).collect();
        store.write(facts, |mut context| (self.note)(&mut context, load, left))
    }

    fn documented(&self) -> &'static [E] {
        self.errors
    }
}

impl<R: Typed> Call for R {
    fn run(
        &self,
        store: &Store,
        facts: &Facts,
        parameters: Parameters,
        unread: &mut Unread,
        before: &'static [u8],
    ) -> Result<Vec<u8>, CallError> {
        let request = unread.read(parameters.into()).map_err(CallError::Malformed)?;
        match self.answer(store, facts, request) {
            Ok(reply) => Ok(write(&reply, before)),
            Err(refusal) => Err(refuse::<R::State, _>(store, facts, refusal, self.documented())),
        }
    }

    fn takes_long(&self) -> bool {
        Typed::takes_long(self)
    }

    fn errors(&self) -> Vec<&'static dyn ErrorCode> {
        list(self.documented())
    }

    fn catalogue(&self) -> &'static [&'static dyn ErrorCode] {
        R::Error::all()
    }

    fn request_schema(&self, generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<R::Request>()
    }

    fn reply_schema(&self, generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<R::Reply>()
    }
}

/// A [`Gate`] with its types erased.
pub trait Entrance: Send + Sync {
    /// Lets a request in, or refuses it.
    fn enter(&self, store: &Store, facts: &Facts, request: &Request) -> Result<(), Failure>;
}

/// A check between authentication and a provider's operations.
#[derive(Debug)]
pub(crate) struct Gate<S: 'static> {
    /// Returns whether the object that the request works in exists, or refuses the request. If it does not
    /// exist, `make` creates it.
    pub check: fn(&S, &Request) -> Result<bool, Failure>,
    /// Creates the object.
    pub make: Option<fn(&mut S, &Request)>,
}

impl<S: State> Entrance for Gate<S> {
    fn enter(&self, store: &Store, facts: &Facts, request: &Request) -> Result<(), Failure> {
        let ready = store.read(facts, |view: View<'_, S>| (self.check)(view.state, request))?;
        if let Some(make) = self.make.filter(|_| !ready) {
            store.write(facts, |context: Context<'_, S>| make(context.state, request));
        }
        Ok(())
    }
}
