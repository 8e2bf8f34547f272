//! Faces of the system, for characters the embedded ones lack.
//!
//! They are listed once, when the first such character comes up. Which face a text gets depends on
//! the text and on the fonts that are installed, never on what was printed before.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError},
};

use fontdb::{Database, FaceInfo, Source, Stretch, Style, Weight};
use subsetter::GlyphRemapper;
use unicode_script::{Script, UnicodeScript};

use super::{
    FontId,
    file::{FontFile, is_invisible},
};

/// So many answers are kept; then all are forgotten.
const MOST_KEPT: usize = 4096;

/// Which of the scripts that share the Han characters a text is written in: the same character looks
/// different in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Han {
    /// Simplified Chinese, also where nothing tells.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
}

impl Han {
    /// What the other characters of a text say.
    pub fn of(text: &str) -> Self {
        let tells = |character: char| match character.script() {
            Script::Hiragana | Script::Katakana => Some(Self::Japanese),
            Script::Hangul => Some(Self::Korean),
            Script::Bopomofo => Some(Self::Traditional),
            _ => None,
        };
        text.chars().find_map(tells).unwrap_or(Self::Simplified)
    }
}

/// A face for a text that is set as one, a letter with its marks; `None` where no font has all of it.
///
/// `near` is asked first, so that a word is not set in two faces where one has all of it.
pub fn face_for(text: &str, script: Script, han: Han, font: FontId, near: Option<&FontFile>) -> Option<FontFile> {
    if font.file().covers(text) {
        return Some(font.file().clone());
    }
    if text.chars().any(is_private) {
        return None;
    }
    if let Some(near) = near.filter(|near| near.covers(text)) {
        return Some(near.clone());
    }
    type Key = (String, Script, Han, FontId);
    static KEPT: Mutex<Option<HashMap<Key, Option<FontFile>>>> = Mutex::new(None);
    let key = (text.to_owned(), script, han, font);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_default();
    if let Some(found) = kept.get(&key) {
        return found.clone();
    }
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    let found = SYSTEM.find(text, script, han, font == FontId::Bold);
    kept.insert(key, found.clone());
    found
}

/// Characters that mean what their font wants them to: one font's logo is another one's arrow.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

static SYSTEM: LazyLock<System> = LazyLock::new(System::read);

/// The system's faces.
struct System {
    database: Database,
    /// The better ones for running text first.
    faces: Vec<Installed>,
}

/// A face, read when it is first used.
struct Installed {
    id: fontdb::ID,
    /// In small letters.
    families: Vec<String>,
    is_bold: bool,
    file: OnceLock<Option<FontFile>>,
}

impl System {
    fn read() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        let usable = |face: &&FaceInfo| face.style == Style::Normal && face.stretch == Stretch::Normal;
        let mut faces: Vec<&FaceInfo> = database.faces().filter(usable).collect();
        // The order in which the system lists its files says nothing.
        faces.sort_by_cached_key(|face| rank(face));
        let faces = faces.into_iter().map(Installed::new).collect();
        Self { database, faces }
    }

    /// The best face with every character of a text: of a family made for the script, else any.
    fn find(&self, text: &str, script: Script, han: Han, bold: bool) -> Option<FontFile> {
        let in_weight = |faces: Vec<&'_ Installed>| {
            let (first, second): (Vec<_>, Vec<_>) = faces.into_iter().partition(|face| face.is_bold == bold);
            first.into_iter().chain(second).find_map(|face| self.file_covering(face, text))
        };
        let of_family = |family: &String| in_weight(self.faces.iter().filter(|face| face.is_of(family)).collect());
        families(script, han).iter().find_map(of_family).or_else(|| in_weight(self.faces.iter().collect()))
    }

    /// The face, when it has every character of a text.
    fn file_covering(&self, face: &Installed, text: &str) -> Option<FontFile> {
        if face.file.get().is_none() && !self.maps(face, text) {
            return None;
        }
        face.file.get_or_init(|| self.file(face)).clone().filter(|file| file.covers(text))
    }

    /// Whether a face that was not read yet has every character; nothing is kept of it.
    fn maps(&self, face: &Installed, text: &str) -> bool {
        let maps = |data: &[u8], index| {
            let face = ttf_parser::Face::parse(data, index).ok()?;
            text.chars().all(|c| is_invisible(c) || face.glyph_index(c).is_some()).then_some(())
        };
        self.database.with_face_data(face.id, maps).flatten().is_some()
    }

    fn file(&self, face: &Installed) -> Option<FontFile> {
        let (data, index) = self.database.with_face_data(face.id, |data, index| (data.to_vec(), index))?;
        FontFile::parse(Arc::new(data), index).filter(is_usable)
    }
}

impl Installed {
    fn new(face: &FaceInfo) -> Self {
        Self {
            id: face.id,
            families: face.families.iter().map(|(name, _)| name.to_lowercase()).collect(),
            is_bold: face.weight >= Weight::SEMIBOLD,
            file: OnceLock::new(),
        }
    }

    fn is_of(&self, family: &str) -> bool {
        self.families.iter().any(|name| name == family)
    }
}

/// Whether a font can be cut and shaped at all: one that cannot must not end a job of thousands.
fn is_usable(file: &FontFile) -> bool {
    let mut one = GlyphRemapper::new();
    one.remap(1);
    subsetter::subset(file.data(), file.index(), &one).is_ok() && !file.shape("a", Script::Latin, false).is_empty()
}

/// Smaller is better: for running text, upright, of usual weight; then by name, so that the order is always the same.
fn rank(face: &FaceInfo) -> (bool, bool, bool, u16, String, String, u32) {
    let family = face.families.first().map(|(name, _)| name.to_lowercase()).unwrap_or_default();
    let is_special = ["emoji", "symbol", "music", "math", "last resort"].iter().any(|word| family.contains(word));
    let is_serif = ["serif", "kufi", "nastaliq", "times", "roman"].iter().any(|word| family.contains(word));
    let place = match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => path.to_string_lossy().into_owned(),
        Source::Binary(_) => String::new(),
    };
    let usual = if face.weight >= Weight::SEMIBOLD { Weight::BOLD.0 } else { Weight::NORMAL.0 };
    (
        is_special,
        face.monospaced,
        is_serif,
        face.weight.0.abs_diff(usual),
        face.post_script_name.clone(),
        place,
        face.index,
    )
}

/// Families made for a script, in small letters, the best first: Noto's, then those of Windows and macOS.
fn families(script: Script, han: Han) -> Vec<String> {
    let noto = match script {
        Script::Arabic => "noto sans arabic|noto naskh arabic".to_owned(),
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => cjk(han).to_owned(),
        Script::Common | Script::Inherited => {
            "noto sans symbols|noto sans symbols2|noto sans math|dejavu sans".to_owned()
        }
        other => format!("noto sans {}", other.full_name().replace('_', " ").to_lowercase()),
    };
    let others = match script {
        Script::Arabic => "segoe ui|geeza pro",
        Script::Hebrew => "segoe ui|arial hebrew",
        Script::Thai => "leelawadee ui|thonburi",
        Script::Devanagari => "nirmala ui|kohinoor devanagari",
        Script::Common | Script::Inherited => "segoe ui symbol|apple symbols",
        _ => "nirmala ui|segoe ui|arial unicode ms",
    };
    noto.split('|').chain(others.split('|')).map(str::to_owned).collect()
}

fn cjk(han: Han) -> &'static str {
    match han {
        Han::Simplified => "noto sans cjk sc|noto sans sc|source han sans sc|microsoft yahei|pingfang sc",
        Han::Traditional => "noto sans cjk tc|noto sans tc|source han sans tc|microsoft jhenghei|pingfang tc",
        Han::Japanese => "noto sans cjk jp|noto sans jp|source han sans|yu gothic|hiragino sans",
        Han::Korean => "noto sans cjk kr|noto sans kr|source han sans k|malgun gothic|apple sd gothic neo",
    }
}
