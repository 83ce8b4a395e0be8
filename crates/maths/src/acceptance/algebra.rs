//! What is told about the acceptances of expressions, equations and inequalities.

use super::catalogue::about;

about! {
    EXPRESSION = "expression", "an equal expression, written in any way";
    example "expression", "3x+6": "3(x+2)", not "3x+2";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
}

about! {
    EXPANDED = "expanded", "an equal expression, with no brackets and like terms collected";
    example "expanded", "3(x+2)": "3x + 6", not "3(x+2)";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "brackets-left" => "The expression is equal; the brackets can be multiplied out.";
    "like-terms-left" => "The expression is equal; some parts of it can be collected together.";
    "not-worked-out" => "The expression is equal; the numbers in a term can be worked out.";
    "not-simplest" => "The expression is equal; a fraction in it can be written with smaller numbers.";
    "root-not-smallest" => "The value is right; the number under the root has a square factor to take out.";
    "roots-left-apart" => "The value is right; two roots can be multiplied together.";
}

about! {
    COLLECTED = "collected", "an equal expression, with like terms collected; brackets may stay";
    example "collected", "2x + 3x": "5x", not "2x + 3x";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "like-terms-left" => "The expression is equal; some parts of it can be collected together.";
    "not-worked-out" => "The expression is equal; the numbers in a term can be worked out.";
    "not-simplest" => "The expression is equal; a fraction in it can be written with smaller numbers.";
    "root-not-smallest" => "The value is right; the number under the root has a square factor to take out.";
    "roots-left-apart" => "The value is right; two roots can be multiplied together.";
}

about! {
    FACTORISED = "factorised", "an equal expression, fully factorised over the whole numbers";
    example "factorised", "6x + 12": "6(x+2)", not "2(3x+6)";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "not-factorised" => "The expression is equal; it can be written as a product with a bracket.";
    "not-fully-factorised" => "The expression is equal; it can be factorised further.";
    "factors-left-apart" => "The expression is equal; the numbers outside the bracket can be multiplied together.";
    "like-terms-left" => "The expression is equal; some parts of it can be collected together.";
    "not-worked-out" => "The expression is equal; the numbers in a factor can be worked out.";
    "letter-below" => "The expression is equal; in a factorised form no letter is below a fraction bar.";
    "not-whole-numbers" => "The expression is equal; this goes further than factorising with whole numbers.";
}

about! {
    SINGLE_FRACTION = "single-fraction", "an equal expression, written as one fraction in its lowest terms";
    example "single-fraction", "1/x + 1/2": "(x+2)/(2x)", not "1/x + 1/2";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "not-one-fraction" => "The expression is equal; it can be put over one denominator.";
    "fraction-inside" => "The expression is equal; there is still a fraction inside the fraction.";
    "not-simplest" => "The expression is equal; the top and bottom can be divided by the same thing.";
    "like-terms-left" => "The expression is equal; some parts of it can be collected together.";
    "not-worked-out" => "The expression is equal; the numbers in a term can be worked out.";
    "root-not-smallest" => "The value is right; the number under the root has a square factor to take out.";
    "roots-left-apart" => "The value is right; two roots can be multiplied together.";
}

about! {
    COMPLETED_SQUARE = "completed-square", "an equal quadratic, written as a square and a number";
    example "completed-square", "x^2 + 6x + 10": "(x+3)^2 + 1", not "x(x+6) + 10";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "not-a-square" => "The expression is equal; it can be written with one bracket squared.";
    "letter-left-outside" => "The expression is equal; the letter should be in the squared bracket only.";
    "like-terms-left" => "The expression is equal; some parts of it can be collected together.";
    "not-worked-out" => "The expression is equal; the numbers in a term can be worked out.";
    "not-simplest" => "The expression is equal; a fraction in it can be written with smaller numbers.";
    "root-not-smallest" => "The value is right; the number under the root has a square factor to take out.";
    "roots-left-apart" => "The value is right; two roots can be multiplied together.";
}

about! {
    SIMPLIFIED_SURD = "simplified-surd", "the right value, with every root as small as it can be";
    example "simplified-surd", "√12": "2√3", not "√12";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "root-not-smallest" => "The value is right; the number under the root has a square factor to take out.";
    "roots-left-apart" => "The value is right; two roots can be multiplied together.";
    "like-terms-left" => "The value is right; some parts of it can be collected together.";
    "not-worked-out" => "The value is right; the numbers in a term can be worked out.";
    "not-simplest" => "The value is right; a fraction in it can be written with smaller numbers.";
    "root-below" => "The value is right; there is still a root below a fraction bar.";
    "fraction-under-root" => "The value is right; there is still a fraction under a root.";
}

about! {
    RATIONALISED_DENOMINATOR = "rationalised-denominator", "the right value, with no root below a fraction bar";
    example "rationalised-denominator", "1/√2": "√2/2", not "1/√2";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "root-below" => "The value is right; there is still a root below a fraction bar.";
    "fraction-under-root" => "The value is right; there is still a fraction under a root.";
}

about! {
    SIMPLIFIED = "simplified", "an equal expression, to which none of the named rules applies any more";
    option "rules": "the rules that must have been used, such as `add-zero`; without it, all of them";
    example "simplified add-zero", "x": "1x", not "x + 0";
    "wrong-value" => "This does not match yet. Read the question again, one step at a time.";
    "add-zero" => "The expression is equal; adding 0 can be left out.";
    "times-one" => "The expression is equal; a 1 that multiplies or divides can be left out.";
    "times-zero" => "The expression is equal; what is multiplied by 0 is 0.";
    "power-one" => "The expression is equal; a power of 1 or 0 can be worked out.";
    "double-minus" => "The expression is equal; two signs next to each other can be written as one.";
    "add-numbers" => "The expression is equal; some numbers can be added.";
    "multiply-numbers" => "The expression is equal; some numbers can be multiplied.";
    "lowest-terms" => "The expression is equal; a fraction can be written with smaller numbers.";
    "like-terms" => "The expression is equal; some terms can be collected together.";
    "like-factors" => "The expression is equal; a letter that comes twice can be written once, with a power.";
}

about! {
    EQUIVALENT_EQUATION = "equivalent-equation", "an equation with the same solutions";
    example "equivalent-equation", "y = 2x + 1": "2y = 4x + 2", not "y = 2x - 1";
    "wrong-value" => "This does not say the same as the answer yet.";
    "not-an-equation" => "This is not an equation yet: it needs two sides.";
}

about! {
    REARRANGED_FORMULA = "rearranged-formula", "an equal formula, with one letter alone on one side";
    option "subject": "the letter to make the subject; without it, the answer's own";
    example "rearranged-formula x", "y = 2x + 1": "x = (y - 1)/2", not "2x = y - 1";
    "wrong-value" => "This does not say the same as the answer yet.";
    "not-a-formula" => "This is not a formula yet: it needs two sides with `=` between them.";
    "subject-not-alone" => "This says the same; the subject should stand alone on one side.";
    "subject-on-both-sides" => "This says the same; the subject should be on one side only.";
    "another-subject" => "This says the same; another letter is to be the subject.";
}

about! {
    SOLUTION_SET = "solution-set", "all the solutions and no others";
    example "solution-set", "x = 2 or x = -2": "x = -2 or x = 2", not "x = 2";
    "wrong-value" => "These are not the solutions yet.";
    "some-missing" => "These are solutions; there are more to find.";
    "some-extra" => "The solutions are here; something else is here too.";
    "wrong-ends" => "The numbers are right; look again at whether each end belongs to it.";
    "not-solved" => "This has the right solutions; the letter can be left alone on one side.";
}

about! {
    INEQUALITY = "inequality", "an inequality with the same solutions";
    example "inequality", "x > 3": "3 < x", not "x >= 3";
    "wrong-value" => "This does not say the same as the answer yet.";
    "some-missing" => "All of these are solutions; there are more to find.";
    "some-extra" => "The solutions are here; something else is here too.";
    "wrong-ends" => "The numbers are right; look again at whether each end belongs to it.";
    "turned-round" => "The numbers are right; look again at which way the sign points.";
    "not-solved" => "This has the right solutions; the letter can be left alone.";
    "not-an-inequality" => "This is not an inequality yet.";
}
