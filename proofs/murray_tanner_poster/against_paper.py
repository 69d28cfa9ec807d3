"""The poster beside the paper of 2021: the theorem's bound and the condition on the sparsity."""

from sympy import exp, log

from boundcheck import Claim, Step, algebra, assume, expect, quote, reals_beyond

from .condition import M, S, at_most_one, d, delta, mu, n, positive, right_side, xmax, xmin, zeta

_term = M * n * exp(-(xmin**2) / (8 * (xmax**2 * mu**2 * S + zeta**2)))
_tex = r"\sum_ln_l\exp\Big(-\frac{|x_{min}|^2}{8(|x_{max}|^2\mu_l^2S_l+\zeta_{l-1}^2)}\Big)"
_ranges = {
    "M": [1, 2],
    "n": [1, 3],
    "d": [1, 2],
    "S": range(3),
    "mu": ["1/2", 1],
    "zeta": ["1/2", 1],
    "xmin": [1, 2],
    "xmax": [1, 2],
    "delta": ["1/2", 1],
}

_wide = {  # both signs of the difference, and nothing to compare
    "M": [1, "5/2", "1/10", 5, 50],
    "n": [1, 0, 10],
    "d": [1, "1/4", 3],
    "S": ["1/10", 3, "1/100", "3/2", 2],
    "mu": ["1/2", 2, 5],
    "zeta": [-1, "1/4", 1, "1/100", 2],
    "xmin": [0, -2, 10],
    "xmax": ["2/3", "3/2", 5],
    "delta": ["9/10", "1/10", "1/3", 1, "1/2"],
}

same_bound = Step(
    label="against_paper.same_bound",
    cite="Theorem of the poster beside Theorem 3.2 of the paper: 2dM and 2M",
    quotes=(quote("murray_tanner_2021", "theorem_3_2.conclusion"),),
    register=("PO05",),
    reading="asked by the audit, not printed: the two bounds are the same",
    over=(reals_beyond(**_ranges), reals_beyond(**_wide)),
    printed=Claim(2 * d * _term, "==", 2 * _term, tex=rf"2dM{_tex}=2M{_tex}"),
    repaired=Claim(2 * d * _term, "==", 2 * _term, tex=rf"d=1:\ 2dM{_tex}=2M{_tex}"),
    repaired_hypotheses=(assume("one_column", d, "==", 1, words="one column"),),
    repaired_argument=(algebra("same", Claim(2 * d * _term, "==", 2 * _term), by=("one_column",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Term by term; the poster also has the projection of (1) where the paper keeps as many entries as there are nonzeros (theorem.projection).",
)

_five = (xmin**2 / (8 * xmax**2 * log(2 * M * n / delta)) - zeta**2 / xmax**2) / mu**2

same_condition = Step(
    label="against_paper.same_condition",
    cite="end of the poster beside display (5) of the paper",
    quotes=(quote("murray_tanner_2021", "bound_5.equivalence"),),
    register=("PO06",),
    hypotheses=(
        positive,
        at_most_one,
        assume("mu_positive", mu, ">", 0, words="mu_l > 0"),
        assume("xmax_positive", xmax, ">", 0, words="x^(l) is not zero"),
    ),
    over=(reals_beyond(**_ranges), reals_beyond(**_wide)),
    printed=Claim(
        right_side(2 * M * n),
        "==",
        _five,
        tex=r"\Big(\frac{|x_{min}|^2}{8|x_{max}|^2\ln(2Mn_l/\delta)}-\frac{\zeta_{l-1}^2}{|x_{max}|^2}\Big)\mu_l^{-2}\ \text{is the right side of (5)}",
    ),
    argument=(algebra("same", Claim(right_side(2 * M * n), "==", _five)),),
    expects=expect("PROVED", argument="VALID"),
    remark="The paper takes delta in (gamma_l, 1], the poster in [0, 1].",
)
