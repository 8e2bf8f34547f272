//! The fewest words that have to be taken out and put in to make one text of another.

/// More differences than this, and everything between the common beginning and end is one: who has them does not want
/// them one by one, and finding them would take long.
const MOST_EDITS: usize = 2_000;

/// Words that are not the same: those of the one side, and those that stand in their place on the other. One of the
/// two may be empty, which then says where the others are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub here: std::ops::Range<usize>,
    pub there: std::ops::Range<usize>,
}

/// All differences in order. Myers's greedy algorithm, so time grows with the length times the differences.
pub(super) fn diff(here: &[&str], there: &[&str]) -> Vec<Hunk> {
    let start = here.iter().zip(there).take_while(|(a, b)| a == b).count();
    let (rest_here, rest_there) = (&here[start..], &there[start..]);
    let end = rest_here.iter().rev().zip(rest_there.iter().rev()).take_while(|(a, b)| a == b).count();
    let (here, there) = (&rest_here[..rest_here.len() - end], &rest_there[..rest_there.len() - end]);
    if here.is_empty() && there.is_empty() {
        return Vec::new();
    }
    let inner = match edits(here, there) {
        Some(matches) => hunks(&matches, here.len(), there.len()),
        None => vec![Hunk { here: 0..here.len(), there: 0..there.len() }],
    };
    let moved = |range: std::ops::Range<usize>| range.start + start..range.end + start;
    inner.into_iter().map(|hunk| Hunk { here: moved(hunk.here), there: moved(hunk.there) }).collect()
}

/// The pairs of equal words on the shortest way; `None` when it is too long.
fn edits(here: &[&str], there: &[&str]) -> Option<Vec<(usize, usize)>> {
    let (n, m) = (here.len() as isize, there.len() as isize);
    let most = (here.len() + there.len()).min(MOST_EDITS) as isize;
    // How far each diagonal was followed, before each step: what leads back.
    let mut reached: Vec<Vec<isize>> = Vec::new();
    let mut furthest = vec![0_isize; 2 * most as usize + 3];
    let at = |diagonal: isize| (diagonal + most + 1) as usize;
    for edits in 0..=most {
        reached.push(furthest[at(-edits - 1)..=at(edits + 1)].to_vec());
        for diagonal in (-edits..=edits).step_by(2) {
            let (before, after) = (furthest[at(diagonal - 1)], furthest[at(diagonal + 1)]);
            let mut x = if diagonal == -edits || (diagonal != edits && before < after) { after } else { before + 1 };
            while x < n && x - diagonal < m && x - diagonal >= 0 && here[x as usize] == there[(x - diagonal) as usize] {
                x += 1;
            }
            furthest[at(diagonal)] = x;
            if x >= n && x - diagonal >= m {
                return Some(trace(&reached, n, m));
            }
        }
    }
    None
}

/// Back from the end along the way that was found.
fn trace(reached: &[Vec<isize>], n: isize, m: isize) -> Vec<(usize, usize)> {
    let mut matches = Vec::new();
    let (mut x, mut y) = (n, m);
    for (edits, row) in reached.iter().enumerate().rev() {
        let edits = edits as isize;
        let of = |diagonal: isize| row[(diagonal + edits + 1) as usize];
        let diagonal = x - y;
        let down = diagonal == -edits || (diagonal != edits && of(diagonal - 1) < of(diagonal + 1));
        let from = if down { diagonal + 1 } else { diagonal - 1 };
        let (from_x, from_y) = if edits == 0 { (0, 0) } else { (of(from), of(from) - from) };
        while x > from_x && y > from_y {
            (x, y) = (x - 1, y - 1);
            matches.push((x as usize, y as usize));
        }
        (x, y) = (from_x, from_y);
    }
    matches.reverse();
    matches
}

/// What lies between the pairs.
fn hunks(matches: &[(usize, usize)], n: usize, m: usize) -> Vec<Hunk> {
    let mut found = Vec::new();
    let (mut here, mut there) = (0, 0);
    for &(x, y) in matches.iter().chain([&(n, m)]) {
        if x > here || y > there {
            found.push(Hunk { here: here..x, there: there..y });
        }
        (here, there) = (x + 1, y + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(here: &str, there: &str) -> Vec<(String, String)> {
        let (here, there): (Vec<&str>, Vec<&str>) =
            (here.split_whitespace().collect(), there.split_whitespace().collect());
        let words = |of: &[&str], range: std::ops::Range<usize>| of[range].join(" ");
        diff(&here, &there).into_iter().map(|hunk| (words(&here, hunk.here), words(&there, hunk.there))).collect()
    }

    fn pair(here: &str, there: &str) -> (String, String) {
        (here.to_owned(), there.to_owned())
    }

    #[test]
    fn what_is_new_gone_or_another() {
        assert_eq!(found("a b c", "a b c"), []);
        assert_eq!(found("a b c", "a x c"), [pair("b", "x")]);
        assert_eq!(found("a b c d", "a c d e"), [pair("b", ""), pair("", "e")]);
        assert_eq!(found("", "a"), [pair("", "a")]);
        assert_eq!(found("Name Hits 1 2.0 Total 2.0", "Name Total 2.0"), [pair("Hits 1 2.0", "")]);
    }

    #[test]
    fn what_has_nothing_in_common_is_one_difference_in_no_time() {
        let here: Vec<String> = (0..200_000).map(|n| format!("a{n}")).collect();
        let there: Vec<String> = (0..200_000).map(|n| format!("b{n}")).collect();
        let here: Vec<&str> = here.iter().map(String::as_str).collect();
        let there: Vec<&str> = there.iter().map(String::as_str).collect();
        assert_eq!(diff(&here, &there), [Hunk { here: 0..200_000, there: 0..200_000 }]);
    }

    proptest! {
        #[test]
        fn the_differences_make_the_one_of_the_other(
            here in prop::collection::vec(0..6_u8, 0..40),
            there in prop::collection::vec(0..6_u8, 0..40),
        ) {
            let text = |numbers: &[u8]| numbers.iter().map(u8::to_string).collect::<Vec<_>>();
            let (here, there) = (text(&here), text(&there));
            let here: Vec<&str> = here.iter().map(String::as_str).collect();
            let there: Vec<&str> = there.iter().map(String::as_str).collect();
            let mut made = Vec::new();
            let mut at = 0;
            for hunk in diff(&here, &there) {
                prop_assert!(!hunk.here.is_empty() || !hunk.there.is_empty());
                made.extend_from_slice(&here[at..hunk.here.start]);
                made.extend_from_slice(&there[hunk.there]);
                at = hunk.here.end;
            }
            made.extend_from_slice(&here[at..]);
            prop_assert_eq!(made, there);
        }
    }
}
