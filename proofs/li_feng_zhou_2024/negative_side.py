"""Theorems 9 and 15 with L the Lipschitz constant of rho on x <= 0, all that (38) uses: L may be below 1, as for ELU with a < 1.

On the whole line L is at least 1 (theorem_9.lipschitz_at_least_one); the printed conditions make sense on the negative side only.
"""

from sympy import Abs, Max

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    assume,
    assuming,
    compare,
    detach,
    discharge,
    expect,
    logic,
    real,
    reals,
    rule,
)

from .iteration_words import L, beta, d, mut, s
from .spread import spread
from .theorem_15_end import factor, mut_positive

L_nonneg = assume("L_nonneg", L, ">=", 0, words="a Lipschitz constant")
L_below = assume("L_below", L, "<", 1, words="L < 1: the Lipschitz constant of rho on x <= 0")
_quotient = (1 / mut - 2 * L * d) / (2 - 2 * L)
_same = Claim(
    compare(s, "<", _quotient),
    "iff",
    compare(mut * factor, "<", 1),
    tex=r"|S|<\frac1{2-2L}\Big(\frac1{\tilde\mu}-2Ld\Big)\iff\alpha<1",
)
contracts = Step(
    label="negative_side.contracts",
    cite="end of the proof of Theorem 15: 'when norm_0(x*) = |S| < (1/mu~ - 2 L d)/(2 - 2 L), there exists c := -ln alpha > 0'",
    register=("LF24", "LF18"),
    reading="charitable: L is the Lipschitz constant on x <= 0, below 1",
    hypotheses=(mut_positive, L_nonneg, L_below),
    over=(
        reals(mut=["1/4", "1/2", "1/10", "1"], L=["0", "1/2", "1/10"], d=["1", "2", "3"], s=["0", "1", "2"]),
        spread("mut", "L", "d", "s"),
    ),
    printed=_same,
    argument=(
        rule("inverse", "inverse_positive", b=mut),
        arith("steep", Claim(2 - 2 * L, ">", 0), by=("L_below",)),
        assuming("large", compare(mut * factor, ">=", 1)),
        arith("over", Claim(1 / mut - 2 * L * d, "<=", s * (2 - 2 * L)), by=("large", "inverse"), degree=2),
        rule("divided", "fraction_below", a=1 / mut - 2 * L * d, b=s, d=2 - 2 * L),
        discharge("there", "divided"),
        assuming("dense", compare(_quotient, "<=", s)),
        arith("quotient", Claim(_quotient, "<=", s), by=("dense",)),
        rule("cleared", "clear_denominator", a=1 / mut - 2 * L * d, b=s, d=2 - 2 * L),
        arith("above", Claim(mut * factor, ">=", 1), by=("cleared", "mut_positive"), degree=2),
        discharge("back", "above"),
        logic("same", _same, by=("there", "back")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="L = 0 is the ReLU: |S| < 1/(2 mu~).  The lines (35)-(44) ask of L only |h(u)| <= L |u| on u < 0, so they hold for this L.",
)

condition_defined = Step(
    label="negative_side.condition_defined",
    cite="Theorem 9: lambda_j < (1/mu~ - 2 L^m d)/(2 - 2 L^m) is defined",
    register=("LF18",),
    reading="charitable: L is the Lipschitz constant on x <= 0, below 1; m = 2",
    hypotheses=(L_nonneg, L_below),
    over=(reals(L=["0", "1/2", "9/10"]), spread("L")),
    printed=Claim(2 - 2 * L**2, ">", 0, tex=r"2-2L^m>0"),
    argument=(
        arith("power", Claim(L**2, "<=", L), by=("L_nonneg", "L_below"), degree=2),
        arith("room", Claim(2 - 2 * L**2, ">", 0), by=("power", "L_below")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

iterating = Step(
    label="negative_side.iterating",
    cite="end of the proof of Theorem 9: 'using rho^k as the activation function'",
    register=("LF25", "LF18"),
    reading="charitable: L is the Lipschitz constant on x <= 0, below 1; what m buys, here from m = 1 to m = 2",
    hypotheses=(L_nonneg, L_below, assume("beta_nonneg", beta, ">=", 0, words="beta >= 0")),
    over=(reals(L=["0", "1/2"], beta=["0", "1"]), spread("L", "beta")),
    printed=Claim(beta * L, "<=", beta, tex=r"\beta L^{m}\le\beta L^{m-1}"),
    argument=(arith("falls", Claim(beta * L, "<=", beta), by=("L_below", "beta_nonneg"), degree=2),),
    expects=expect("PROVED", argument="VALID"),
    remark="Then the last term of Theorem 9 falls with m, which is what the theorem is for.",
)

x1, y1, p1, q1, p2, q2 = (real(name) for name in ("x1", "y1", "p1", "q1", "p2", "q2"))
_once, _twice = Abs(p1 - q1), Abs(p2 - q2)
_b = Claim(_twice, "<=", L * Abs(x1 - y1), tex=r"|\rho^m(x)-\rho^m(y)|\le L^{m-1}|x-y|")
property_b = Step(
    label="negative_side.property_b",
    cite="proof of Theorem 9, (b)",
    register=("LF25",),
    reading="charitable: x, y <= 0, rho not positive there, L below 1; m = 2, p1, q1 are rho(x), rho(y), p2, q2 are rho(p1), rho(q1)",
    hypotheses=(
        L_nonneg,
        L_below,
        assume("once", _once, "<=", L * Abs(x1 - y1), words="rho is Lipschitz on x <= 0"),
        assume("again", _twice, "<=", L * _once, words="and rho(x), rho(y) <= 0"),
    ),
    over=(
        reals(
            x1=["-1", "-1/2"], y1=["0", "-2"], p1=["-1/2", "-1"], q1=["0", "-1"], p2=["-1/4", "0"], q2=["0"], L=["1/2"]
        ),
        spread("x1", "y1", "p1", "q1", "p2", "q2", "L"),
    ),
    printed=_b,
    argument=(
        arith("power", Claim(L**2, "<=", L), by=("L_nonneg", "L_below"), degree=2),
        rule("up", "magnitude", a=x1 - y1),
        rule("down", "magnitude", a=y1 - x1),
        arith("gap", Claim(Abs(x1 - y1), ">=", 0), by=("up", "down")),
        arith("scaled", Claim(L * _once, "<=", L**2 * Abs(x1 - y1)), by=("once", "L_nonneg"), degree=2),
        arith("less", Claim(L**2 * Abs(x1 - y1), "<=", L * Abs(x1 - y1)), by=("power", "gap"), degree=2),
        arith("chain", _b, by=("again", "scaled", "less")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# "Denote rho = sigma + h": what h is, and the slope of h that (38) uses

u, at_u, h = real("u"), real("at_u"), real("h")
_is_h = assume("is_h", h, "==", at_u - Max(u, 0), words="h = rho - ReLU")
_KEPT = reals(u=["-2", "-1/2", "0", "1"], at_u=["-1", "-1/4", "0", "1"], h=["-1", "-1/4", "0"], beta=["1"], L=["1/2"])
h_vanishes = Step(
    label="negative_side.h_vanishes",
    cite="proof of Theorem 15: 'Denote rho(x) = sigma(x) + h(x), where h(x) = 0 if x >= 0'",
    register=("LF24",),
    hypotheses=(
        _is_h,
        assume("keeps", compare(u, ">=", 0), "implies", compare(at_u, "==", u), words="rho(x) = x for x >= 0"),
    ),
    over=(_KEPT,),
    printed=Claim(compare(u, ">=", 0), "implies", compare(h, "==", 0), tex=r"h(x)=0\ \text{if}\ x\ge0"),
    argument=(
        assuming("nonneg", compare(u, ">=", 0)),
        detach("kept", "keeps"),
        rule("top", "max_least", a=0, b=u, c=u),
        rule("bottom", "max_second", a=0, b=u),
        arith("zero", Claim(h, "==", 0), by=("is_h", "kept", "top", "bottom")),
        discharge("vanishes", "zero"),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_negative = assume("negative", u, "<", 0, words="x < 0")
_is_rho = (
    rule("top", "max_least", a=0, b=u, c=0),
    rule("bottom", "max_first", a=0, b=u),
    arith("equal", Claim(h, "==", at_u), by=("is_h", "top", "bottom")),
)
h_bounded = Step(
    label="negative_side.h_bounded",
    cite="proof of Theorem 15: '... and |h(x)| <= beta if x < 0'",
    register=("LF24",),
    hypotheses=(_is_h, _negative, assume("bounded", Abs(at_u), "<=", beta, words="|rho(x)| <= beta for x < 0")),
    over=(_KEPT, spread("u", "at_u", "h", "beta", "L")),
    printed=Claim(Abs(h), "<=", beta, tex=r"|h(x)|\le\beta\ \text{if}\ x<0"),
    argument=(
        *_is_rho,
        algebra("size", Claim(Abs(h), "==", Abs(at_u)), by=("equal",)),
        arith("bound", Claim(Abs(h), "<=", beta), by=("size", "bounded")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

h_steep = Step(
    label="negative_side.h_steep",
    cite="(38), used silently: |h(x)| <= L |x|",
    register=("LF24",),
    reading="x < 0, where rho(0) = 0 and L is a Lipschitz constant on x <= 0 (or on the whole line)",
    hypotheses=(_is_h, _negative, assume("lipschitz", Abs(at_u), "<=", L * Abs(u), words="|rho(x) - rho(0)| <= L |x|")),
    over=(_KEPT, spread("u", "at_u", "h", "beta", "L")),
    printed=Claim(Abs(h), "<=", L * Abs(u), tex=r"|h(x)|\le L|x|"),
    argument=(
        *_is_rho,
        algebra("size", Claim(Abs(h), "==", Abs(at_u)), by=("equal",)),
        arith("bound", Claim(Abs(h), "<=", L * Abs(u)), by=("size", "lipschitz")),
    ),
    expects=expect("PROVED", argument="VALID"),
)
