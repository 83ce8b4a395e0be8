//! Addresses that people leave on a public page and may take back.
//!
//! A fact is never changed, and an address must go when somebody takes it back. So an address is sealed under a key of
//! its own, one of the store's secrets; the fact holds it sealed, and to delete it is to delete the key. Start at
//! [`Store::keep_address`].

use std::collections::BTreeMap;

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::cell::cells;
use crate::id::hex;
use crate::registry;
use crate::{Store, StoreError, new_id};

/// The name of the secret that opens an address.
fn name(key: &str) -> String {
    format!("address {key}")
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digit = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(digit).collect()
}

fn cipher(secret: &str) -> Option<XChaCha20Poly1305> {
    XChaCha20Poly1305::new_from_slice(&bytes(secret)?).ok()
}

/// A key seals one address and nothing else, so one nonce will do.
const NONCE: [u8; 24] = [0; 24];

impl Store {
    /// Seals an address; gives it as a fact may hold it.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn keep_address(&self, address: &str) -> Result<String, StoreError> {
        let key = new_id();
        let secret = self.secret(&name(&key)).await?;
        let fails = || StoreError::Engine("an address could not be sealed".to_owned());
        let cipher = cipher(&secret).ok_or_else(fails)?;
        let sealed = cipher.encrypt(&XNonce::from(NONCE), address.as_bytes());
        Ok(format!("{key}~{}", hex(&sealed.map_err(|_| fails())?)))
    }

    /// The addresses, by how facts hold them; one that was deleted is not among them.
    ///
    /// # Errors
    ///
    /// [`StoreError::Engine`] when the store cannot be read.
    pub async fn addresses(
        &self,
        kept: Vec<String>,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        self.read(move |link| {
            let mut opened = BTreeMap::new();
            for one in kept {
                let (key, sealed) = one.split_once('~').unwrap_or((&one, ""));
                let row = link.row("address", &registry::READ_SECRET, cells![name(key)])?;
                let Some(row) = row else { continue };
                let secret: String = row.text(0)?;
                let address = cipher(&secret).zip(bytes(sealed)).and_then(|(cipher, sealed)| {
                    let open = cipher.decrypt(&XNonce::from(NONCE), sealed.as_slice()).ok()?;
                    String::from_utf8(open).ok()
                });
                opened.extend(address.map(|address| (one.clone(), address)));
            }
            Ok(opened)
        })
        .await
    }

    /// Deletes an address for good; one that is gone already is no fault.
    ///
    /// # Errors
    ///
    /// Only those of any write.
    pub async fn delete_address(&self, kept: &str) -> Result<(), StoreError> {
        let key = kept.split_once('~').map_or(kept, |(key, _)| key);
        let cells = cells![name(key)].to_vec();
        self.write(move |link| link.run(&registry::REMOVE_SECRET, &cells).map(|_| ())).await
    }
}
