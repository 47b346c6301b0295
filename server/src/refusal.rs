//! Refusals: every answer that is not what was asked for, as a status and a [`Problem`].

use crate::store::SaveError;
use api::Problem;
use axum::{
    Json,
    extract::rejection::JsonRejection,
    http::StatusCode,
    response::{IntoResponse, Response},
};

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
        let mend = "you are signed out; type `conga sign-in` where the server runs, and open the link it prints";
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", mend)
    }

    /// There is no such thing.
    pub fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", format!("there is no such {what}; perhaps it was deleted"))
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
            13 => {
                "the disk of the data folder is full: nothing was saved, nothing saved is lost; make room and try again"
            }
            10 => {
                "the disk of the data folder does not answer: nothing was saved; see the server's output, then try again"
            }
            8 => "the data folder cannot be written: nothing was saved; check its rights, then try again",
            _ => "the database did not take it: nothing was saved; see the server's output, then try again",
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
            StatusCode::PAYLOAD_TOO_LARGE => {
                let message = "this is too large to be taken; split it, or remove what is not needed";
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", message)
            }
            status => Self::new(status, "invalid", rejection.body_text()),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.problem)).into_response()
    }
}
