//! Refusals: every answer that is not what was asked for, as a status and a [`Problem`].

use crate::store::SaveError;
use api::Problem;
use axum::{
    Json,
    extract::rejection::JsonRejection,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use messages::say;

/// A refusal.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    problem: Problem,
}

impl Refusal {
    /// A refusal with this status and code.
    pub fn new(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self { status, problem: Problem { message: message.into(), code: code.to_owned() } }
    }

    /// Nobody is signed in.
    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", say!("signed-out-mend"))
    }

    /// There is no such thing, which `message` names.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", message)
    }

    /// There is nothing at this address.
    pub fn no_such_address() -> Self {
        Self::not_found(say!("no-such-address"))
    }

    /// There is no run of this id.
    pub fn no_such_run() -> Self {
        Self::not_found(say!("no-such-run"))
    }

    /// What was sent makes no sense.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", message)
    }

    /// The request came from somewhere it must not come from.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", message)
    }

    /// It cannot be done now.
    pub fn busy(message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "busy", message)
    }

    /// The database did not do it. The cause goes to the server's own log.
    pub fn storage(error: &sqlx::Error) -> Self {
        eprintln!("conga: the database refused: {error}");
        let code = match error {
            sqlx::Error::Database(cause) => cause.code().unwrap_or_default().into_owned(),
            _ => String::new(),
        };
        // SQLite: 13 is FULL, 778 and the like are IOERR; the low byte is the family.
        let family = code.parse::<u32>().map_or(0, |code| code & 0xff);
        let message = match family {
            13 => say!("disk-full"),
            10 => say!("disk-silent"),
            8 => say!("data-read-only"),
            _ => say!("database-refused"),
        };
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "storage", message)
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::storage(&error)
    }
}

impl From<SaveError> for Refusal {
    fn from(error: SaveError) -> Self {
        match &error {
            SaveError::Gone => Self::new(StatusCode::NOT_FOUND, "not-found", error.to_string()),
            SaveError::Stale { .. } => Self::new(StatusCode::CONFLICT, "stale", error.to_string()),
            SaveError::Invalid(_) => Self::invalid(error.to_string()),
            SaveError::Storage(cause) => Self::storage(cause),
        }
    }
}

impl From<JsonRejection> for Refusal {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", say!("too-large")),
            status => Self::new(status, "invalid", rejection.body_text()),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.problem)).into_response()
    }
}
