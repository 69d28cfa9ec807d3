"""Theorem 3.1, Rademacher concentration: P(|sum eps_i alpha_i| > t) <= 2 exp(-t^2 / (2 |alpha|^2)).

The paper cites [9]; the usual proof is short, so its three ingredients are checked here line by line.
"""

from sympy import Abs, cosh, exp

from boundcheck import (
    Claim,
    Index,
    Model,
    Prob,
    Step,
    algebra,
    arith,
    assume,
    coefficientwise,
    compare,
    expect,
    family,
    independent,
    lam,
    linear,
    named_set,
    real,
    reals_beyond,
    rule,
    sign_sums,
    total,
)

i = Index("i")
t, a, u = real("t"), real("a"), real("u")  # threshold, squared norm of alpha, Chernoff parameter lambda
alpha = family("alpha", tex=r"\alpha_i", meaning="coefficient")
eps = family("eps", tex=r"\varepsilon_i", meaning="independent Rademacher sign")
All = named_set("All")

square = total(alpha(i) ** 2, i, All)
weighted = total(eps(i) * alpha(i), i, All)

t_positive = assume("t_positive", t, ">", 0, words="t > 0")
a_positive = assume("a_positive", a, ">", 0, words="alpha is not the zero vector")
not_zero = assume("not_zero", square, ">", 0, words="alpha is not the zero vector (else the right side is not defined)")
independent_signs = assume(
    "independent_signs", independent((eps(i), i, All)), "holds", words="the signs are independent and uniform"
)
signs = Model(name="fixed coefficients", signs=("eps",), given=("alpha", "All", "t"), laws=(independent_signs,))

cosh_below = Step(
    label="theorem_3_1.cosh_below",
    cite="Theorem 3.1, ingredient of the proof in [9]: moment generating function of one sign",
    register=("MT15",),
    over=(reals_beyond(t=("-4", "4")),),
    printed=Claim(cosh(t), "<=", exp(t**2 / 2), tex=r"\cosh t \le e^{t^2/2}", words="for all real t"),
    checks=(coefficientwise(),),
    expects=expect("PROVED", argument="VALID"),
    remark="Both sides are power series in t^2; (2n)! >= 2^n n! term by term.",
)

chernoff_exponent = Step(
    label="theorem_3_1.chernoff_exponent",
    cite="Theorem 3.1, ingredient: the exponent at lambda = t / |alpha|^2",
    register=("MT16",),
    hypotheses=(a_positive,),
    over=(reals_beyond(t=("-3", "3"), a=("1/10", "5")),),
    printed=Claim(
        (t / a) ** 2 * a / 2 - (t / a) * t,
        "==",
        -(t**2) / (2 * a),
        tex=r"\tfrac{\lambda^2\|\alpha\|^2}{2}-\lambda t=-\tfrac{t^2}{2\|\alpha\|^2}\ \text{at}\ \lambda=t/\|\alpha\|^2",
    ),
    argument=(algebra("expand", Claim((t / a) ** 2 * a / 2 - (t / a) * t, "==", -(t**2) / (2 * a))),),
    expects=expect("PROVED", argument="VALID"),
)

chernoff_minimum = Step(
    label="theorem_3_1.chernoff_minimum",
    cite="Theorem 3.1, ingredient: no other lambda gives a smaller exponent",
    register=("MT16",),
    uses=(chernoff_exponent,),
    hypotheses=(a_positive,),
    over=(reals_beyond(t=("-3", "3"), a=("-1", "5"), u=("-5", "5")),),
    printed=Claim(
        u**2 * a / 2 - u * t,
        ">=",
        -(t**2) / (2 * a),
        tex=r"\tfrac{\lambda^2\|\alpha\|^2}{2}-\lambda t\ge-\tfrac{t^2}{2\|\alpha\|^2}\ \text{for every}\ \lambda",
    ),
    argument=(
        arith(
            "complete_the_square",
            Claim(u**2 * a / 2 - u * t, ">=", -(t**2) / (2 * a)),
            by=("a_positive",),
            squares=(u - t / a,),
            degree=2,
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_tail = 2 * exp(-(t**2) / (2 * square))

with_ties = Step(
    label="theorem_3_1.with_ties",
    cite="Theorem 3.1, (4), with >= in place of >",
    register=("MT14",),
    reading="with ties: the form that Lemma 3.3 needs",
    uses=(cosh_below, chernoff_exponent),
    hypotheses=(t_positive, not_zero),
    model=signs,
    over=(sign_sums(),),
    printed=Claim(
        Prob(compare(Abs(weighted), ">=", t)),
        "<=",
        _tail,
        tex=r"P\Big(\big|\sum_i\varepsilon_i\alpha_i\big|\ge t\Big)\le 2\exp\Big(-\frac{t^2}{2\|\alpha\|_2^2}\Big)",
    ),
    argument=(
        rule("lambda_nonneg", "quotient_nonneg", a=t, b=square),
        rule("chernoff", "chernoff", s=lam(i, eps(i)), alpha=lam(i, alpha(i)), K=All, p=t, u=t / square),
    ),
    expects=expect("PROVED", argument="VALID"),
)

concentration = Step(
    label="theorem_3_1.concentration",
    cite="Theorem 3.1, (4)",
    register=("MT14",),
    uses=(with_ties,),
    hypotheses=(t_positive, not_zero),
    model=signs,
    over=(sign_sums(),),
    printed=Claim(
        Prob(compare(Abs(weighted), ">", t)),
        "<=",
        _tail,
        tex=r"P\Big(\big|\sum_i\varepsilon_i\alpha_i\big|>t\Big)\le 2\exp\Big(-\frac{t^2}{2\|\alpha\|_2^2}\Big)",
    ),
    argument=(
        linear("weaker", Claim(compare(Abs(weighted), ">", t), "implies", compare(Abs(weighted), ">=", t))),
        rule("likelier", "probability_monotone", E=compare(Abs(weighted), ">", t), F=compare(Abs(weighted), ">=", t)),
        arith(
            "chain", Claim(Prob(compare(Abs(weighted), ">", t)), "<=", _tail), by=("likelier", "theorem_3_1.with_ties")
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="For alpha = 0 the right side divides by zero; the theorem tacitly excludes it.",
)
