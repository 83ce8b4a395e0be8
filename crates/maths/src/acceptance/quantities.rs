//! What is told about the acceptances of amounts: ratios, money, times and units.

use super::catalogue::about;

about! {
    RATIO = "ratio", "an equal ratio, written in any way";
    example "ratio", "2:3": "4:6", not "3:2";
    "wrong-ratio" => "This ratio is not equal to the answer yet.";
    "turned-round" => "These are the right numbers; look again at which part comes first.";
    "wrong-number-of-parts" => "This ratio does not have as many parts as the answer yet.";
    "not-a-ratio" => "The numbers are right; they can be written as a ratio, with `:` between the parts.";
}

about! {
    RATIO_SIMPLEST_FORM = "ratio-simplest-form", "an equal ratio of whole numbers with nothing left to divide by";
    example "ratio-simplest-form", "4:6": "2:3", not "4:6";
    "wrong-ratio" => "This ratio is not equal to the answer yet.";
    "turned-round" => "These are the right numbers; look again at which part comes first.";
    "wrong-number-of-parts" => "This ratio does not have as many parts as the answer yet.";
    "not-a-ratio" => "The numbers are right; they can be written as a ratio, with `:` between the parts.";
    "not-simplest" => "The ratio is right. It can be written with smaller numbers.";
    "not-whole-numbers" => "The ratio is right; every part can be a whole number.";
    "units-left" => "The ratio is right; in one unit for all parts, the unit can be left out.";
}

about! {
    RATIO_ONE_TO_N = "ratio-one-to-n", "an equal ratio that begins with 1";
    example "ratio-one-to-n", "4:6": "1:1.5", not "2:3";
    "wrong-ratio" => "This ratio is not equal to the answer yet.";
    "turned-round" => "These are the right numbers; look again at which part comes first.";
    "wrong-number-of-parts" => "This ratio does not have as many parts as the answer yet.";
    "not-a-ratio" => "The numbers are right; they can be written as a ratio, with `:` between the parts.";
    "not-one-to-n" => "The ratio is right; its first part can be 1.";
}

about! {
    MONEY = "money", "the right amount of money, in pounds or pence, with its sign";
    example "money", "£3.50": "350p", not "£3.5";
    "wrong-amount" => "This is not the same amount as the answer yet.";
    "sign-left-off" => "The number is right; it needs £ or p.";
    "wrong-sign" => "The number is right; look again at whether it is pounds or pence.";
    "pence-digits" => "The amount is right; pence after a point take two digits, as in £3.50.";
}

about! {
    TIME = "time", "the right time of day or length of time";
    example "time", "14:05": "2:05 pm", not "2:05";
    "wrong-time" => "This is not the same time as the answer yet.";
    "half-left-off" => "The numbers are right; it needs am or pm.";
    "wrong-half" => "The numbers are right; look again at morning and afternoon.";
    "unit-left-off" => "The number is right; it needs its unit.";
    "time-of-day" => "The numbers are right; a length of time is written with its units, as in 1 h 20 min.";
}

about! {
    UNITS_REQUIRED = "units-required", "the right amount, in the unit of the answer";
    option "units": "the units that may be written, such as `cm` and `m`";
    example "units-required", "3 m": "3 m", not "300 cm";
    "wrong-value" => "This is not the same amount as the answer yet.";
    "unit-left-off" => "The number is right; it needs its unit.";
    "another-unit" => "The amount is right; it can be given in the unit that was asked for.";
    "wrong-unit" => "The number is right; look again at its unit.";
}

about! {
    UNITS_CONVERTIBLE = "units-convertible", "the right amount, in any unit that measures the same thing";
    option "units": "the units that may be written, such as `cm` and `m`";
    example "units-convertible", "3 m": "300 cm", not "3 cm";
    "wrong-value" => "This is not the same amount as the answer yet.";
    "unit-left-off" => "The number is right; it needs its unit.";
    "wrong-unit" => "The number is right; look again at its unit.";
}

about! {
    UNITS_VALUE_ONLY = "units-value-only", "the right number, with its unit or without";
    option "units": "the units that may be written, such as `cm` and `m`";
    example "units-value-only", "3 m": "3", not "3 cm";
    "wrong-value" => "This is not the same amount as the answer yet.";
    "wrong-unit" => "The number is right; look again at its unit.";
}
