//! What answers an operation: plain synchronous functions, with their types erased so that one table
//! can hold them all.

use std::any::TypeId;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{ErrorCode, Failure, Parameters, Refusal, Request, Unread, buffer};
use crate::json;
use crate::store::{Context, Facts, State, Store, View};

/// A [`Read`] or a [`Write`].
pub trait Call: Send + Sync {
    /// Runs the operation and writes its reply's JSON behind that text; says which parameters it
    /// does not read.
    fn run(
        &self,
        store: &Store,
        facts: &Facts,
        parameters: Parameters,
        unread: &mut Unread,
        before: &'static [u8],
    ) -> Result<Vec<u8>, CallError>;
    /// Whether it may take so long that no other request may wait for its thread.
    fn takes_long(&self) -> bool;
    /// The errors that the operation documents.
    fn errors(&self) -> Vec<&'static dyn ErrorCode>;
    /// The errors of the catalogue that those are of.
    fn catalogue(&self) -> &'static [&'static dyn ErrorCode];
    /// The JSON Schema of its parameters.
    fn request_schema(&self, generator: &mut SchemaGenerator) -> Schema;
    /// The JSON Schema of its reply.
    fn reply_schema(&self, generator: &mut SchemaGenerator) -> Schema;
}

/// Why a call has no reply.
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

/// Writes a reply's JSON behind that text; nothing where it has no body.
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

/// Settles what a refusal left open. A function of its own, and so compiled once for a provider and not
/// for each of its operations.
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

/// Errors, whatever their catalogue.
fn list<E: ErrorCode>(errors: &'static [E]) -> Vec<&'static dyn ErrorCode> {
    errors.iter().map(|error| error as &dyn ErrorCode).collect()
}

/// An operation that only looks.
#[derive(Debug)]
pub struct Read<S: 'static, Req: 'static, Res: 'static, E: 'static> {
    /// What answers the request.
    pub run: fn(&View<'_, S>, Req) -> Result<Res, Refusal<E>>,
    /// The errors that it documents.
    pub errors: &'static [E],
}

/// An operation that changes something.
#[derive(Debug)]
pub(crate) struct Write<S: 'static, Req: 'static, Done: 'static, Res: 'static, E: 'static> {
    /// Refuses what would be refused, so that no key is generated in vain: of an operation that
    /// generates one, which takes long and has a thread of its own.
    pub check: Option<Check<S, Req, E>>,
    /// What is done before the account is taken: the costly work that needs nothing of it.
    pub prepare: Work<Req, Done>,
    /// What answers the request.
    pub run: fn(&mut Context<'_, S>, Done) -> Result<Res, Refusal<E>>,
    /// The errors that it documents.
    pub errors: &'static [E],
}

/// Looks at an account and a request, and may refuse it.
pub(crate) type Check<S, Req, E> = fn(&View<'_, S>, &Req) -> Result<(), Refusal<E>>;

/// Work on a request alone; [`std::convert::identity`] where there is none.
pub(crate) type Work<Req, Done> = fn(Req) -> Done;

/// An operation that takes something of its account to what accounts hold of other providers, and
/// notes in its own what became of it there.
///
/// No two accounts are held at once, and none while the parcels are made. So others may come between:
/// what is noted may be of an object that is gone by then.
#[derive(Debug)]
pub(crate) struct Errand<
    S: 'static,
    Req: 'static,
    Load: 'static,
    Left: 'static,
    Res: 'static,
    E: 'static,
> {
    /// Says what is taken, and where to, or refuses.
    pub load: fn(&View<'_, S>, Req) -> Result<Load, Refusal<E>>,
    /// Makes the parcels, in the order in which they are left, or refuses.
    pub pack: Pack<Load, Left, E>,
    /// Notes what became of the parcels, and answers the request.
    pub note: Note<S, Load, Left, Res, E>,
    /// The errors that it documents.
    pub errors: &'static [E],
}

/// Makes parcels, or refuses.
pub(crate) type Pack<Load, Left, E> = fn(&Load) -> Result<Vec<Parcel<Left>>, Refusal<E>>;

/// Leaves something with an account.
type Leave<Left> = Box<dyn FnOnce(&Store, &Facts) -> Left>;

/// Notes what became of what was left, and answers.
pub(crate) type Note<S, Load, Left, Res, E> =
    fn(&mut Context<'_, S>, Load, Vec<Left>) -> Result<Res, Refusal<E>>;

/// What an [`Errand`] leaves with an account.
pub(crate) struct Parcel<Left> {
    /// The name of the account; its own where there is none.
    to: Option<String>,
    leave: Leave<Left>,
}

impl<Left> fmt::Debug for Parcel<Left> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Parcel").field("to", &self.to).finish_non_exhaustive()
    }
}

impl<Left> Parcel<Left> {
    /// What is left with that account, or else with the one that asks.
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

/// A row of the table with its types: what [`Call`] erases.
trait Typed: Send + Sync {
    type State: State;
    type Request: DeserializeOwned + JsonSchema;
    type Reply: JsonSchema + Serialize + 'static;
    type Error: Copy + Eq + ErrorCode + 'static;

    /// Runs the operation. The account is free again when it returns.
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
            Some(account) => leave(store, &Facts { account, ..facts.clone() }),
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

/// What stands between authentication and the operations of a provider.
#[derive(Debug)]
pub(crate) struct Gate<S: 'static> {
    /// Whether what the request enters is there (or else has to be made), or the refusal.
    pub check: fn(&S, &Request) -> Result<bool, Failure>,
    /// Makes it.
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
