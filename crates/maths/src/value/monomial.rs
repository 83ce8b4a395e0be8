//! One term without its coefficient: letters with their powers, a square root of a whole number, and a power of pi.
//!
//! Square roots of whole numbers without square factors are independent of each other and of pi, so every exact sum
//! of such terms has one form. Start at [`Monomial::times`].

use num_integer::Integer;

use crate::limits::{MAX_DEGREE, TooLarge, at_most};

/// The largest number that stays under a root: our choice, far past any school answer.
pub(crate) const MAX_UNDER_ROOT: u64 = 1_000_000_000;

/// The letters of a term with their powers, and the irrational number it is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Monomial {
    // One byte a letter, in the order the item declares them: the whole part of its power.
    letters: u64,
    // One bit a letter: half a power more.
    halves: u8,
    // How many square roots of pi; two make pi. Negative below a fraction bar.
    half_pis: i8,
    // A whole number without square factors; 1 for none.
    under_root: u32,
}

impl Monomial {
    pub(crate) const ONE: Self = Self { letters: 0, halves: 0, half_pis: 0, under_root: 1 };
    pub(crate) const PI: Self = Self { half_pis: 2, ..Self::ONE };

    pub(crate) fn of_letter(place: u8) -> Self {
        Self { letters: 1 << (8 * u32::from(place)), ..Self::ONE }
    }

    /// The square root of a whole number that has no square factor.
    pub(crate) fn of_root(under_root: u32) -> Self {
        Self { under_root, ..Self::ONE }
    }

    /// The sum of the whole powers of the letters; half powers count as the next whole one.
    pub(crate) fn degree(self) -> u32 {
        let whole: u32 = self.letters.to_le_bytes().iter().map(|&power| u32::from(power)).sum();
        whole + self.halves.count_ones()
    }

    /// The whole part of the power of a letter.
    pub(crate) fn power_of(self, place: u8) -> u32 {
        self.letters.to_le_bytes().get(usize::from(place)).map_or(0, |&power| u32::from(power))
    }

    /// The letters with their powers, by place.
    pub(crate) fn powers(self) -> impl Iterator<Item = (u8, u32)> {
        self.letters
            .to_le_bytes()
            .into_iter()
            .zip(0_u8..)
            .filter(|&(power, _)| power > 0)
            .map(|(power, place)| (place, power.into()))
    }

    /// Whether a letter is in it, to any power.
    pub(crate) fn has_letter(self, place: u8) -> bool {
        self.power_of(place) > 0 || self.has_half_power_of(place)
    }

    /// Whether there is no letter in it.
    pub(crate) fn is_constant(self) -> bool {
        self.letters == 0 && self.halves == 0
    }

    /// Whether a letter stands under a root.
    pub(crate) fn has_half_power(self) -> bool {
        self.halves != 0
    }

    /// Whether one letter stands under a root.
    pub(crate) fn has_half_power_of(self, place: u8) -> bool {
        self.halves >> place & 1 == 1
    }

    /// The number under the root, 1 for none.
    pub(crate) fn under_root(self) -> u32 {
        self.under_root
    }

    /// The power of pi in halves.
    pub(crate) fn half_pis(self) -> i8 {
        self.half_pis
    }

    /// The letters alone.
    pub(crate) fn letters(self) -> Self {
        Self { letters: self.letters, halves: self.halves, ..Self::ONE }
    }

    /// The root and pi alone.
    pub(crate) fn irrational(self) -> Self {
        Self { half_pis: self.half_pis, under_root: self.under_root, ..Self::ONE }
    }

    /// The product, and the whole number that two roots make: root 6 times root 10 is 2 times root 15.
    // Degrees are at most 30 each, so no byte overflows into the next.
    pub(crate) fn times(self, other: Self) -> Result<(Self, i64), TooLarge> {
        if self.halves == 0 && other.halves == 0 && self.is_rational() && other.is_rational() {
            limit_degree(self.degree() + other.degree())?;
            return Ok((Self { letters: self.letters + other.letters, ..Self::ONE }, 1));
        }
        limit_degree(self.degree() + other.degree())?;
        let mut letters = self.letters + other.letters;
        let both = self.halves & other.halves;
        for place in (0..8_u32).filter(|place| both >> place & 1 == 1) {
            letters += 1 << (8 * place);
        }
        let half_pis = i16::from(self.half_pis) + i16::from(other.half_pis);
        at_most(half_pis.unsigned_abs().into(), 2 * u64::from(MAX_DEGREE), "as a power of pi")?;
        let (a, b) = (u64::from(self.under_root), u64::from(other.under_root));
        let common = a.gcd(&b);
        let under_root = (a / common) * (b / common);
        at_most(under_root, MAX_UNDER_ROOT, "under a root")?;
        let product = Self {
            letters,
            halves: self.halves ^ other.halves,
            half_pis: i8::try_from(half_pis).expect("limited above"),
            under_root: u32::try_from(under_root).expect("limited above"),
        };
        Ok((product, i64::try_from(common).expect("at most a number under a root")))
    }

    fn is_rational(self) -> bool {
        self.half_pis == 0 && self.under_root == 1
    }

    /// What `other` has to be multiplied by to give this, if every letter of it is here; roots and pi left aside.
    pub(crate) fn over(self, other: Self) -> Option<Self> {
        let fits = self.halves == other.halves
            && self
                .letters
                .to_le_bytes()
                .iter()
                .zip(other.letters.to_le_bytes())
                .all(|(&mine, theirs)| mine >= theirs);
        fits.then(|| Self { letters: self.letters - other.letters, ..Self::ONE })
    }

    /// The letters that both have, with the lower power of each.
    pub(crate) fn common_letters(self, other: Self) -> Self {
        let (mine, theirs) = (self.letters.to_le_bytes(), other.letters.to_le_bytes());
        let mut lower = [0; 8];
        for (place, power) in lower.iter_mut().enumerate() {
            *power = mine[place].min(theirs[place]);
        }
        Self { letters: u64::from_le_bytes(lower), ..Self::ONE }
    }

    /// One over the irrational part, and the whole number it has to be divided by: 1 over root 3 is root 3 over 3.
    pub(crate) fn one_over_irrational(self) -> (Self, u32) {
        (
            Self { half_pis: -self.half_pis, under_root: self.under_root, ..Self::ONE },
            self.under_root,
        )
    }

    /// The square root of the letters and of pi; the root of a number is not taken here.
    ///
    /// `None` where the root of an even power is an odd power, which has the other sign for negative numbers, and
    /// where a half power would have to be halved again.
    pub(crate) fn half(self) -> Option<Self> {
        if self.halves != 0 || self.under_root != 1 {
            return None;
        }
        let (mut halves, mut lower) = (0_u8, [0_u8; 8]);
        for (place, power) in self.letters.to_le_bytes().into_iter().enumerate() {
            lower[place] = power / 2;
            match power % 4 {
                2 => return None,
                1 | 3 => halves |= 1 << place,
                _ => {}
            }
        }
        // An odd number of square roots of pi has no name here.
        (self.half_pis % 2 == 0).then_some(Self {
            letters: u64::from_le_bytes(lower),
            halves,
            half_pis: self.half_pis / 2,
            under_root: 1,
        })
    }

    /// The term with one letter standing for its square root: twice its power.
    pub(crate) fn in_root_of(self, place: u8) -> Result<Self, TooLarge> {
        let halves = u32::from(self.has_half_power_of(place));
        let power = 2 * self.power_of(place) + halves;
        limit_degree(self.without(place).degree() + power)?;
        let letters = self.without(place).letters | u64::from(power) << (8 * u32::from(place));
        Ok(Self { letters, halves: self.halves & !(1 << place), ..self })
    }

    /// The term without one letter.
    pub(crate) fn without(self, place: u8) -> Self {
        Self { letters: self.letters & !(0xff << (8 * u32::from(place))), ..self }
    }
}

fn limit_degree(degree: u32) -> Result<(), TooLarge> {
    at_most(degree.into(), MAX_DEGREE.into(), "as the highest power")
}
