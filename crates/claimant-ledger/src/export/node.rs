//! JSON whose members keep the order that they are written in, whatever else the program is built with.

use claimant_doc::Link;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Number, Value};

/// A piece of JSON.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Null,
    Flag(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(&'static str, Node)>),
}

/// An object of these members, in this order. What is not known is left out.
pub(super) fn object<const N: usize>(members: [(&'static str, Node); N]) -> Node {
    Node::Object(members.into_iter().filter(|(_, value)| *value != Node::Null).collect())
}

/// A list of what `items` become.
pub(super) fn list<T: Into<Node>>(items: impl IntoIterator<Item = T>) -> Node {
    Node::List(items.into_iter().map(Into::into).collect())
}

impl Node {
    /// The list, or null where there is nothing in it.
    pub fn unless_empty(self) -> Node {
        if self == Node::List(Vec::new()) { Node::Null } else { self }
    }

    /// On one line, without blanks.
    pub fn line(&self) -> String {
        // Text keys and finite numbers always become JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Null => out.serialize_unit(),
            Node::Flag(flag) => flag.serialize(out),
            Node::Number(number) => number.serialize(out),
            Node::Text(text) => text.serialize(out),
            Node::List(items) => items.serialize(out),
            Node::Object(members) => {
                let mut map = out.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Node {
        Node::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::Text(text)
    }
}

impl From<u32> for Node {
    fn from(number: u32) -> Node {
        Node::Number(number.into())
    }
}

impl From<u64> for Node {
    fn from(number: u64) -> Node {
        Node::Number(number.into())
    }
}

impl From<f64> for Node {
    fn from(number: f64) -> Node {
        Number::from_f64(number).map_or(Node::Null, Node::Number)
    }
}

impl From<f32> for Node {
    /// As it is written, not with the digits that widening would add.
    fn from(number: f32) -> Node {
        number.to_string().parse::<f64>().map_or(Node::Null, Node::from)
    }
}

impl From<bool> for Node {
    fn from(flag: bool) -> Node {
        Node::Flag(flag)
    }
}

impl From<&Link> for Node {
    fn from(link: &Link) -> Node {
        link.id().map_or(Node::Null, Node::from)
    }
}

impl From<&String> for Node {
    fn from(text: &String) -> Node {
        Node::from(text.as_str())
    }
}

impl<T: Into<Node>> From<Option<T>> for Node {
    fn from(value: Option<T>) -> Node {
        value.map_or(Node::Null, Into::into)
    }
}

impl From<&Value> for Node {
    /// Objects become text, since the order of their members is not ours.
    fn from(value: &Value) -> Node {
        match value {
            Value::Null => Node::Null,
            Value::Bool(flag) => Node::Flag(*flag),
            Value::Number(number) => Node::Number(number.clone()),
            Value::String(text) => Node::Text(text.clone()),
            Value::Array(items) => list(items),
            Value::Object(_) => Node::Text(value.to_string()),
        }
    }
}
