//! The files inside a zip file, stored or deflated; every size is checked before it is believed. [`stored`] makes one.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

/// The most bytes the files inside may have together once they are unpacked.
const MOST: u64 = 64 << 20;
const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
const NOT_ONE: &str = "it is not a spreadsheet saved as .xlsx, or it is cut short";

/// A zip file, by the names of the files inside.
pub struct Zip<'b> {
    bytes: &'b [u8],
    entries: BTreeMap<String, Entry>,
    /// How many bytes may still be unpacked.
    left: Cell<u64>,
}

struct Entry {
    is_locked: bool,
    method: u16,
    n_packed: usize,
    at: usize,
}

impl<'b> Zip<'b> {
    /// Finds what is inside.
    pub fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let not_one = || NOT_ONE.to_owned();
        let end = bytes.windows(END.len()).rposition(|found| found == END).ok_or_else(not_one)?;
        let n = short(bytes, end + 10).ok_or_else(not_one)?;
        let mut at = long(bytes, end + 16).ok_or_else(not_one)?;
        let mut entries = BTreeMap::new();
        for _ in 0..n {
            let (name, entry, next) = entry(bytes, at).ok_or_else(not_one)?;
            entries.insert(name, entry);
            at = next;
        }
        Ok(Self { bytes, entries, left: Cell::new(MOST) })
    }

    /// Whether there is such a file inside.
    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// A file inside as text.
    pub fn text(&self, name: &str) -> Result<String, String> {
        self.text_if_there(name)?.ok_or_else(|| format!("{NOT_ONE}: it has no part `{name}`"))
    }

    /// A file inside as text; nothing where there is none.
    pub fn text_if_there(&self, name: &str) -> Result<Option<String>, String> {
        let Some(entry) = self.entries.get(name) else { return Ok(None) };
        let damaged = || format!("its part `{name}` is damaged; save the spreadsheet again");
        if entry.is_locked {
            return Err("it has a password; save it without one".to_owned());
        }
        let packed = packed(self.bytes, entry).ok_or_else(damaged)?;
        let mut unpacked = Vec::new();
        match entry.method {
            0 => unpacked.extend_from_slice(packed),
            8 => {
                let mut reader = DeflateDecoder::new(packed).take(self.left.get() + 1);
                reader.read_to_end(&mut unpacked).map_err(|_| damaged())?;
            }
            other => {
                return Err(format!(
                    "its part `{name}` is packed in a way ({other}) that is not known"
                ));
            }
        }
        let Some(left) = self.left.get().checked_sub(unpacked.len() as u64) else {
            return Err(format!(
                "unpacked it is larger than {} MB, at its part `{name}`; save a copy with one hub's lists alone",
                MOST >> 20
            ));
        };
        self.left.set(left);
        String::from_utf8(unpacked).map(Some).map_err(|_| damaged())
    }
}

fn entry(bytes: &[u8], at: usize) -> Option<(String, Entry, usize)> {
    if bytes.get(at..at + 4)? != ENTRY {
        return None;
    }
    let [n_name, n_extra, n_comment] = [28, 30, 32].map(|place| short(bytes, at + place));
    let (n_name, n_extra, n_comment) = (n_name?, n_extra?, n_comment?);
    let name = bytes.get(at + 46..at + 46 + n_name)?;
    let entry = Entry {
        is_locked: short(bytes, at + 8)? & 1 == 1,
        method: u16::try_from(short(bytes, at + 10)?).ok()?,
        n_packed: long(bytes, at + 20)?,
        at: long(bytes, at + 42)?,
    };
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    Some((name, entry, at + 46 + n_name + n_extra + n_comment))
}

fn packed<'b>(bytes: &'b [u8], entry: &Entry) -> Option<&'b [u8]> {
    if bytes.get(entry.at..entry.at.checked_add(4)?)? != LOCAL {
        return None;
    }
    let begins = entry.at + 30 + short(bytes, entry.at + 26)? + short(bytes, entry.at + 28)?;
    bytes.get(begins..begins.checked_add(entry.n_packed)?)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let found = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(found.try_into().ok()?)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let found = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(found.try_into().ok()?)).ok()
}

/// A zip file of texts by their names, nothing of it packed.
pub fn stored(parts: &[(String, String)]) -> Vec<u8> {
    let (mut file, mut list) = (Vec::new(), Vec::new());
    let four = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    let two = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes();
    for (name, text) in parts {
        let mut sum = Crc::new();
        sum.update(text.as_bytes());
        let at = four(file.len());
        // Version 2.0, names in UTF-8, stored, the first day a zip file knows.
        let mut about = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        about.extend(sum.sum().to_le_bytes());
        about.extend(four(text.len()));
        about.extend(four(text.len()));
        about.extend(two(name.len()));
        about.extend([0, 0]);
        file.extend_from_slice(LOCAL);
        file.extend_from_slice(&about);
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(text.as_bytes());
        list.extend_from_slice(ENTRY);
        list.extend([20, 0]);
        list.extend(about);
        list.extend([0; 10]);
        list.extend(at);
        list.extend_from_slice(name.as_bytes());
    }
    let (at, n_list) = (four(file.len()), four(list.len()));
    file.extend(list);
    file.extend_from_slice(END);
    file.extend([0; 4]);
    file.extend([two(parts.len()), two(parts.len())].concat());
    file.extend(n_list);
    file.extend(at);
    file.extend([0, 0]);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_found_and_no_more_is_unpacked_than_there_is_room_for() {
        let part = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let file = stored(&[part("a", "four"), part("b", "and four"), part("c", "x")]);
        let zip = Zip::open(&file).unwrap();
        assert_eq!(zip.text_if_there("d").unwrap(), None);
        zip.left.set(12);
        assert_eq!(zip.text("a").unwrap(), "four");
        assert_eq!(zip.text("b").unwrap(), "and four");
        let says = zip.text("c").unwrap_err();
        assert!(says.contains("larger than 64 MB, at its part `c`"), "{says}");
    }
}
