//! What answers an operation: plain synchronous functions, with their types erased so that one table
//! can hold them all.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{ErrorCode, Failure, Parameters, Refusal, Request};
use crate::store::{Context, State, Store, View};

/// A [`Read`] or a [`Write`].
pub trait Call: fmt::Debug + Send + Sync {
    /// Runs the operation for an account and writes its reply's JSON; says which parameters it does
    /// not read.
    fn run(
        &self,
        store: &Store,
        account: &str,
        parameters: Parameters,
        unread: &mut Vec<String>,
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

/// A reply, as JSON.
pub trait Reply: Serialize + JsonSchema {
    /// Writes the JSON.
    fn write(&self) -> Vec<u8> {
        // What most replies fit in, so that it seldom grows.
        let mut json = Vec::with_capacity(4096);
        serde_json::to_writer(&mut json, self).expect("a reply is plain data");
        json
    }
}

/// The reply of an operation that answers without a body.
#[derive(Debug, JsonSchema, Serialize)]
pub struct NoBody;

impl Reply for NoBody {
    fn write(&self) -> Vec<u8> {
        Vec::new()
    }
}

/// An operation that only looks.
pub struct Read<S: 'static, Req: 'static, Res: 'static, E: 'static> {
    /// What answers the request.
    pub run: fn(&View<'_, S>, Req) -> Result<Res, Refusal<E>>,
    /// The errors that it documents.
    pub errors: &'static [E],
}

/// An operation that changes something.
pub struct Write<S: 'static, Req: 'static, Done: 'static, Res: 'static, E: 'static> {
    /// What is done before the account is taken: the costly work that needs nothing of it.
    pub prepare: Work<Req, Done>,
    /// What answers the request.
    pub run: fn(&mut Context<'_, S>, Done) -> Result<Res, Refusal<E>>,
    /// The errors that it documents.
    pub errors: &'static [E],
}

/// An operation that changes something and generates a key for it, which takes long: it is checked
/// before, and has a thread of its own.
pub struct Generate<S: 'static, Req: 'static, Done: 'static, Res: 'static, E: 'static> {
    /// Refuses what would be refused, so that no key is generated in vain.
    pub check: fn(&View<'_, S>, &Req) -> Result<(), Refusal<E>>,
    /// Generates the key while the account is free for others, and changes what is to be changed.
    pub write: Write<S, Req, Done, Res, E>,
}

// Written by hand, because a derived one would ask for a way to print requests, which hold keys.
impl<S, Req, Res, E> fmt::Debug for Read<S, Req, Res, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Read").finish_non_exhaustive()
    }
}

impl<S, Req, Done, Res, E> fmt::Debug for Write<S, Req, Done, Res, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Write").finish_non_exhaustive()
    }
}

impl<S, Req, Done, Res, E> fmt::Debug for Generate<S, Req, Done, Res, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Generate").finish_non_exhaustive()
    }
}

impl<S> fmt::Debug for Gate<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Gate").finish_non_exhaustive()
    }
}

/// Work on a request alone; [`std::convert::identity`] where there is none.
pub type Work<Req, Done> = fn(Req) -> Done;

/// A row of the table with its types: what [`Call`] erases.
trait Row: fmt::Debug + Send + Sync {
    type State: State;
    type Request: DeserializeOwned + JsonSchema;
    type Reply: Reply;
    type Error: Copy + Eq + ErrorCode + 'static;

    /// Runs the operation. The account is free again when it returns.
    fn answer(
        &self,
        store: &Store,
        account: &str,
        request: Self::Request,
    ) -> Result<Self::Reply, Refusal<Self::Error>>;

    fn documented(&self) -> &'static [Self::Error];

    fn takes_long(&self) -> bool {
        false
    }
}

impl<S, Req, Res, E> Row for Read<S, Req, Res, E>
where
    S: State,
    Req: DeserializeOwned + JsonSchema,
    Res: Reply,
    E: Copy + Eq + ErrorCode,
{
    type State = S;
    type Request = Req;
    type Reply = Res;
    type Error = E;

    fn answer(&self, store: &Store, account: &str, request: Req) -> Result<Res, Refusal<E>> {
        store.read(account, |view| (self.run)(&view, request))
    }

    fn documented(&self) -> &'static [E] {
        self.errors
    }
}

impl<S, Req, Done, Res, E> Row for Write<S, Req, Done, Res, E>
where
    S: State,
    Req: DeserializeOwned + JsonSchema,
    Res: Reply,
    E: Copy + Eq + ErrorCode,
{
    type State = S;
    type Request = Req;
    type Reply = Res;
    type Error = E;

    fn answer(&self, store: &Store, account: &str, request: Req) -> Result<Res, Refusal<E>> {
        let prepared = (self.prepare)(request);
        store.write(account, |mut context| (self.run)(&mut context, prepared))
    }

    fn documented(&self) -> &'static [E] {
        self.errors
    }
}

impl<S, Req, Done, Res, E> Row for Generate<S, Req, Done, Res, E>
where
    S: State,
    Req: DeserializeOwned + JsonSchema,
    Res: Reply,
    E: Copy + Eq + ErrorCode,
{
    type State = S;
    type Request = Req;
    type Reply = Res;
    type Error = E;

    fn answer(&self, store: &Store, account: &str, request: Req) -> Result<Res, Refusal<E>> {
        store.read(account, |view| (self.check)(&view, &request))?;
        self.write.answer(store, account, request)
    }

    fn documented(&self) -> &'static [E] {
        self.write.errors
    }

    fn takes_long(&self) -> bool {
        true
    }
}

impl<R: Row> Call for R {
    fn run(
        &self,
        store: &Store,
        account: &str,
        parameters: Parameters,
        unread: &mut Vec<String>,
    ) -> Result<Vec<u8>, CallError> {
        let note = |path: serde_ignored::Path<'_>| unread.push(path.to_string());
        let request = serde_ignored::deserialize(Value::from(parameters), note)
            .map_err(CallError::Malformed)?;
        let outcome = self.answer(store, account, request);
        outcome.map(|reply| reply.write()).map_err(|mut refusal| {
            refusal.settle(|id| store.another_holds::<R::State>(account, id));
            let error = refusal.error();
            debug_assert!(self.documented().contains(&error), "{error:?} is not documented here");
            CallError::Refused(refusal.into())
        })
    }

    fn takes_long(&self) -> bool {
        Row::takes_long(self)
    }

    fn errors(&self) -> Vec<&'static dyn ErrorCode> {
        self.documented().iter().map(|error| error as &dyn ErrorCode).collect()
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
pub trait Entrance: fmt::Debug + Send + Sync {
    /// Lets a request in, or refuses it.
    fn enter(&self, store: &Store, account: &str, request: &Request) -> Result<(), Failure>;
}

/// What stands between authentication and the operations of a provider.
pub struct Gate<S: 'static> {
    /// Whether what the request enters is there (or else has to be made), or the refusal.
    pub check: fn(&S, &Request) -> Result<bool, Failure>,
    /// Makes it.
    pub make: fn(&mut S, &Request),
}

impl<S: State> Entrance for Gate<S> {
    fn enter(&self, store: &Store, account: &str, request: &Request) -> Result<(), Failure> {
        let ready = store.read(account, |view: View<'_, S>| (self.check)(view.state, request))?;
        if !ready {
            store.write(account, |context: Context<'_, S>| (self.make)(context.state, request));
        }
        Ok(())
    }
}
