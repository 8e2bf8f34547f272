//! LIKE as SQLite has it: `%` any text, `_` any character, `\` before one that is meant; ASCII letters in either case.

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Any,
    One,
    Byte(u8),
}

/// A LIKE pattern.
pub(super) struct Like {
    tokens: Vec<Token>,
    literal: Vec<u8>,
}

impl Like {
    pub(super) fn new(pattern: &str) -> Self {
        let mut tokens = Vec::with_capacity(pattern.len());
        let mut bytes = pattern.bytes();
        while let Some(byte) = bytes.next() {
            match byte {
                b'%' if tokens.last() == Some(&Token::Any) => {}
                b'%' => tokens.push(Token::Any),
                b'_' => tokens.push(Token::One),
                b'\\' => tokens.extend(bytes.next().map(|byte| Token::Byte(byte.to_ascii_lowercase()))),
                byte => tokens.push(Token::Byte(byte.to_ascii_lowercase())),
            }
        }
        let runs = tokens.split(|token| !matches!(token, Token::Byte(_)));
        let longest = runs.max_by_key(|run| run.len()).unwrap_or_default();
        let byte = |token: &Token| if let Token::Byte(byte) = token { *byte } else { 0 };
        Self { literal: longest.iter().map(byte).collect(), tokens }
    }

    /// What every match has in it, in small letters.
    pub(super) fn literal(&self) -> &[u8] {
        &self.literal
    }

    /// Whether a text, in small letters, matches.
    pub(super) fn matches(&self, text: &[u8]) -> bool {
        let (mut at, mut token) = (0, 0);
        // Where to go on when what follows the last `%` did not match: one character further.
        let mut again: Option<(usize, usize)> = None;
        loop {
            match self.tokens.get(token) {
                None if at == text.len() => return true,
                Some(Token::Any) => {
                    token += 1;
                    again = Some((at, token));
                    continue;
                }
                Some(Token::One) if at < text.len() => {
                    at = next_character(text, at);
                    token += 1;
                    continue;
                }
                Some(Token::Byte(byte)) if text.get(at) == Some(byte) => {
                    at += 1;
                    token += 1;
                    continue;
                }
                _ => {}
            }
            let Some((from, behind)) = again.filter(|(from, _)| *from < text.len()) else { return false };
            at = next_character(text, from);
            token = behind;
            again = Some((at, token));
        }
    }
}

fn next_character(text: &[u8], at: usize) -> usize {
    let rest = text[at + 1..].iter().position(|byte| byte & 0xc0 != 0x80);
    rest.map_or(text.len(), |more| at + 1 + more)
}
