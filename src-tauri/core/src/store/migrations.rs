use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{Error, Result};

/// The migrations in `migrations/`, in order. Append only: a shipped one never changes.
const SHIPPED: &[&str] = &[
    include_str!("../../../../migrations/0001_initial.sql"),
    include_str!("../../../../migrations/0002_sync.sql"),
    include_str!("../../../../migrations/0003_write_journal.sql"),
    include_str!("../../../../migrations/0004_server_pdf.sql"),
    include_str!("../../../../migrations/0005_touched.sql"),
];

/// The schema this version reads and writes: how many migrations it has.
pub const SCHEMA_VERSION: i64 = SHIPPED.len() as i64;

/// Brings a database to [`SCHEMA_VERSION`], each migration in a transaction of its own.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    // Migrations may use them.
    super::text_ids::register(connection)?;
    let migrations = Migrations::new(SHIPPED.iter().map(|sql| M::up(sql)).collect());
    migrations.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Error::Sqlite(err),
        error => Error::Value(error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_embedded_in_order() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let texts: Vec<_> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
        assert_eq!(texts, SHIPPED);
    }

    #[test]
    fn they_run_on_an_empty_database() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, SCHEMA_VERSION);
    }
}
