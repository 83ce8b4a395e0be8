//! What is told about the acceptances of expressions, equations and inequalities.

use super::catalogue::about;

about! {
    EXPRESSION = "expression", "an equal expression, written in any way";
    example "expression", "3x+6": "3(x+2)", not "3x+2";
    "wrong-value" => "This is not equal to the answer yet.";
}

about! {
    EXPANDED = "expanded", "an equal expression, with no brackets and like terms collected";
    example "expanded", "3(x+2)": "3x + 6", not "3(x+2)";
    "wrong-value" => "This is not equal to the answer yet.";
    "brackets-left" => "The expression is equal; the brackets can be multiplied out.";
    "like-terms-left" => "The expression is equal; some terms can be collected together.";
    "not-worked-out" => "The expression is equal; the numbers in a term can be worked out.";
    "not-simplest" => "The expression is equal; a fraction in it can be written with smaller numbers.";
}

about! {
    COLLECTED = "collected", "an equal expression, with like terms collected; brackets may stay";
    example "collected", "2x + 3x": "5x", not "2x + 3x";
    "wrong-value" => "This is not equal to the answer yet.";
}

about! {
    FACTORISED = "factorised", "an equal expression, fully factorised over the whole numbers";
    example "factorised", "6x + 12": "6(x+2)", not "2(3x+6)";
    "wrong-value" => "This is not equal to the answer yet.";
    "not-factorised" => "The expression is equal; it can be written as a product with a bracket.";
    "not-fully-factorised" => "The expression is equal; it can be factorised further.";
    "factors-left-apart" => "The expression is equal; the numbers outside the bracket can be multiplied together.";
    "like-terms-left" => "The expression is equal; some terms can be collected together.";
    "not-worked-out" => "The expression is equal; the numbers in a factor can be worked out.";
}

about! {
    SINGLE_FRACTION = "single-fraction", "an equal expression, written as one fraction";
    example "single-fraction", "1/x + 1/2": "(x+2)/(2x)", not "1/x + 1/2";
    "wrong-value" => "This is not equal to the answer yet.";
}

about! {
    COMPLETED_SQUARE = "completed-square", "an equal quadratic, written as a square and a number";
    example "completed-square", "x^2 + 6x + 10": "(x+3)^2 + 1", not "x(x+6) + 10";
    "wrong-value" => "This is not equal to the answer yet.";
}

about! {
    SIMPLIFIED_SURD = "simplified-surd", "the right value, with every root as small as it can be";
    example "simplified-surd", "√12": "2√3", not "√12";
    "wrong-value" => "This is not equal to the answer yet.";
}

about! {
    RATIONALISED_DENOMINATOR = "rationalised-denominator", "the right value, with no root below a fraction bar";
    example "rationalised-denominator", "1/√2": "√2/2", not "1/√2";
    "wrong-value" => "This is not equal to the answer yet.";
}

about! {
    SIMPLIFIED = "simplified", "an equal expression, to which none of the named rules applies any more";
    option "rules": "the rules that must have been used, such as `add-zero`; without it, all of them";
    example "simplified add-zero", "x": "1x", not "x + 0";
    "wrong-value" => "This is not equal to the answer yet.";
}

about! {
    EQUIVALENT_EQUATION = "equivalent-equation", "an equation with the same solutions";
    example "equivalent-equation", "y = 2x + 1": "2y = 4x + 2", not "y = 2x - 1";
    "wrong-value" => "This does not say the same as the answer yet.";
}

about! {
    REARRANGED_FORMULA = "rearranged-formula", "an equal formula, with one letter alone on one side";
    option "subject": "the letter to make the subject; without it, the answer's own";
    example "rearranged-formula x", "y = 2x + 1": "x = (y - 1)/2", not "2x = y - 1";
    "wrong-value" => "This does not say the same as the answer yet.";
}

about! {
    SOLUTION_SET = "solution-set", "all the solutions and no others";
    example "solution-set", "x = 2 or x = -2": "x = -2 or x = 2", not "x = 2";
    "wrong-value" => "These are not the solutions yet.";
}

about! {
    INEQUALITY = "inequality", "an inequality with the same solutions";
    example "inequality", "x > 3": "3 < x", not "x >= 3";
    "wrong-value" => "This does not say the same as the answer yet.";
}
