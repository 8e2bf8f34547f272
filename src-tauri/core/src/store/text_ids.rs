//! Which texts an invoice has, as one small value in its row: the ids of the texts, ascending, as differences of
//! seven bits a byte. A table of pairs would take longer to write than all the rest of an invoice; this is looked
//! through once per search, some ten nanoseconds an invoice.

use rusqlite::{
    Connection,
    functions::{Aggregate, Context, FunctionFlags},
    types::ValueRef,
};

/// Packs ids, in whatever order and however often they come.
pub(super) fn pack(mut ids: Vec<i64>) -> Vec<u8> {
    ids.sort_unstable();
    ids.dedup();
    let mut packed = Vec::with_capacity(ids.len() * 3);
    let mut before = 0;
    for id in ids {
        let mut rest = (id - before) as u64;
        before = id;
        while rest >= 0x80 {
            packed.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        packed.push(rest as u8);
    }
    packed
}

/// The ids again; what is not whole is left out.
pub(super) fn unpack(packed: &[u8]) -> impl Iterator<Item = i64> {
    let mut bytes = packed.iter();
    let mut last = 0_i64;
    std::iter::from_fn(move || {
        let (mut difference, mut shift) = (0_u64, 0);
        loop {
            let byte = *bytes.next()?;
            difference |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte < 0x80 {
                last = last.wrapping_add(difference as i64);
                return Some(last);
            }
        }
    })
}

/// Adds `has_text(packed, wanted)`, whether one of the wanted ids is among the packed ones, and the aggregate
/// `pack_texts(id)`.
pub(super) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let pure = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("has_text", 2, pure, has_text)?;
    connection.create_aggregate_function("pack_texts", 1, pure, PackTexts)
}

fn has_text(context: &Context<'_>) -> rusqlite::Result<bool> {
    // A bound value is the same for every row: it is unpacked once.
    let wanted = context.get_or_create_aux(1, |value| Ok::<_, rusqlite::Error>(ids_of(value)))?;
    match context.get_raw(0) {
        ValueRef::Blob(packed) => Ok(unpack(packed).any(|id| wanted.binary_search(&id).is_ok())),
        _ => Ok(false),
    }
}

fn ids_of(value: ValueRef<'_>) -> Vec<i64> {
    value.as_blob().map(|packed| unpack(packed).collect()).unwrap_or_default()
}

struct PackTexts;

impl Aggregate<Vec<i64>, Vec<u8>> for PackTexts {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Vec<i64>> {
        Ok(Vec::new())
    }

    fn step(&self, context: &mut Context<'_>, ids: &mut Vec<i64>) -> rusqlite::Result<()> {
        ids.push(context.get(0)?);
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, ids: Option<Vec<i64>>) -> rusqlite::Result<Vec<u8>> {
        Ok(pack(ids.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(ids in prop::collection::vec(0..i64::MAX, 0..40)) {
            let mut expected = ids.clone();
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(unpack(&pack(ids)).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn damage_is_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(unpack(&bytes).count() <= bytes.len());
        }
    }

    #[test]
    fn finds_one_of_the_wanted() {
        let connection = Connection::open_in_memory().unwrap();
        register(&connection).unwrap();
        let has = |held: Vec<i64>, wanted: Vec<i64>| -> bool {
            connection.query_row("SELECT has_text(?1, ?2)", [pack(held), pack(wanted)], |row| row.get(0)).unwrap()
        };
        assert!(has(vec![3, 700, 90_000], vec![5, 700]));
        assert!(!has(vec![3, 700], vec![4, 701]) && !has(vec![], vec![1]) && !has(vec![1], vec![]));
    }
}
