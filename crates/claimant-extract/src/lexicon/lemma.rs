//! The base form of a word: a list of irregular forms, then endings.
//!
//! What loses an "e" before "-ed" and "-ing" was checked against treebank lemmas (see the trainer).

use std::borrow::Cow;
use std::sync::LazyLock;

use claimant_doc::Tag;

use super::{Table, lower};

static IRREGULAR: LazyLock<Table<(&'static str, &'static str)>> = LazyLock::new(|| {
    Table::parse(include_str!("../../data/irregular.tsv"), |row| Some((*row.get(1)?, *row.get(2)?)))
});

/// The base form of a word with this tag, in small letters: "said" is "say", "migrants" is "migrant". Names stay as
/// they are written.
pub fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    if matches!(tag, Tag::Nnp | Tag::Nnps) {
        return Cow::Borrowed(word);
    }
    lower(word, |small| {
        let base = irregular(small, tag).map(Cow::Borrowed).unwrap_or_else(|| regular(small, tag));
        if base == word { Cow::Borrowed(word) } else { Cow::Owned(base.into_owned()) }
    })
}

fn irregular(word: &str, tag: Tag) -> Option<&'static str> {
    let (base, kinds) = IRREGULAR.get(word)?;
    let kind = match tag {
        Tag::Nns => 'n',
        Tag::Jjr | Tag::Jjs | Tag::Rbr | Tag::Rbs => 'a',
        Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp | Tag::Vbg | Tag::Md => 'v',
        _ => return None,
    };
    kinds.contains(kind).then_some(*base)
}

fn regular(word: &str, tag: Tag) -> Cow<'_, str> {
    let base = match tag {
        Tag::Nns | Tag::Vbz => without_s(word),
        Tag::Vbd | Tag::Vbn => word.strip_suffix("ed").and_then(stem),
        Tag::Vbg => word.strip_suffix("ing").and_then(stem),
        Tag::Jjr => word.strip_suffix("er").and_then(stem),
        Tag::Jjs => word.strip_suffix("est").and_then(stem),
        _ => None,
    };
    base.map_or(Cow::Borrowed(word), Cow::Owned)
}

/// "cities" to "city", "crashes" to "crash", "forces" to "force".
fn without_s(word: &str) -> Option<String> {
    if word.len() < 4 || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    let sibilant = |stem: &&str| {
        ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end)) || stem.ends_with("ss")
    };
    match word.strip_suffix("es") {
        Some(stem) if sibilant(&stem) && !loses_e(stem) => Some(stem.to_owned()),
        Some(stem) if stem.ends_with('o') && stem.len() > 2 && !stem.ends_with("sho") => {
            Some(stem.to_owned())
        }
        _ => word.strip_suffix('s').map(str::to_owned),
    }
}

/// A stem that "-ed", "-ing", "-er" was cut off: doubled letters are halved, a lost "e" or "y" comes back.
fn stem(cut: &str) -> Option<String> {
    let bytes = cut.as_bytes();
    let [.., before, last] = bytes else { return None };
    if !bytes.iter().any(|b| is_vowel(*b)) {
        return None;
    }
    if *last == b'i' {
        return cut.strip_suffix('i').map(|stem| format!("{stem}y"));
    }
    let doubled = before == last && !b"lsfzeo".contains(last);
    let doubled_l = cut.ends_with("ll") && vowel_groups(&bytes[..bytes.len() - 2]) > 1;
    if doubled || doubled_l {
        return cut.get(..cut.len() - 1).map(str::to_owned);
    }
    Some(if loses_e(cut) { format!("{cut}e") } else { cut.to_owned() })
}

fn is_vowel(byte: u8) -> bool {
    b"aeiouy".contains(&byte)
}

fn vowel_groups(bytes: &[u8]) -> usize {
    let starts = |pair: &[u8]| !is_vowel(pair[0]) && is_vowel(pair[1]);
    usize::from(bytes.first().is_some_and(|b| is_vowel(*b)))
        + bytes.windows(2).filter(|pair| starts(pair)).count()
}

/// Endings of stems that have an "e" in the base form.
const WITH_E: &[&str] = &[
    "ag", "as", "at", "bl", "c", "ceiv", "cl", "cu", "dg", "dl", "eas", "eav", "fl", "gl", "iag", "iev",
    "ir", "is", "iv", "iz", "kl", "lg", "lv", "ng", "nis", "ns", "ok", "olv", "os", "ov", "pl", "ps", "ras",
    "rc", "rg", "rs", "rv", "sl", "tl", "u", "ud", "uc", "um", "ur", "us", "ut", "uz", "v", "yz", "z", "sid",
    "vid", "cid", "lud", "rad", "vad", "had", "od", "scrib", "brib", "quir", "mot", "vot", "quot", "not",
    "promot", "devot", "admir", "declar", "prepar", "compar", "shar", "scar", "explor", "restor", "ignor",
    "stor", "scor", "for", "escap", "shap", "rap", "hop", "cop", "scop", "fil", "mil", "tackl", "combin",
    "determin", "examin", "decline", "declin", "imagin", "defin", "refin", "undermin", "machin", "min",
    "fin", "lin", "engin", "tak", "mak", "wak", "lik", "strik", "hik", "invok", "provok", "nam", "blam",
    "fram", "tim", "them", "com", "assum", "welcom", "delet", "complet", "compet", "unit", "invit", "writ",
    "cit", "excit", "incit", "recit", "ignit", "expedit", "bak", "chok", "smok", "jok", "pok", "evok",
    "revok", "typ", "wip", "pip", "tap", "hous", "rul", "schedul", "rid", "guid", "hid", "sid", "decid",
    "divid", "provid", "abid", "resid", "presid", "coincid", "fad", "trad", "invad", "upgrad", "parad",
    "persuad", "evad", "downgrad", "degrad", "clos", "los", "chang", "charg",
];

/// Endings after all that have none.
const WITHOUT_E: &[&str] = &[
    "ss",
    "zz",
    "ear",
    "eer",
    "oor",
    "our",
    "air",
    "eat",
    "oat",
    "ait",
    "eet",
    "oot",
    "out",
    "uit",
    "eut",
    "aut",
    "reas",
    "visit",
    "limit",
    "edit",
    "credit",
    "audit",
    "exit",
    "profit",
    "benefit",
    "permit",
    "inherit",
    "solicit",
    "exhibit",
    "inhibit",
    "prohibit",
    "deposit",
    "finish",
    "ring",
    "sing",
    "wing",
    "bring",
    "hang",
    "long",
    "bang",
    "belong",
    "sting",
    "fling",
    "cling",
    "swing",
    "spring",
    "wrong",
    "rais",
    "gang",
    "focus",
    "discus",
    "bias",
    "alter",
    "occur",
    "incur",
    "murmur",
    "sulfur",
    "stud",
    "thud",
    "scream",
    "stood",
    "flood",
    "food",
    "mood",
    "nod",
    "plod",
    "prod",
    "fear",
    "hear",
    "appear",
    "clear",
    "tour",
    "pour",
    "round",
    "perform",
    "inform",
    "fort",
    "conquer",
    "float",
    "treat",
    "defeat",
    "repeat",
    "heat",
    "wait",
    "await",
    "seat",
    "cheat",
    "combat",
    "format",
    "threat",
    "chat",
    "pat",
    "beat",
    "await",
    "debut",
    "shout",
    "scout",
    "rout",
    "put",
    "input",
    "cut",
    "chang ",
    "canvas",
    "atlas",
    "gas",
    "ask",
    "pass",
    "look",
    "book",
    "cook",
    "hook",
    "took",
    "outlin",
    "ruin",
    "join",
    "gain",
    "train",
    "remain",
    "explain",
    "obtain",
    "maintain",
    "contain",
    "sustain",
    "complain",
    "entertain",
    "detain",
    "rain",
    "pain",
    "stain",
    "regain",
    "attain",
    "retain",
    "coin",
    "rein",
    "begin",
    "win",
    "spin",
    "swim",
    "claim",
    "aim",
    "maim",
    "reclaim",
    "proclaim",
    "exclaim",
    "skim",
    "trim",
    "victim",
    "fail",
    "mail",
    "hail",
    "jail",
    "detail",
    "sail",
    "tail",
    "trail",
    "boil",
    "foil",
    "spoil",
    "oil",
    "soil",
    "toil",
    "recoil",
    "develop",
    "stop",
    "drop",
    "shop",
    "gallop",
    "envelop",
    "loop",
    "troop",
    "scoop",
    "hoop",
    "swoop",
    "snoop",
    "map",
    "trap",
    "wrap",
    "leap",
    "heap",
    "reap",
    "soap",
    "bomb",
    "climb",
    "comb",
    "plum",
    "drum",
    "sum",
    "room",
    "zoom",
    "boom",
    "bloom",
    "loom",
    "groom",
    "doom",
    "blossom",
    "custom",
    "bottom",
    "ransom",
    "question",
    "mention",
    "harm",
    "speak",
    "break",
    "leak",
    "peak",
    "soak",
    "cloak",
    "shook",
    "invest",
    "suspect",
    "unit ",
    "vomit",
    "merit",
    "spirit",
    "rabbit",
    "orbit",
    "debit",
    "await",
    "recruit",
    "suit",
    "pursuit",
    "fit",
    "hit",
    "sit",
    "split",
    "quit",
    "admit",
    "commit",
    "submit",
    "emit",
    "omit",
    "transmit",
    "knit",
    "bid",
    "rid",
    "skid",
    "aid",
    "raid",
    "said",
    "void",
    "avoid",
    "load",
    "read",
    "lead",
    "head",
    "spread",
    "plead",
    "dread",
    "tread",
    "bead",
    "add",
    "pad",
    "squad",
    "upload",
    "download",
    "fil ",
    "fuel",
    "tim ",
    "bargain",
    "captain",
    "curtain",
    "char",
    "star",
    "scar",
    "war",
    "bar",
    "altar",
    "roar",
    "soar",
    "guitar",
    "uproar",
    "tutor",
    "monitor",
    "anchor",
    "honor",
    "favor",
    "labor",
    "color",
    "author",
    "sponsor",
    "mirror",
    "censor",
    "factor",
    "doctor",
    "harbor",
    "humor",
    "abhor",
    "armor",
    "floor",
    "door",
    "moor",
    "outpour",
    "offer",
    "suffer",
    "differ",
    "utter",
    "water",
    "enter",
    "order",
    "wonder",
    "answer",
    "cover",
    "discover",
    "deliver",
    "recover",
    "consider",
    "remember",
    "gather",
    "father",
    "bother",
    "repair",
    "pair",
    "chair",
    "stair",
    "impair",
    "despair",
    "stir",
    "fir",
];

fn loses_e(cut: &str) -> bool {
    let ends = |list: &[&str]| list.iter().filter(|end| cut.ends_with(**end)).map(|end| end.len()).max();
    let with = ends(WITH_E);
    with.is_some() && with > ends(WITHOUT_E)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_forms() {
        for (form, tag, base) in [
            ("said", Tag::Vbd, "say"),
            ("migrants", Tag::Nns, "migrant"),
            ("cities", Tag::Nns, "city"),
            ("classes", Tag::Nns, "class"),
            ("forces", Tag::Nns, "force"),
            ("Stopped", Tag::Vbd, "stop"),
            ("crossed", Tag::Vbd, "cross"),
            ("tried", Tag::Vbd, "try"),
            ("arrested", Tag::Vbn, "arrest"),
            ("displaced", Tag::Vbn, "displace"),
            ("sharing", Tag::Vbg, "share"),
            ("causes", Tag::Vbz, "cause"),
            ("killing", Tag::Vbg, "kill"),
            ("controlled", Tag::Vbn, "control"),
            ("rising", Tag::Vbg, "rise"),
            ("Ministries", Tag::Nnps, "Ministries"),
            ("police", Tag::Nns, "police"),
            ("higher", Tag::Jjr, "high"),
            ("larger", Tag::Jjr, "large"),
        ] {
            assert_eq!(lemma(form, tag), base, "{form}");
        }
    }
}
