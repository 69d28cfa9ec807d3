"""How later papers quote condition 1: Murray & Tanner (2021), display (3), and their poster, Section 4."""

from sympy import Rational

from boundcheck import Step, algebra, cascades, expect, quote

from .words import claim, coherent, condition_side, eps, gmax, gmin, l, mu, not_zero

_half = Rational(1, 2)
_ours = r"\tfrac12\Big(1+\frac1{\mu}\frac{|\Gamma^{\min}|}{|\Gamma^{\max}|}\Big)-\frac1\mu\frac{\epsilon_{l-1}}{|\Gamma^{\max}|}"
_same = claim(
    condition_side,
    "==",
    (gmin(l) / 2 - eps(l - 1)) / (mu(l) * gmax(l)) + _half,
    tex=rf"{_ours}=\frac1{{\mu_l|x_{{max}}^{{(l)}}|}}\Big(\tfrac12|x_{{min}}^{{(l)}}|-\zeta_{{l-1}}\Big)+\tfrac12",
)
_proof = (algebra("same", _same),)

murray_tanner_3 = Step(
    label="quoted.murray_tanner_3",
    cite="Murray & Tanner (2021), Section 2.2, (3): 'Papyan et al proved that as long as ...'",
    quotes=(quote("murray_tanner_2021", "uniform_bound.literal"),),
    register=("PR07",),
    reading="literal: zeta_l bounds the error of layer l itself",
    hypotheses=(coherent, not_zero),
    over=(cascades(window=True),),
    printed=claim(
        condition_side,
        "==",
        (gmin(l) / 2 - eps(l)) / (mu(l) * gmax(l)) + _half,
        tex=rf"{_ours}=\frac1{{\mu_l|x_{{max}}^{{(l)}}|}}\Big(\tfrac12|x_{{min}}^{{(l)}}|-\zeta_l\Big)+\tfrac12",
    ),
    repaired=_same,
    repaired_argument=_proof,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Right but for the layer: (3) is condition 1 with the error of the layer below. It drops condition 2, and may: a decoder that knows the "
    "number of nonzeros needs no threshold (condition.separates).",
)

poster_4 = Step(
    label="quoted.poster_4",
    cite="Murray & Tanner, poster, Section 4: S_l < (mu / abs X)(abs X_min / 2 - zeta_l) + 1/2",
    quotes=(quote("murray_tanner_poster", "prior_art.one_nonzero_qualifies"),),
    register=("PR07",),
    reading="abs X as the largest magnitude, zeta as the error of the layer below",
    hypotheses=(coherent, not_zero),
    over=(cascades(window=True),),
    printed=claim(
        condition_side,
        "==",
        (gmin(l) / 2 - eps(l - 1)) * mu(l) / gmax(l) + _half,
        tex=rf"{_ours}=\frac{{\mu^{{(l)}}}}{{|X^{{(l)}}|}}\Big(\tfrac12|X_{{min}}^{{(l)}}|-\zeta_l\Big)+\tfrac12",
    ),
    repaired=_same,
    repaired_argument=_proof,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Printed with mu where the theorem has 1/mu; the poster's next sentence says 'proportionality to mu_l^-1', so a misprint.",
)
