"""After Corollary 5: two bounds quoted from other work, and 'our bound is tighter'.

The works [1, 10, 16] are not at hand: their bounds are taken as quoted.  a1, a2 as in Corollaries 4 and 5; E is the squared norm of eps_0.
"""

from sympy import sqrt

from boundcheck import Claim, Step, algebra, arith, assume, expect, real, reals, rule

from .corollaries import a1, a2, e1, e2
from .spread import spread
from .works import ABERDAM, PAPYAN, SULAM

E, e0 = real("E"), real("e0")
a1_positive = assume("a1_positive", a1, ">", 0, words="Assumption 1 at layer 1")
a2_positive = assume("a2_positive", a2, ">", 0, words="Assumption 1 at layer 2")
a1_most = assume("a1_most", a1, "<=", 1, words="a_1 is at most 1 (lambda >= 1/2)")
a2_most = assume("a2_most", a2, "<=", 1, words="a_2 is at most 1")
E_nonneg = assume("E_nonneg", E, ">=", 0, words="a squared norm")
e0_nonneg = assume("e0_nonneg", e0, ">=", 0, words="the norm of eps_0")
_A = ["1", "1/4", "1/2"]

_product = 1 / (a1 * a2)
_inverse = (
    arith("positive", Claim(a1 * a2, ">", 0), by=("a1_positive", "a2_positive"), degree=2),
    rule("inverse", "inverse_positive", b=a1 * a2),
)
_tighter = Claim(
    E * _product,
    "<",
    4 * E * _product,
    tex=r"\|\boldsymbol\varepsilon_0\|_2^2\big(\prod\big)^{-1}<4\|\boldsymbol\varepsilon_0\|_2^2\big(\prod\big)^{-1}",
    words="the bound of Corollary 4 is below the one quoted from [10, 1]",
)
tighter_4 = Step(
    label="comparison.tighter_4",
    cite="after Corollary 5: 'our bound is tighter', Corollary 4 against the bound quoted from [10, 1]",
    quotes=(PAPYAN, ABERDAM),
    register=("LF11",),
    reading="literal: strictly, the products taken over the layers",
    hypotheses=(a1_positive, a2_positive, E_nonneg),
    over=(reals(a1=_A, a2=_A, E=["0", "1", "4"]), spread("a1", "a2", "E")),
    printed=_tighter,
    repaired=Claim(
        E * _product,
        "<=",
        4 * E * _product,
        tex=r"\|\boldsymbol\varepsilon_0\|_2^2\big(\prod\big)^{-1}\le4\|\boldsymbol\varepsilon_0\|_2^2\big(\prod\big)^{-1}",
        words="never worse, and a quarter of it where there is noise",
    ),
    repaired_argument=(
        *_inverse,
        arith("weaker", Claim(E * _product, "<=", 4 * E * _product), by=("inverse", "E_nonneg"), degree=2),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Equal at eps_0 = 0.  That the works quoted treat 'the same case' cannot be seen from here (see same_case).",
)

same_case = Step(
    label="comparison.same_case",
    cite="after Corollary 5: 'in [10, 1], they consider the same case as Corollary 4 and upper bound is 4 ...'",
    quotes=(PAPYAN, ABERDAM),
    register=("LF11",),
    reading="the factor 4 is that of a code which fits the noisy signal up to eps_1 = norm(eps_0), not exactly",
    hypotheses=(a1_positive, a2_positive, e0_nonneg),
    over=(reals(a1=_A, a2=_A, e0=["0", "1", "2"]), spread("a1", "a2", "e0")),
    printed=Claim(
        ((e0 + e0) / (sqrt(a1) * sqrt(a2))) ** 2,
        "==",
        4 * e0**2 * _product,
        tex=r"\varepsilon_1=\|\boldsymbol\varepsilon_0\|_2,\ \varepsilon_2=0:\quad\delta_2^2=4\|\boldsymbol\varepsilon_0\|_2^2\big(\prod\big)^{-1}",
        words="Theorem 3 in that case gives the quoted bound, no better one",
    ),
    argument=(
        *_inverse,
        rule("root_1", "positive_root", a=a1),
        rule("root_2", "positive_root", a=a2),
        algebra("equal", Claim(((e0 + e0) / (sqrt(a1) * sqrt(a2))) ** 2, "==", 4 * e0**2 * _product)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_ours = (e1 + e2 * sqrt(a1)) ** 2 / (a1 * a2)
_quoted = 4 * e0**2 * 4 / (a1 * a2)
tighter_5 = Step(
    label="comparison.tighter_5",
    cite="after Corollary 5: 'Hence our bound is tighter', Corollary 5 against the bound quoted from [16]",
    quotes=(SULAM,),
    register=("LF11",),
    reading="literal: in Corollary 5 eps_0 = 0, and the quoted bound is a multiple of the norm of eps_0",
    hypotheses=(
        a1_positive,
        a2_positive,
        a1_most,
        a2_most,
        assume("no_noise", e0, "==", 0, words="eps_0 = 0, as Corollary 5 assumes"),
    ),
    over=(reals(a1=_A, a2=_A, e0=["0"], e1=["0", "1", "2"], e2=["0", "1", "2"]),),
    printed=Claim(
        _ours,
        "<=",
        _quoted,
        tex=r"\Big(\frac{\varepsilon_1+\varepsilon_2\sqrt{a_1}}{\sqrt{a_1}\sqrt{a_2}}\Big)^2\le4\|\boldsymbol\varepsilon_0\|_2^2\Big(\prod_{i=1}^24^{1-i}a_i\Big)^{-1}",
    ),
    expects=expect("REFUTED", argument="GAP"),
    remark="Against 0 no bound with eps_1 > 0 is tighter.  The quoted bound has one noise level; see tighter_5_one_level.",
)

_nonneg = (
    assume("e1_nonneg", e1, ">=", 0, words="eps_1 >= 0"),
    assume("e2_nonneg", e2, ">=", 0, words="eps_2 >= 0"),
    assume("e1_level", e1, "<=", e0, words="eps_1 is at most the level of [16]"),
    assume("e2_level", e2, "<=", e0, words="eps_2 is at most the level of [16]"),
)
tighter_5_one_level = Step(
    label="comparison.tighter_5_one_level",
    cite="after Corollary 5: 'Hence our bound is tighter', Corollary 5 against the bound quoted from [16]",
    quotes=(SULAM,),
    register=("LF11",),
    reading="charitable: every eps_j is at most the one noise level of the quoted bound; j = 2",
    hypotheses=(a1_positive, a2_positive, a1_most, *_nonneg),
    over=(
        reals(a1=_A, a2=_A, e0=["1", "2"], e1=["0", "1", "2"], e2=["0", "1", "2"]),
        spread("a1", "a2", "e0", "e1", "e2"),
    ),
    printed=Claim(
        _ours,
        "<=",
        _quoted,
        tex=r"\Big(\frac{\varepsilon_1+\varepsilon_2\sqrt{a_1}}{\sqrt{a_1}\sqrt{a_2}}\Big)^2\le4\varepsilon^2\Big(\prod_{i=1}^24^{1-i}a_i\Big)^{-1}",
    ),
    argument=(
        *_inverse,
        rule("root", "root_below", a=a1, b=1),
        rule("root_positive", "positive_root", a=a1),
        arith("second", Claim(e2 * sqrt(a1), "<=", e0), by=("root", "e2_nonneg", "e2_level"), degree=2),
        arith("sum", Claim(e1 + e2 * sqrt(a1), "<=", 2 * e0), by=("second", "e1_level")),
        arith("nonneg", Claim(e1 + e2 * sqrt(a1), ">=", 0), by=("e1_nonneg", "e2_nonneg", "root_positive"), degree=2),
        arith(
            "squares", Claim((e1 + e2 * sqrt(a1)) ** 2, "<=", 16 * e0**2), by=("sum", "nonneg"), squares=(e0,), degree=2
        ),
        arith("scaled", Claim(_ours, "<=", _quoted), by=("squares", "inverse"), degree=2),
    ),
    expects=expect("PROVED", argument="VALID"),
)
