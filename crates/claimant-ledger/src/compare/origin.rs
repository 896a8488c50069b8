//! How many origins articles have: what was copied, and what cites one report, is one.

use std::collections::BTreeMap;

use claimant_doc::{Attribution, Claim, SourceKind, Span, cover};

use super::items::Items;

/// Members joined by links, each group and the groups by first member: the origins. There are never more than members.
pub fn origins(members: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..members).collect();
    for (a, b) in links {
        if *a < members && *b < members {
            let (a, b) = (find(&mut root, *a), find(&mut root, *b));
            root[a.max(b)] = a.min(b);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); members];
    for i in 0..members {
        let at = find(&mut root, i);
        groups[at].push(i);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The first member of the group of `i`; the way there is halved for those who ask next.
fn find(root: &mut [usize], mut i: usize) -> usize {
    while root[i] != i {
        root[i] = root[root[i]];
        i = root[i];
    }
    i
}

/// `3 articles, 1 origin`.
pub fn count(articles: usize, origins: usize) -> String {
    let of = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    format!("{}, {}", of(articles, "article"), of(origins, "origin"))
}

/// A publication that a claim is taken from: "The Post reported that …".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Its name as the article gives it.
    pub name: String,
    /// Where it is named.
    pub span: Span,
}

/// The innermost publication in a claim's chain: whoever read it had it from there.
pub fn cited(items: &Items<'_>, claim: &Claim) -> Option<Cited> {
    let published = |a: &&Attribution| a.source_kind == Some(SourceKind::Publication);
    let attribution = claim.chain.iter().rev().filter_map(|link| items.attribution(link)).find(published)?;
    let span = cover(&attribution.source)?;
    let named = items.entity(attribution.source_entity.as_ref());
    let name = named.map_or_else(|| span.of(items.text()).to_owned(), |entity| entity.name.clone());
    Some(Cited { name, span })
}

/// The words of a name in small letters, without "the".
fn bare(name: &str) -> Vec<String> {
    let words =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.filter(|word| word != "the").collect()
}

/// Which of `publishers` a cited name means: all words of the name are in it. `None` if none fits, or if several
/// different ones do: "The Post" is printed in many towns.
pub fn publisher(name: &str, publishers: &[&str]) -> Option<usize> {
    let wanted = bare(name);
    let fits = |other: &&str| {
        let other = bare(other);
        !wanted.is_empty() && wanted.iter().all(|word| other.contains(word))
    };
    let fitting: Vec<usize> = (0..publishers.len()).filter(|i| fits(&publishers[*i])).collect();
    let first = *fitting.first()?;
    fitting.iter().all(|i| bare(publishers[*i]) == bare(publishers[first])).then_some(first)
}

/// One claim among those that say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// The article that has it.
    pub article: String,
    /// Who printed the article.
    pub publisher: Option<String>,
    /// The publication that the claim is taken from.
    pub cited: Option<Cited>,
}

/// What makes members of a group of claims one origin beside copying: one article or one publisher; one publication that
/// both cite; a publication cited by the one that printed the other. To be given to [`origins`] with the pairs that are copies.
pub fn chains(members: &[Member]) -> Vec<(usize, usize)> {
    let publishers: Vec<&str> = members.iter().filter_map(|member| member.publisher.as_deref()).collect();
    let mut links = Vec::new();
    let mut seen: BTreeMap<(u8, String), usize> = BTreeMap::new();
    for (i, member) in members.iter().enumerate() {
        let meant = member.cited.as_ref().map(|cited| match publisher(&cited.name, &publishers) {
            Some(at) => (1, bare(publishers[at]).join(" ")),
            None => (2, bare(&cited.name).join(" ")),
        });
        let printed = member.publisher.as_deref().map(|name| (1, bare(name).join(" ")));
        // What a publisher printed itself is its own origin; what it cites is the other's.
        for key in [Some((0, member.article.clone())), meant.or(printed)].into_iter().flatten() {
            match seen.get(&key) {
                Some(first) => links.push((*first, i)),
                None => _ = seen.insert(key, i),
            }
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_fold_into_what_they_cite() {
        let text = "Herald";
        let member = |article: &str, publisher: &str, cited: Option<&str>| Member {
            article: article.to_owned(),
            publisher: Some(publisher.to_owned()),
            cited: cited
                .map(|name| Cited { name: name.to_owned(), span: Span::new(text, 0..6).expect("a span") }),
        };
        let told = [
            member("a", "Ostvik Herald", None),
            member("b", "Northern Letter", Some("The Herald")),
            member("c", "Tarn Gazette", Some("the Island Post")),
            member("d", "Velmora Times", Some("Island Post")),
            member("e", "Tarn Gazette", None),
        ];
        assert_eq!(origins(5, &chains(&told)), [vec![0, 1], vec![2, 3], vec![4]]);
    }

    #[test]
    fn links_join_and_order_does_not_matter() {
        assert_eq!(origins(5, &[(3, 1), (4, 3)]), [vec![0], vec![1, 3, 4], vec![2]]);
        assert_eq!(origins(5, &[(4, 3), (1, 3), (1, 4)]), [vec![0], vec![1, 3, 4], vec![2]]);
        assert_eq!(origins(2, &[(0, 9)]).len(), 2);
        assert_eq!(count(3, 1), "3 articles, 1 origin");
    }

    #[test]
    fn a_cited_name_means_a_publisher_only_if_no_other_fits() {
        assert_eq!(publisher("The Herald", &["Ostvik Herald", "Northern Letter"]), Some(0));
        assert_eq!(publisher("The Herald", &["Ostvik Herald", "Velmora Herald"]), None);
        assert_eq!(publisher("the Herald", &["Ostvik Herald", "The Ostvik Herald"]), Some(0));
        assert_eq!(publisher("Gazette", &["Ostvik Herald"]), None);
    }
}
