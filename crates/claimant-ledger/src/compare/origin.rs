//! How many origins articles have: what was copied, and what cites one report, is one.

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

#[cfg(test)]
mod tests {
    use super::*;

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
