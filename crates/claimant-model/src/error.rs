//! What can be wrong with a model file.

use std::fmt;

/// Why bytes are not a model that this crate can run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The file is no safetensors file, or its header lies about what follows.
    Header(String),
    /// The model's own description (format, sizes, groups, heads) is missing or makes no sense.
    Config(String),
    /// The vocabulary cannot be used.
    Vocabulary(String),
    /// A tensor is missing, or is not what it should be.
    Tensor {
        /// Its name in the file.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl ModelError {
    pub(crate) fn tensor(name: &str, problem: impl Into<String>) -> ModelError {
        ModelError::Tensor { name: name.to_owned(), problem: problem.into() }
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::Header(problem) => write!(f, "not a model file: {problem}"),
            ModelError::Config(problem) => write!(f, "the model's description: {problem}"),
            ModelError::Vocabulary(problem) => write!(f, "the model's vocabulary: {problem}"),
            ModelError::Tensor { name, problem } => write!(f, "the model's tensor {name}: {problem}"),
        }
    }
}

impl std::error::Error for ModelError {}
