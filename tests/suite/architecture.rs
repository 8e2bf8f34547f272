//! Dependencies go one way; the folder names say which.

use std::{fs, path::Path};

/// Rooms of the core and the rooms each may look into, besides itself.
const ALLOWED: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("clock", &[]),
    ("secret", &[]),
    ("files", &[]),
    ("threescale", &["domain"]),
    ("pdf", &["domain"]),
    ("export", &["domain"]),
    ("index", &["domain"]),
    // What is written carries what was kept aside when it was read.
    ("store", &["domain", "threescale", "files", "index"]),
    ("sync", &["domain", "threescale", "store", "clock", "files"]),
    ("writes", &["domain", "threescale", "store", "clock", "files", "sync"]),
    ("printing", &["domain", "store", "files", "pdf", "export"]),
    ("app", &["domain", "threescale", "store", "clock", "secret", "files", "sync", "writes"]),
    (
        "api",
        &[
            "domain",
            "threescale",
            "store",
            "clock",
            "secret",
            "files",
            "sync",
            "writes",
            "pdf",
            "export",
            "printing",
            "app",
        ],
    ),
];

fn rust_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] }).collect()
}

/// The rooms a file names after `crate::`, in `use` and elsewhere, tests left out.
fn rooms_named(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = Vec::new();
    for rest in lines.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => rooms.push(first_word(rest)),
            Some(group) => rooms.extend(top_level(group)),
        }
    }
    rooms
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first words of a `{a::{b, c}, d}` group.
fn top_level(group: &str) -> Vec<String> {
    let (mut depth, mut words, mut at_start) = (0, Vec::new(), true);
    for (position, character) in group.char_indices() {
        match character {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            c if at_start && c.is_alphanumeric() => {
                words.push(first_word(&group[position..]));
                at_start = false;
            }
            _ => {}
        }
    }
    words
}

#[test]
fn rooms_of_the_core_look_one_way() {
    let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../src-tauri/core/src"));
    let mut looked_at = 0;
    for (room, allowed) in ALLOWED {
        let mut files = rust_files(&source.join(room));
        files.extend([source.join(format!("{room}.rs"))].into_iter().filter(|file| file.exists()));
        for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "rs")) {
            looked_at += 1;
            for named in rooms_named(&fs::read_to_string(file).expect("a source file")) {
                let is_room = ALLOWED.iter().any(|(known, _)| *known == named);
                assert!(
                    !is_room || named == room || allowed.contains(&named.as_str()),
                    "{} is in `{room}`, which may not look into `{named}`",
                    file.display()
                );
            }
        }
    }
    assert!(looked_at > 40, "the core moved? only {looked_at} files were found");
}

#[test]
fn every_room_is_in_the_list() {
    let lib = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../src-tauri/core/src/lib.rs")).expect("lib.rs");
    for module in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')) {
        assert!(ALLOWED.iter().any(|(room, _)| *room == module), "`{module}` has no rule");
    }
}

#[test]
fn http_xml_sql_and_pdf_stay_in_their_rooms() {
    let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../src-tauri/core/src"));
    for (word, rooms) in [
        ("reqwest", &["threescale"][..]),
        ("quick_xml", &["threescale"]),
        ("printpdf", &["pdf"]),
        ("prepare_cached", &["store"]),
        ("keyring_core", &["secret"]),
    ] {
        for file in rust_files(source) {
            let path = file.strip_prefix(source).expect("below the core").display().to_string();
            let text = fs::read_to_string(&file).expect("a source file");
            let inside = rooms.iter().any(|room| path.starts_with(room));
            assert!(
                inside || !text.contains(&format!("{word}::")) && !text.contains(&format!(".{word}(")),
                "{path} uses {word}"
            );
        }
    }
}

#[test]
fn only_the_platform_folder_of_the_page_talks_to_tauri() {
    let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src"));
    for file in rust_files(source) {
        let path = file.strip_prefix(source).expect("below the page").display().to_string();
        let text = fs::read_to_string(&file).unwrap_or_default();
        assert!(path.starts_with("platform") || !text.contains("@tauri-apps/"), "ui/src/{path} imports @tauri-apps");
    }
}
