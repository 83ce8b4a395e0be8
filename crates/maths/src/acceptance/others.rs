//! What is told about the acceptances of points, vectors, sets, lists, remainders, intervals, words and choices.

use super::catalogue::about;

about! {
    COORDINATES = "coordinates", "the right point";
    example "coordinates", "(3, 4)": "(3,4)", not "(4,3)";
    "wrong-point" => "This is not the point yet.";
    "turned-round" => "These are the right numbers; look again at which one comes first.";
    "wrong-number-of-parts" => "This does not have as many numbers as the point yet.";
    "brackets-left-off" => "The numbers are right; a point is written in brackets.";
}

about! {
    VECTOR = "vector", "the right vector";
    example "vector", "[2; -1]": "[2; -1]", not "[-1; 2]";
    "wrong-vector" => "This is not the vector yet.";
    "turned-round" => "These are the right numbers; look again at which one is on top.";
    "opposite" => "The numbers are right but for their signs; look again at which way it points.";
    "wrong-number-of-parts" => "This does not have as many numbers as the vector yet.";
    "not-a-column" => "The numbers are right; a vector is written as a column.";
}

about! {
    SET = "set", "the right members, each once, in any order";
    example "set", "{1, 2, 3}": "{3, 2, 1}", not "{1, 2}";
    "wrong-members" => "These are not the members yet.";
    "some-missing" => "All of these belong; there are more to find.";
    "some-extra" => "The right ones are all here; something else is here too.";
    "repeated" => "The members are right; each one is written only once.";
}

about! {
    ORDERED_LIST = "ordered-list", "the right things in the right order";
    option "order": "`any-order`: they may stand in any order, each as often as in the answer";
    example "ordered-list", "1, 2, 3": "1, 2, 3", not "3, 2, 1";
    example "ordered-list any-order", "1, 2, 2": "2, 1, 2", not "1, 2";
    "wrong-list" => "This is not the list yet.";
    "another-order" => "These are the right ones; look again at their order.";
    "some-missing" => "All of these belong; there are more to find.";
    "some-extra" => "The right ones are all here; something else is here too.";
}

about! {
    REMAINDER = "remainder", "the right whole number and the right remainder";
    example "remainder", "7 r 2": "7 remainder 2", not "7";
    "wrong-value" => "This is not the answer yet.";
    "wrong-whole" => "The remainder is right; look again at the whole number.";
    "wrong-remainder" => "The whole number is right; look again at the remainder.";
    "remainder-left-off" => "The whole number is right; there is something left over.";
}

about! {
    ERROR_INTERVAL = "error-interval", "the right bounds, the lower one included and the upper one not";
    example "error-interval", "4.5 <= x < 5.5": "5.5 > x >= 4.5", not "4.5 < x <= 5.5";
    "wrong-bounds" => "These are not the bounds yet.";
    "wrong-lower" => "The upper bound is right; look again at the lower one.";
    "wrong-upper" => "The lower bound is right; look again at the upper one.";
    "wrong-ends" => "The bounds are right; look again at which one may be reached.";
    "turned-round" => "The bounds are right; look again at which way the signs point.";
    "not-an-interval" => "Both bounds can be written, with the letter between them.";
}

about! {
    WORD = "word", "the right word; capital letters and spaces do not matter";
    option "words": "the words that may be written; any other is unreadable";
    example "word", "even": "Even", not "odd";
    "wrong-word" => "This is not the word yet.";
}

about! {
    CHOICE = "choice", "the right choice";
    option "choices": "what may be chosen; anything else is unreadable";
    example "choice", "B": "B", not "A";
    "wrong-choice" => "This is not the one yet.";
}
