//! Text in, label scores out: a small encoder with int8 weights and many heads. It knows no news.
//!
//! ```text
//! bytes ─Model::from_bytes→ Model      Doc ─Model::windows→ Window ─Model::encode→ Encoded ─heads, decode→ labels
//! ```
//!
//! A [`Doc`](claimant_doc::Doc) is encoded window by window, some hundred words each, so that an article of any length
//! takes the same memory:
//!
//! ```no_run
//! # fn run(bytes: &'static [u8], doc: &claimant_doc::Doc<'_>) -> Result<(), claimant_model::ModelError> {
//! use claimant_model::{Model, Scratch};
//!
//! let model = Model::from_bytes(bytes)?;
//! let head = model.head("pos")?;
//! let mut scratch = Scratch::default();
//! for window in model.windows(doc) {
//!     let encoded = model.encode(&window, &mut scratch);
//!     let scores = encoded.scores(head); // one row of head.labels a word of window.words
//!     let means = encoded.pooled("embedding"); // one row a sentence of window.sentences
//! }
//! # Ok(())
//! # }
//! ```
//!
//! - [`Model::head`]: a head of the file with its labels; [`Model::tensor`]: any other tensor, by name and shape.
//! - [`Encoded::group`]: the vectors that a group of heads reads, one row a word; [`Encoded::scores`]: a linear head's
//!   scores; [`Encoded::project`]: any linear layer over rows.
//! - [`decode`]: best label paths, arc scores, trees.
//!
//! The same model and text give the same bits on every processor; see [`kernels`].

mod bundled;
pub mod decode;
mod encoder;
mod error;
pub mod file;
pub mod kernels;
mod model;
mod wordpiece;
mod words;

pub use bundled::{bundled, bundled_label};
pub use encoder::{Encoded, Scratch};
pub use error::ModelError;
pub use kernels::{Path, product::Linear};
pub use model::{Config, Head, Input, Model};
pub use wordpiece::WordPiece;
pub use words::{Shape, Window, WindowSentence};
