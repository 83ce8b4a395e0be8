//! What is told about the acceptances of a number: its value, and the ways to write it.

use super::catalogue::about;

about! {
    EQUAL_VALUE = "equal-value", "the right value, written in any way";
    example "equal-value", "3/4": "0.75", not "0.7";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
}

about! {
    SAME_AS_WRITTEN = "same-as-written", "written as the answer is written, spaces and signs of the same kind apart";
    option "order": "`any-order`: terms and factors may stand in any order";
    example "same-as-written", "2 × 3 + 4": "2*3+4", not "3 × 2 + 4";
    example "same-as-written any-order", "2 × 3 + 4": "4 + 3 × 2", not "6 + 4";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "another-order" => "The value is right; the parts can stand in the order that was asked for.";
    "another-form" => "The value is right; it can be written in the way that was asked for.";
}

about! {
    WHOLE_NUMBER = "whole-number", "the right value, written as a whole number";
    example "whole-number", "1200": "1,200", not "1200.0";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "decimal" => "The value is right; it can be written without a decimal point.";
    "fraction" => "The value is right; it can be written as a whole number.";
    "mixed-number" => "The value is right; it can be written as a whole number.";
    "percentage" => "The value is right; it can be written without the % sign.";
    "not-worked-out" => "The value is right; it can be worked out to one number.";
}

about! {
    FRACTION = "fraction", "the right value, written as one fraction";
    example "fraction", "3/4": "6/8", not "0.75";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "decimal" => "The value is right; it can be written as one fraction.";
    "percentage" => "The value is right; it can be written as a fraction, without the % sign.";
    "mixed-number" => "The value is right; the whole number can go into the fraction.";
    "whole-number" => "The value is right; it can be written as one fraction.";
    "decimal-inside" => "The value is right; the top and bottom can be whole numbers.";
    "not-worked-out" => "The value is right; it can be worked out to one fraction.";
}

about! {
    SIMPLEST_FORM = "simplest-form", "the right value, as a fraction or mixed number in its simplest form";
    example "simplest-form", "3/4": "3/4", not "6/8";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "not-simplest" => "The value is right. It can be written with smaller numbers.";
    "decimal" => "The value is right; it can be written as a fraction.";
    "percentage" => "The value is right; it can be written as a fraction, without the % sign.";
    "negative-denominator" => "The value is right; the minus sign can go in front of the fraction.";
    "another-whole-left" => "The value is right; the fraction part makes another whole.";
    "decimal-inside" => "The value is right; the top and bottom can be whole numbers.";
    "not-worked-out" => "The value is right; it can be worked out to one number.";
}

about! {
    IMPROPER_FRACTION = "improper-fraction", "the right value, written as an improper fraction";
    example "improper-fraction", "1 3/4": "7/4", not "1 3/4";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "mixed-number" => "The value is right; the whole number can go into the fraction.";
    "whole-number" => "The value is right; it can be written as one fraction.";
    "decimal" => "The value is right; it can be written as one fraction.";
    "percentage" => "The value is right; it can be written as one fraction, without the % sign.";
    "proper-fraction" => "The value is right; this fraction is less than 1.";
    "not-worked-out" => "The value is right; it can be worked out to one fraction.";
}

about! {
    MIXED_NUMBER = "mixed-number", "the right value, written as a mixed number";
    example "mixed-number", "7/4": "1 3/4", not "7/4";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "improper-fraction" => "The value is right; there are wholes in this fraction to write as a whole number.";
    "decimal" => "The value is right; it can be written as a whole number and a fraction.";
    "percentage" => "The value is right; it can be written as a whole number and a fraction.";
    "another-whole-left" => "The value is right; the fraction part makes another whole.";
    "not-worked-out" => "The value is right; it can be written as a whole number and a fraction side by side.";
}

about! {
    DECIMAL = "decimal", "the right value, written as a decimal; a whole number counts";
    example "decimal", "3/4": "0.75", not "3/4";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "fraction" => "The value is right; it can be written as a decimal.";
    "mixed-number" => "The value is right; it can be written as a decimal.";
    "percentage" => "The value is right; it can be written as a decimal, without the % sign.";
    "not-worked-out" => "The value is right; it can be worked out to one decimal.";
}

about! {
    DECIMAL_PLACES = "decimal-places", "the right value, rounded to so many decimal places, every digit written";
    option "places": "how many decimal places; without it, as many as the answer has";
    example "decimal-places 2", "2/3": "0.67", not "0.667";
    example "decimal-places 2", "2.5": "2.50", not "2.5";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "too-many-places" => "The value is right; it can be rounded to fewer decimal places.";
    "too-few-places" => "The value is right so far; more decimal places are asked for.";
    "zeros-left-off" => "The value is right; the zeros at the end belong to it here.";
    "wrong-rounding" => "The number of decimal places is right; look again at which way it rounds.";
    "not-rounded" => "The value is right; it can be written as a rounded decimal.";
    "unit-left-off" => "The number is right; it needs its unit.";
    "wrong-unit" => "The number is right; look again at its unit.";
}

about! {
    SIGNIFICANT_FIGURES = "significant-figures", "the right value, rounded to so many significant figures, every figure written";
    option "figures": "how many significant figures; without it, as many as the answer has";
    example "significant-figures 3", "0.012345": "0.0123", not "0.012";
    example "significant-figures 2", "1.02": "1.0", not "1";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "too-many-figures" => "The value is right; it can be rounded to fewer significant figures.";
    "too-few-figures" => "The value is right so far; more significant figures are asked for.";
    "zeros-left-off" => "The value is right; the zeros at the end belong to it here.";
    "wrong-rounding" => "The number of figures is right; look again at which way it rounds.";
    "not-rounded" => "The value is right; it can be written as a rounded number.";
    "unit-left-off" => "The number is right; it needs its unit.";
    "wrong-unit" => "The number is right; look again at its unit.";
}

about! {
    PERCENTAGE = "percentage", "the right value, written as a percentage";
    example "percentage", "0.45": "45%", not "0.45";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "sign-left-off" => "The number is right; it needs its % sign.";
    "decimal" => "The value is right; it can be written as a percentage.";
    "fraction" => "The value is right; it can be written as a percentage.";
    "not-worked-out" => "The value is right; it can be worked out to one percentage.";
}

about! {
    STANDARD_FORM = "standard-form", "the right value, in standard form: a number from 1 up to 10, times a power of 10";
    example "standard-form", "4500": "4.5 × 10^3", not "45 × 10^2";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "ordinary-number" => "The value is right; it can be written as a number times a power of 10.";
    "first-number-left-off" => "The value is right; a first number from 1 up to 10 belongs to it.";
    "first-number-too-large" => "The value is right; the first number should be less than 10.";
    "first-number-too-small" => "The value is right; the first number should be 1 or more.";
    "first-number-not-decimal" => "The value is right; the first number can be a whole number or a decimal.";
    "not-a-power-of-ten" => "The value is right; the second number should be written as a power of 10.";
    "not-worked-out" => "The value is right; it can be worked out to one number times a power of 10.";
}

about! {
    PRIME_FACTORISATION = "prime-factorisation", "a product of primes in index form, each prime once";
    example "prime-factorisation", "12": "2^2 × 3", not "2 × 2 × 3";
    "wrong-value" => "This is not equal to the answer yet.";
    "not-a-product" => "The value is right; it can be written as a product of primes.";
    "not-prime" => "The value is right; one of the factors can be split into smaller primes.";
    "one-is-not-prime" => "The value is right; 1 is not a prime, so it can be left out.";
    "not-index-form" => "The value is right; a prime that comes more than once can be written with a power.";
    "power-of-one" => "The value is right; a power of 1 or 0 can be left out.";
}

about! {
    WITHIN = "within", "a value close enough to the right one";
    option "tolerance": "the furthest a value may be from the answer, the ends included";
    example "within 1/20", "3.5": "3.55", not "3.56";
    "not-close-enough" => "This is not close enough to the answer yet.";
}

about! {
    WITHIN_RANGE = "within-range", "a value from the first number to the second, the ends included";
    option "range": "the least and the greatest value";
    example "within-range 1 2", "1.5": "1.2", not "2.1";
    "below-range" => "This is too small to be right yet.";
    "above-range" => "This is too large to be right yet.";
}
