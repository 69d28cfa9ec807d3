"""Section 4: the uniform bound as the poster quotes it, with mu where it should have 1/mu."""

from sympy import Integer, Rational

from boundcheck import (
    Claim,
    Step,
    arith,
    assume,
    compare,
    event_family,
    expect,
    layers,
    linear,
    quote,
    real,
    reals_beyond,
    rule,
)

S, mu, zeta, xmin, xmax, X = (real(name) for name in ("S", "mu", "zeta", "xmin", "xmax", "X"))
_half = Rational(1, 2)
_printed_side = mu / X * (xmin / 2 - zeta) + _half
_side = (xmin / 2 - zeta) / (mu * X) + _half
_tex = r"\frac{\mu^{(l)}}{|X^{(l)}|}\big(\tfrac12|X_{min}^{(l)}|-\zeta_l\big)+\tfrac12"
_right_tex = r"\frac1{\mu^{(l)}|X_{max}^{(l)}|}\big(\tfrac12|X_{min}^{(l)}|-\zeta\big)+\tfrac12"

_ranges = reals_beyond(
    mu=("0", "1"), X=["1", "1/2", "3"], xmin=["1", "1/4", "1/2", "3"], zeta=["0", "1/10", "1"], S=range(4)
)
_wide = reals_beyond(  # numbers that no magnitude, norm or count has
    mu=["9/10", "3/4", -2, 2],
    X=["2/3", 5, 1, -1],
    xmin=["1/2", "1/4", 0, 3, -1],
    zeta=[1, "1/100", 50, -2],
    S=["7/5", -1, "5/2", "1/2"],
)
mu_range = (
    assume("mu_nonneg", mu, ">=", 0, words="mu is a largest magnitude"),
    assume("mu_at_most_one", mu, "<=", 1, words="mu <= 1: the atoms have norm 1"),
)
size_range = (
    assume("X_positive", X, ">", 0, words="abs(X) > 0, whatever norm is meant"),
    assume("xmin_nonneg", xmin, ">=", 0, words="X_min is a magnitude"),
    assume("xmin_at_most", xmin, "<=", X, words="abs(X) is at least abs(X_min)"),
    assume("zeta_nonneg", zeta, ">=", 0, words="zeta bounds a norm"),
)

says_nothing = Step(
    label="prior_art.says_nothing",
    cite="Section 4: recovery so long as S_l < (mu/abs X)(abs X_min/2 - zeta_l) + 1/2",
    quotes=(quote("papyan_romano_elad_2017", "condition.separates"),),
    register=("PO03",),
    reading="literal: what the condition allows",
    hypotheses=(*mu_range, *size_range),
    over=(_ranges, _wide),
    printed=Claim(
        compare(S, "<", _printed_side), "implies", compare(S, "<", 1), tex=rf"S_l<{_tex}\ \Rightarrow\ S_l<1"
    ),
    argument=(
        arith(
            "numerator",
            Claim(mu * (xmin / 2 - zeta), "<=", X / 2),
            by=("mu_nonneg", "mu_at_most_one", "xmin_nonneg", "xmin_at_most", "zeta_nonneg"),
            degree=2,
        ),
        rule("fraction", "fraction_below", a=mu * (xmin / 2 - zeta), b=_half, d=X),
        linear("so", Claim(compare(S, "<", _printed_side), "implies", compare(S, "<", 1)), by=("fraction",)),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="No S_l >= 1 qualifies: as printed the guarantee speaks of the zero signal only.  The poster's next sentence calls it proportional to mu_l^-1, so a misprint.",
)

one_nonzero_qualifies = Step(
    label="prior_art.one_nonzero_qualifies",
    cite="Section 4: recovery so long as S_l < (mu/abs X)(abs X_min/2 - zeta_l) + 1/2",
    quotes=(quote("papyan_romano_elad_2017", "condition.separates"),),
    register=("PO03",),
    reading="does one nonzero per stripe qualify?",
    hypotheses=(
        *mu_range,
        *size_range,
        assume("mu_positive", mu, ">", 0, words="mu > 0"),
        assume("room", mu * X, "<", xmin - 2 * zeta, words="mu abs(X_max) < abs(X_min) - 2 zeta"),
    ),
    over=(_ranges, _wide),
    printed=Claim(Integer(1), "<", _printed_side, tex=rf"1<{_tex}"),
    repaired=Claim(Integer(1), "<", _side, tex=rf"1<{_right_tex}"),
    repaired_argument=(
        arith("product", Claim(mu * X, ">", 0), by=("mu_positive", "X_positive"), degree=2),
        rule("inverse", "inverse_positive", b=mu * X),
        arith("side", Claim(Integer(1), "<", _side), by=("room", "inverse"), degree=2),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="With 1/(mu abs(X_max)), as in Papyan, Romano & Elad (2017), Theorem 2, it does once mu abs(X_max) < abs(X_min) - 2 zeta.",
)

W = event_family("W", tex=r"W_l", meaning="the support of layer l is recovered")
_condition = (
    assume("corrected", S, "<", (xmin / 2 - zeta) / (mu * xmax) + _half, words="the condition with 1/(mu abs(X_max))"),
    assume("mu_positive", mu, ">", 0, words="mu > 0"),
    assume("xmax_positive", xmax, ">", 0, words="X^(l) is not zero"),
    assume("S_natural", S, ">=", 1, words="S_l >= 1"),
)

uniform_bound = Step(
    label="prior_art.uniform_bound",
    cite="Section 4, with 1/(mu abs X_max) and the error of the layer below",
    quotes=(
        quote("papyan_romano_elad_2017", "condition.separates"),
        quote("murray_tanner_2021", "uniform_bound.intended"),
    ),
    register=("PO03",),
    hypotheses=_condition,
    over=(layers(),),
    printed=Claim(W(), "holds", tex=rf"S_l<{_right_tex}\ \Rightarrow\ W_l"),
    cited="Papyan, Romano & Elad (2017), Theorem 2; audited in proofs/papyan_romano_elad_2017, condition.separates",
    expects=expect("SURVIVED", argument="CITED"),
)
