//! From a command's name and JSON to its function and back, for faces that speak JSON.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::{
    Bytes, Error, ErrorCode, bulk::*, commands::with_commands, comparing::*, connections::*, data::*, figures::*,
    invoices::*, pdfs::*, preferences::*, syncing::*, tables::*, types::*, writing::*,
};
use crate::app::App;

/// What a command gives back.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A JSON value.
    Json(serde_json::Value),
    /// Raw bytes.
    Bytes(Vec<u8>),
}

trait IntoReply {
    fn into_reply(self) -> Result<Reply, Error>;
}

impl<T: serde::Serialize> IntoReply for T {
    fn into_reply(self) -> Result<Reply, Error> {
        serde_json::to_value(self).map(Reply::Json).map_err(|error| Error::new(ErrorCode::Failed, error.to_string()))
    }
}

fn request<T: DeserializeOwned>(command: &str, json: serde_json::Value) -> Result<T, Error> {
    serde_json::from_value(json)
        .map_err(|error| Error::new(ErrorCode::InvalidInput, format!("{command}: the request is wrong: {error}")))
}

/// Carries out a command. `progress` is called by those that report progress.
///
/// # Errors
/// Those of the command; [`ErrorCode::InvalidInput`] for a name or request there is not.
pub async fn dispatch(
    app: &Arc<App>,
    command: &str,
    json: serde_json::Value,
    progress: impl Fn(SyncProgress) + Send + Sync + 'static,
) -> Result<Reply, Error> {
    macro_rules! route {
        ($(#[doc = $doc:literal] $name:ident($request:ty) -> $response:tt $(<$($argument:ty),*>)? $(, $progress:ident)?;)*) => {
            match command {
                $(stringify!($name) => {
                    let request: $request = request(command, json)?;
                    route!(@call $name, request, $response $(, $progress)?)
                })*
                _ => Err(Error::new(ErrorCode::InvalidInput, format!("there is no command {command}"))),
            }
        };
        (@call $name:ident, $argument:ident, Bytes) => {{
            let Bytes(bytes) = $name(app, $argument).await?;
            Ok(Reply::Bytes(bytes))
        }};
        (@call $name:ident, $argument:ident, $response:tt, progress) => { $name(app, $argument, progress).await?.into_reply() };
        (@call $name:ident, $argument:ident, $response:tt) => { $name(app, $argument).await?.into_reply() };
    }
    with_commands!(route)
}
