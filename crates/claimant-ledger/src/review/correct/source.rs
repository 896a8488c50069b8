//! Who vouches next to a claim, as people correct it.

use claimant_doc::Attribution;
use serde_json::{Map, Value, json};

use super::super::Refusal;
use super::{Draft, is, unfit};

impl Draft {
    /// Who vouches next to the claim; null for the article itself.
    pub(super) fn source(&self, claim: usize) -> Value {
        let Some(attribution) = self.innermost(claim) else { return Value::Null };
        let entity = self.json["entities"].as_array().and_then(|entities| {
            let at = entities.iter().position(|entity| entity["id"] == attribution["source_entity"])?;
            self.entities.get(at)
        });
        json!({
            "source": attribution["source"],
            "cue": attribution["cue"],
            "source_kind": attribution["source_kind"],
            "entity": entity,
        })
    }

    fn innermost(&self, claim: usize) -> Option<&Value> {
        let id = self.json["claims"][claim]["chain"].as_array()?.last()?;
        self.json["attributions"].as_array()?.iter().find(|attribution| attribution["id"] == *id)
    }

    /// Has somebody else vouch next to the claim. Other claims of the same attribution keep theirs.
    pub(super) fn set_source(&mut self, claim: usize, new: &Value) -> Result<(), Refusal> {
        if new.is_null() {
            self.json["claims"][claim]["chain"] = json!(["article"]);
            self.json["claims"][claim]["form"] = json!("own_voice");
            return Ok(());
        }
        let attribution = self.new_attribution(claim, new).ok_or_else(|| unfit("source", new))?;
        let id = attribution["id"].clone();
        let old = self.innermost(claim).map(|old| old["id"].clone());
        let Some(chain) = self.json["claims"][claim]["chain"].as_array_mut() else {
            return Err(Refusal::Missing);
        };
        match chain.last_mut() {
            Some(last) if old.is_some() => *last = id,
            _ => chain.push(id),
        }
        if self.json["claims"][claim]["form"] == "own_voice" {
            self.json["claims"][claim]["form"] = json!("indirect");
        }
        if let Some(all) = self.json["attributions"].as_array_mut() {
            all.push(attribution);
        }
        Ok(())
    }

    /// An attribution with the source that a person names. One without words is unnamed, whoever it may be.
    fn new_attribution(&self, claim: usize, new: &Value) -> Option<Value> {
        let content = self.json["claims"][claim]["content"].clone();
        let blank = json!({
            "source": [], "cue": [], "content": content, "form": "indirect",
            "source_entity": null, "source_kind": null, "inside": null, "stance": null,
        });
        let mut attribution = self.innermost(claim).cloned().unwrap_or(blank);
        let known = ["source", "cue", "source_kind", "entity"];
        let named: &Map<String, Value> =
            new.as_object().filter(|o| o.keys().all(|key| known.contains(&key.as_str())))?;
        let numbers = self.json["attributions"]
            .as_array()?
            .iter()
            .filter_map(|a| a["id"].as_str()?.get(1..)?.parse::<u64>().ok());
        attribution["id"] = json!(format!("a{}", numbers.max().unwrap_or(0) + 1));
        attribution["source"] = named.get("source")?.clone();
        if let Some(cue) = named.get("cue") {
            attribution["cue"] = cue.clone();
        }
        let unnamed = attribution["source"].as_array()?.is_empty();
        attribution["source_kind"] =
            if unnamed { json!("unnamed") } else { named.get("source_kind").cloned().unwrap_or_default() };
        attribution["source_entity"] = match named.get("entity").and_then(Value::as_str).filter(|_| !unnamed)
        {
            Some(key) => {
                self.json["entities"][self.entities.iter().position(|known| known == key)?]["id"].clone()
            }
            None => Value::Null,
        };
        (is::<Attribution>(&attribution) && self.is_placed(&attribution)).then_some(attribution)
    }
}
