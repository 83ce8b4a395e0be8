//! MathML, speech and the canonical text.

use maths::{Reading, canonical, to_mathml, to_speech};

fn reading() -> Reading {
    Reading { letters: vec!['x', 'y'], ..Reading::default() }
}

#[test]
fn speech_is_plain_british_english() {
    for (text, speech) in [
        ("1/2", "one half"),
        ("3/2", "three halves"),
        ("3/4", "three quarters"),
        ("1/4", "one quarter"),
        ("2/3", "two thirds"),
        ("5/12", "five twelfths"),
        ("7/20", "seven twentieths"),
        ("37/100", "37 hundredths"),
        ("7/13", "7 over 13"),
        ("21/2", "21 halves"),
        ("1 3/4", "one and three quarters"),
        ("-1 3/4", "negative one and three quarters"),
        ("-3", "negative three"),
        ("5 - 3", "five minus three"),
        ("-x", "minus x"),
        ("20 + 21", "twenty plus 21"),
        ("0.75", "0.75"),
        ("1,200", "1,200"),
        ("50%", "50 per cent"),
        ("3(x+2)", "three open bracket x plus two close bracket"),
        ("3x", "three x"),
        ("3 × 4 = 12", "three times four equals twelve"),
        ("12 ÷ 4", "twelve divided by four"),
        ("x/3", "x over three"),
        ("x²", "x squared"),
        ("x^3", "x cubed"),
        ("2^5", "two to the power of five"),
        ("_/4 = 6/8", "gap over four equals six eighths"),
        ("3 < 4", "three is less than four"),
        ("1/2 >= 3/8", "one half is greater than or equal to three eighths"),
    ] {
        assert_eq!(to_speech(text, &reading()).unwrap(), speech, "{text}");
    }
}

#[test]
fn mathml_stacks_fractions_and_boxes_gaps() {
    for (text, inside) in [
        ("3/4", "<mfrac><mn>3</mn><mn>4</mn></mfrac>"),
        ("1 3/4", "<mn>1</mn><mo>\u{2064}</mo><mfrac><mn>3</mn><mn>4</mn></mfrac>"),
        ("_/4", "<mfrac><mtext class=\"gap\">\u{A0}</mtext><mn>4</mn></mfrac>"),
        ("[ ]", "<mtext class=\"gap\">\u{A0}</mtext>"),
        (
            "1 _/4",
            "<mn>1</mn><mo>\u{2064}</mo><mfrac><mtext class=\"gap\">\u{A0}</mtext><mn>4</mn></mfrac>",
        ),
        ("3 × 4 = 12", "<mn>3</mn><mo>×</mo><mn>4</mn><mo>=</mo><mn>12</mn>"),
        ("3x", "<mn>3</mn><mo>\u{2062}</mo><mi>x</mi>"),
        ("(x+2)/3", "<mfrac><mrow><mi>x</mi><mo>+</mo><mn>2</mn></mrow><mn>3</mn></mfrac>"),
        (
            "(x+2)",
            "<mrow><mo stretchy=\"false\">(</mo><mi>x</mi><mo>+</mo><mn>2</mn><mo stretchy=\"false\">)</mo></mrow>",
        ),
        (
            "(x+1/2)",
            "<mrow><mo>(</mo><mi>x</mi><mo>+</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>)</mo></mrow>",
        ),
        ("-3", "<mo form=\"prefix\">−</mo><mn>3</mn>"),
        ("x²", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (
            "(-3)²",
            "<msup><mrow><mo stretchy=\"false\">(</mo><mo form=\"prefix\">−</mo><mn>3</mn><mo stretchy=\"false\">)</mo></mrow><mn>2</mn></msup>",
        ),
        ("1 < 2", "<mn>1</mn><mo>&lt;</mo><mn>2</mn>"),
        ("6 ÷ 1/2", "<mn>6</mn><mo>÷</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("3/0", "<mfrac><mn>3</mn><mn>0</mn></mfrac>"),
        ("√2", "<msqrt><mn>2</mn></msqrt>"),
        ("√(x+1)", "<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>"),
        ("∛8", "<mroot><mn>8</mn><mn>3</mn></mroot>"),
        ("2π", "<mn>2</mn><mo>\u{2062}</mo><mi>π</mi>"),
        ("sin x", "<mi>sin</mi><mo>\u{2061}</mo><mi>x</mi>"),
        ("|x|", "<mrow><mo>|</mo><mi>x</mi><mo>|</mo></mrow>"),
        ("±2", "<mo form=\"prefix\">±</mo><mn>2</mn>"),
        ("2:3", "<mn>2</mn><mo>:</mo><mn>3</mn>"),
        (
            "(3, 4)",
            "<mrow><mo>(</mo><mn>3</mn><mo separator=\"true\">,</mo><mn>4</mn><mo>)</mo></mrow>",
        ),
        (
            "{1, 2}",
            "<mrow><mo>{</mo><mn>1</mn><mo separator=\"true\">,</mo><mn>2</mn><mo>}</mo></mrow>",
        ),
        (
            "[2; -1]",
            "<mrow><mo>(</mo><mtable><mtr><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mo form=\"prefix\">−</mo><mn>1</mn></mtd></mtr></mtable><mo>)</mo></mrow>",
        ),
        ("0.1(6)", "<mrow><mn>0.1</mn><mover accent=\"true\"><mn>6</mn><mo>˙</mo></mover></mrow>"),
        (
            "0.(142)",
            "<mrow><mn>0.</mn><mover accent=\"true\"><mn>1</mn><mo>˙</mo></mover><mn>4</mn><mover accent=\"true\"><mn>2</mn><mo>˙</mo></mover></mrow>",
        ),
        ("2 < x <= 5", "<mn>2</mn><mo>&lt;</mo><mi>x</mi><mo>≤</mo><mn>5</mn>"),
        ("5 cm²", "<mn>5</mn><mtext>\u{A0}cm²</mtext>"),
        ("£3.50", "<mtext>£</mtext><mn>3.50</mn>"),
        ("45°", "<mn>45</mn><mtext>°</mtext>"),
        ("7 r 2", "<mn>7</mn><mtext>\u{A0}r\u{A0}</mtext><mn>2</mn>"),
        ("2:05 pm", "<mtext>2:05 pm</mtext>"),
    ] {
        let speech = to_speech(text, &reading()).unwrap();
        let expected = format!("<math alttext=\"{speech}\"><mrow>{inside}</mrow></math>");
        assert_eq!(to_mathml(text, &reading()).unwrap(), expected, "{text}");
    }
}

#[test]
fn answers_of_one_value_have_one_text() {
    for (text, expected) in [
        ("1 3/4", "7/4"),
        ("1.75", "7/4"),
        ("3(x+2)", "3x + 6"),
        ("6+3x", "3x + 6"),
        ("x(x-2)-1", "x^2 - 2x - 1"),
        ("-x/2", "-1/2x"),
        ("(x+y)^2", "x^2 + 2xy + y^2"),
        ("x-x", "0"),
    ] {
        assert_eq!(canonical(text, &reading()).unwrap().unwrap(), expected, "{text}");
    }
    assert_eq!(canonical("1/x", &reading()).unwrap(), None);
    assert!(canonical("1/", &reading()).is_err());
}
