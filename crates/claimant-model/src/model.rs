//! A model: what a file says, checked and laid out for the kernels.

use std::collections::BTreeMap;

use claimant_doc::Doc;
use serde::Deserialize;

use crate::file::File;
use crate::kernels::attention::HEAD;
use crate::kernels::{Path, product::Linear};
use crate::words::{Window, windows};
use crate::{ModelError, WordPiece};

/// What a file must call its format.
const FORMAT: &str = "claimant-model/1";
/// Bounds on what a file may ask for.
const MOST_LAYERS: usize = 48;
const WIDEST: usize = 4096;
const LONGEST_WINDOW: usize = 1024;

/// Sizes of an encoder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Config {
    /// Layers after the embedding.
    pub layers: usize,
    /// Floats a piece.
    pub hidden: usize,
    /// Attention heads, of 32 floats each.
    pub heads: usize,
    /// Floats inside a layer's second half.
    pub ffn: usize,
    /// Pieces of a window, `[CLS]` and `[SEP]` included.
    pub window: usize,
    /// Features a piece can have.
    pub features: usize,
    /// Names of the groups of heads; each group reads its own mix of the layers.
    pub groups: Vec<String>,
}

impl Config {
    fn check(&self) -> Result<(), ModelError> {
        let fits = self.layers <= MOST_LAYERS
            && (1..=WIDEST).contains(&self.hidden)
            && self.heads.checked_mul(HEAD) == Some(self.hidden)
            && (1..=4 * WIDEST).contains(&self.ffn)
            && (3..=LONGEST_WINDOW).contains(&self.window)
            && (1..=256).contains(&self.features);
        fits.then_some(()).ok_or_else(|| ModelError::Config(format!("sizes that do not fit: {self:?}")))
    }
}

/// What a head reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Each word's vector.
    Words,
    /// The mean of the vectors of a sentence's words.
    Sentences,
}

/// A head: labels, and how a group's vectors become their scores.
#[derive(Clone, Debug)]
pub struct Head {
    /// What each score is of.
    pub labels: Vec<String>,
    /// The group whose vectors it reads.
    pub group: String,
    /// Words or sentences.
    pub input: Input,
    /// The layer that gives the scores; a head without one is computed from other layers and tensors of the file.
    pub linear: Option<Linear>,
}

#[derive(Deserialize)]
struct HeadEntry {
    group: String,
    labels: Vec<String>,
}

/// A float tensor.
#[derive(Clone, Debug)]
struct Tensor {
    shape: Vec<usize>,
    values: Vec<f32>,
}

/// Weight and bias of a layer normalisation.
#[derive(Debug)]
pub(crate) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

#[derive(Debug)]
pub(crate) struct Layer {
    pub qkv: Linear,
    pub out: Linear,
    pub up: Linear,
    pub down: Linear,
    pub norm1: Norm,
    pub norm2: Norm,
}

#[derive(Debug)]
pub(crate) struct Embeddings {
    /// `pieces x hidden` bytes of i8.
    pub words: &'static [u8],
    pub scale: Vec<f32>,
    pub position: Vec<f32>,
    pub feature: Vec<f32>,
    pub norm: Norm,
}

/// An encoder with its vocabulary and heads. It is read only: threads share one, each with its own
/// [`Scratch`](crate::Scratch).
#[derive(Debug)]
pub struct Model {
    name: String,
    vocabulary: WordPiece,
    heads: BTreeMap<String, Head>,
    linears: BTreeMap<String, Linear>,
    tensors: BTreeMap<String, Tensor>,
    pub(crate) config: Config,
    pub(crate) embeddings: Embeddings,
    pub(crate) layers: Vec<Layer>,
    /// `groups x (layers + 1)`.
    pub(crate) mix: Vec<f32>,
    pub(crate) path: Path,
}

impl Model {
    /// Reads a model file. Its bytes stay where they are: what is large is used from there, so that it takes a few
    /// milliseconds.
    ///
    /// # Errors
    /// [`ModelError`] if the file is not of this format, lacks something, or its sizes do not fit together.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Model, ModelError> {
        let file = File::new(bytes)?;
        if file.metadata("format") != Some(FORMAT) {
            return Err(ModelError::Config(format!("its format is not {FORMAT}")));
        }
        let config: Config = described(&file, "config")?;
        config.check()?;
        let entries: BTreeMap<String, HeadEntry> = described(&file, "heads")?;
        let (vocabulary, embeddings) = embeddings(&file, &config)?;
        let mut linears = linears(&file)?;
        let layers = (0..config.layers)
            .map(|i| layer(&file, &config, &mut linears, &format!("layer.{i}")))
            .collect::<Result<_, _>>()?;
        let heads = entries
            .into_iter()
            .map(|(name, entry)| Ok((name.clone(), head(&config, &linears, &name, entry)?)))
            .collect::<Result<_, ModelError>>()?;
        let mix = file.floats("mix", &[config.groups.len(), config.layers + 1])?;
        let name = file.metadata("name").unwrap_or_default().to_owned();
        let (tensors, path) = (tensors(&file)?, Path::best());
        Ok(Model { name, vocabulary, heads, linears, tensors, config, embeddings, layers, mix, path })
    }

    /// The same model on another path; the results are the same.
    #[must_use]
    pub fn on(self, path: Path) -> Model {
        Model { path, ..self }
    }

    /// The path that it takes.
    pub fn path(&self) -> Path {
        self.path
    }

    /// Its name, as the file gives it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its sizes and groups.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Its vocabulary.
    pub fn vocabulary(&self) -> &WordPiece {
        &self.vocabulary
    }

    /// All heads by name.
    pub fn heads(&self) -> impl Iterator<Item = (&str, &Head)> {
        self.heads.iter().map(|(name, head)| (name.as_str(), head))
    }

    /// Head `name`.
    ///
    /// # Errors
    /// [`ModelError::Config`] if there is none.
    pub fn head(&self, name: &str) -> Result<&Head, ModelError> {
        self.heads.get(name).ok_or_else(|| ModelError::Config(format!("it has no head {name}")))
    }

    /// The linear layer whose tensors are `name.weight`, `name.scale` and `name.bias`, outside the encoder.
    ///
    /// # Errors
    /// [`ModelError::Tensor`] if there is none, or if it does not take `inputs` floats and give `outputs`.
    pub fn linear(&self, name: &str, inputs: usize, outputs: usize) -> Result<&Linear, ModelError> {
        let linear = self.linears.get(name).ok_or_else(|| ModelError::tensor(name, "it is missing"))?;
        check_linear(name, linear, inputs, outputs)?;
        Ok(linear)
    }

    /// Float tensor `name`, in rows.
    ///
    /// # Errors
    /// [`ModelError::Tensor`] if there is none, or if it has another shape.
    pub fn tensor(&self, name: &str, shape: &[usize]) -> Result<&[f32], ModelError> {
        let tensor = self.tensors.get(name).ok_or_else(|| ModelError::tensor(name, "it is missing"))?;
        if tensor.shape != shape {
            return Err(ModelError::tensor(name, format!("it is {:?}, not {shape:?}", tensor.shape)));
        }
        Ok(&tensor.values)
    }

    /// Shape of float tensor `name`, if there is one.
    pub fn shape(&self, name: &str) -> Option<&[usize]> {
        self.tensors.get(name).map(|tensor| tensor.shape.as_slice())
    }

    /// Cuts a document into windows, in text order; together they hold every word that is in a sentence, once.
    pub fn windows(&self, doc: &Doc<'_>) -> Vec<Window> {
        windows(doc, &self.vocabulary, self.config.window)
    }
}

/// The JSON that the file's metadata holds under `key`.
fn described<'a, T: Deserialize<'a>>(file: &'a File<'_>, key: &str) -> Result<T, ModelError> {
    let text = file.metadata(key).ok_or_else(|| ModelError::Config(format!("{key} is missing")))?;
    serde_json::from_str(text).map_err(|error| ModelError::Config(format!("{key}: {error}")))
}

fn embeddings(file: &File<'static>, config: &Config) -> Result<(WordPiece, Embeddings), ModelError> {
    let hidden = config.hidden;
    let length = file.shape("vocab")?.first().copied().unwrap_or(0);
    let vocabulary = WordPiece::new(file.bytes("vocab", "U8", &[length])?)?;
    let words = file.bytes("embeddings.word.weight", "I8", &[vocabulary.len(), hidden])?;
    let embeddings = Embeddings {
        words,
        scale: file.floats("embeddings.word.scale", &[vocabulary.len()])?,
        position: file.floats("embeddings.position", &[config.window, hidden])?,
        feature: file.floats("embeddings.feature", &[config.features, hidden])?,
        norm: norm(file, "embeddings.norm", hidden)?,
    };
    Ok((vocabulary, embeddings))
}

fn norm(file: &File<'_>, name: &str, hidden: usize) -> Result<Norm, ModelError> {
    let part = |part: &str| file.floats(&format!("{name}.{part}"), &[hidden]);
    Ok(Norm { weight: part("weight")?, bias: part("bias")? })
}

/// Every int8 matrix that has a scale and a bias, by the name before `.weight`: `outputs x inputs`, or laid out for the
/// kernels.
fn linears(file: &File<'static>) -> Result<BTreeMap<String, Linear>, ModelError> {
    let mut linears = BTreeMap::new();
    for (name, shape) in file.tensors() {
        let Some(base) = name.strip_suffix(".weight") else { continue };
        if file.is_float(name) || base == "embeddings.word" {
            continue;
        }
        let outputs = file.shape(&format!("{base}.scale"))?.first().copied().unwrap_or(0);
        let scale = file.floats(&format!("{base}.scale"), &[outputs])?;
        let bias = file.floats(&format!("{base}.bias"), &[outputs])?;
        let bytes = file.bytes(name, "I8", shape)?;
        let linear = match *shape {
            [rows, inputs] if rows == outputs => Linear::new(bytes, inputs, &scale, &bias),
            [_, groups, 32, 4] => Linear::laid_out(bytes, groups.saturating_mul(4), &scale, &bias),
            _ => None,
        };
        let linear = linear.ok_or_else(|| ModelError::tensor(name, format!("it cannot be {shape:?}")))?;
        linears.insert(base.to_owned(), linear);
    }
    Ok(linears)
}

/// Every float tensor that is no part of the encoder or of a linear layer.
fn tensors(file: &File<'_>) -> Result<BTreeMap<String, Tensor>, ModelError> {
    let is_free = |name: &str| {
        let base = name.rsplit_once('.').map_or(name, |(base, _)| base);
        let of_linear =
            file.shape(&format!("{base}.weight")).is_ok() && !file.is_float(&format!("{base}.weight"));
        file.is_float(name) && !of_linear && !name.starts_with("layer.") && !name.starts_with("embeddings.")
    };
    let free = file.tensors().filter(|(name, _)| is_free(name));
    free.map(|(name, shape)| {
        Ok((name.to_owned(), Tensor { shape: shape.to_vec(), values: file.floats(name, shape)? }))
    })
    .collect()
}

fn layer(
    file: &File<'_>,
    config: &Config,
    linears: &mut BTreeMap<String, Linear>,
    name: &str,
) -> Result<Layer, ModelError> {
    let (hidden, ffn) = (config.hidden, config.ffn);
    let mut take = |part: &str, inputs, outputs| {
        let name = format!("{name}.{part}");
        let linear = linears.remove(&name).ok_or_else(|| ModelError::tensor(&name, "it is missing"))?;
        check_linear(&name, &linear, inputs, outputs)?;
        Ok(linear)
    };
    Ok(Layer {
        qkv: take("qkv", hidden, 3 * hidden)?,
        out: take("out", hidden, hidden)?,
        up: take("up", hidden, ffn)?,
        down: take("down", ffn, hidden)?,
        norm1: norm(file, &format!("{name}.norm1"), hidden)?,
        norm2: norm(file, &format!("{name}.norm2"), hidden)?,
    })
}

fn check_linear(name: &str, linear: &Linear, inputs: usize, outputs: usize) -> Result<(), ModelError> {
    let found = (linear.inputs(), linear.outputs());
    if found != (inputs, outputs) {
        return Err(ModelError::tensor(name, format!("it is {found:?}, not {inputs} to {outputs}")));
    }
    Ok(())
}

fn head(
    config: &Config,
    linears: &BTreeMap<String, Linear>,
    name: &str,
    entry: HeadEntry,
) -> Result<Head, ModelError> {
    let (group, input) = match entry.group.strip_prefix("pooled:") {
        Some(group) => (group, Input::Sentences),
        None => (entry.group.as_str(), Input::Words),
    };
    if !config.groups.iter().any(|known| known == group) {
        return Err(ModelError::Config(format!("head {name} reads group {group}, which is not there")));
    }
    let linear = linears.get(&format!("head.{name}")).cloned();
    if let Some(linear) = &linear {
        check_linear(&format!("head.{name}"), linear, config.hidden, entry.labels.len())?;
    }
    Ok(Head { labels: entry.labels, group: group.to_owned(), input, linear })
}

#[cfg(test)]
pub(crate) mod tests;
