"""Before Theorem 9 and its proof: the class of activations, the four named ones, and the iterated activation.

rho(x) = x for x >= 0, |rho(x)| <= beta for x < 0, |rho(x) - rho(y)| <= L |x - y|.
"""

from sympy import Abs, Integer, exp

from boundcheck import (
    Claim,
    Step,
    arith,
    assume,
    assuming,
    compare,
    detach,
    discharge,
    enclosure,
    expect,
    real,
    reals,
    rule,
    within,
)

from .spread import spread

t, slope, beta, L, a, R = (real(name) for name in ("t", "slope", "beta", "L", "a", "R"))
negative = assume("negative", t, "<", 0, words="x < 0")
nonneg = assume("nonneg", t, ">=", 0, words="x >= 0")
slope_positive = assume("slope_positive", slope, ">", 0, words="the slope of LeakyReLU is positive")
_bounded = r"|\rho(x)|\le\beta\ \text{for}\ x<0"

leaky_relu = Step(
    label="theorem_9.leaky_relu",
    cite="before Theorem 9: the class includes LeakyReLU",
    register=("LF17",),
    reading="rho(x) = slope x for x < 0 is bounded by some beta; here by any given beta",
    hypotheses=(negative, slope_positive),
    over=(reals(slope=["1/2", "1/100"], beta=["1", "10"], t=["-1", "-4", "-10000"], R=["1", "4", "10000"]),),
    printed=Claim(Abs(slope * t), "<=", beta, tex=_bounded),
    repaired=Claim(-slope * t, "<=", slope * R, tex=r"|\rho(x)|\le\text{slope}\cdot R\ \text{for}\ -R\le x<0"),
    repaired_hypotheses=(assume("in_range", -t, "<=", R, words="x >= -R: inputs of a bounded set"),),
    repaired_argument=(
        arith("scaled", Claim(-slope * t, "<=", slope * R), by=("in_range", "slope_positive"), degree=2),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="x = -2 beta/slope violates every bound beta (theorem_9.leaky_relu_unbounded).",
)

leaky_relu_unbounded = Step(
    label="theorem_9.leaky_relu_unbounded",
    cite="before Theorem 9: the class includes LeakyReLU",
    register=("LF17",),
    reading="what stands against it, for every bound",
    hypotheses=(
        slope_positive,
        assume("beta_positive", beta, ">", 0, words="beta > 0"),
        assume("far", t, "==", -2 * beta / slope, words="x = -2 beta/slope"),
    ),
    over=(reals(slope=["1/2", "1"], beta=["1", "2"], t=["-2", "-4", "-8"]), spread("slope", "beta", "t")),
    printed=Claim(-slope * t, ">", beta, tex=r"|\rho(-2\beta/\text{slope})|>\beta"),
    argument=(arith("far_off", Claim(-slope * t, ">", beta), by=("far", "beta_positive")),),
    expects=expect("PROVED", argument="VALID"),
)

_elu = a * (exp(t) - 1)
elu_bounded = Step(
    label="theorem_9.elu_bounded",
    cite="before Theorem 9: the class includes ELU",
    register=("LF17",),
    reading="rho(x) = a (e^x - 1) for x < 0, a > 0; beta = a",
    hypotheses=(negative, assume("a_positive", a, ">", 0, words="a > 0")),
    over=(reals(a=["1", "2"], t=("-20", "0")), spread("a", "t")),
    printed=Claim(Abs(_elu), "<=", a, tex=_bounded),
    argument=(
        rule("below_one", "exponential", a=t, b=0),
        arith("high", Claim(_elu, "<=", a), by=("below_one", "a_positive"), degree=2),
        arith("low", Claim(-_elu, "<=", a), by=("a_positive",), squares=(exp(t),), degree=2),
        rule("both", "two_sided", a=_elu, c=a),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="ELU is x for x >= 0 by definition, so it belongs to the class (with L = max(1, a)).",
)

_u = 1 + exp(t)
_mish = t * (_u**2 - 1) / (_u**2 + 1)  # x tanh(log(1 + e^x))
_swish = t / (1 + exp(-t))
_identity = r"\rho(x)=x\ \text{for}\ x\ge 0"
_some = reals(t=("0", "10"))
mish_identity = Step(
    label="theorem_9.mish_identity",
    cite="before Theorem 9: the class includes Mish ('Mesh')",
    register=("LF17",),
    reading="rho(x) = x for x >= 0, with x tanh(log(1 + e^x)) = x ((1 + e^x)^2 - 1)/((1 + e^x)^2 + 1)",
    hypotheses=(nonneg,),
    over=(_some,),
    printed=Claim(_mish, "==", t, tex=_identity),
    expects=expect("REFUTED", argument="GAP"),
    remark="Equal at 0 only: below the identity for x > 0, so not in the class.",
)

swish_identity = Step(
    label="theorem_9.swish_identity",
    cite="before Theorem 9: the class includes Swish ('Swiss')",
    register=("LF17",),
    reading="rho(x) = x for x >= 0, with x/(1 + e^(-x))",
    hypotheses=(nonneg,),
    over=(_some,),
    printed=Claim(_swish, "==", t, tex=_identity),
    expects=expect("REFUTED", argument="GAP"),
    remark="Equal at 0 only: below the identity for x > 0, so not in the class.",
)

swish_bounded = Step(
    label="theorem_9.swish_bounded",
    cite="before Theorem 9: the class includes Swish",
    register=("LF17",),
    reading="bounded for x < 0, with beta = 1; written with -x",
    hypotheses=(assume("positive", t, ">", 0, words="t = -x > 0"),),
    over=(reals(t=("0", "20")),),
    printed=Claim(t / (1 + exp(t)), "<=", 1, tex=r"\frac{|x|}{1+e^{-x}}\le 1\ \text{for}\ x<0"),
    argument=(
        rule("tangent", "exp_tangent", a=t),
        arith("below", Claim(t, "<=", 1 + exp(t)), by=("tangent",)),
        rule("quotient", "fraction_below", a=t, b=1, d=1 + exp(t)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_box = within(t, "[-20, 0]")
swish_sharp = Step(
    label="theorem_9.swish_sharp",
    cite="before Theorem 9: Swish for x < 0",
    register=("LF17",),
    reading="on [-20, 0], to two digits",
    hypotheses=_box,
    over=(reals(t=("-20", "0")),),
    printed=Claim(-_swish, "<", Integer(28) / 100, tex=r"|\rho(x)|<0.28\ \text{on}\ [-20,0]"),
    checks=(enclosure(),),
    expects=expect("PROVED"),
)

mish_sharp = Step(
    label="theorem_9.mish_sharp",
    cite="before Theorem 9: Mish for x < 0",
    register=("LF17",),
    reading="bounded on [-20, 0], to two digits",
    hypotheses=_box,
    over=(reals(t=("-20", "0")),),
    printed=Claim(-_mish, "<", Integer(31) / 100, tex=r"|\rho(x)|<0.31\ \text{on}\ [-20,0]"),
    checks=(enclosure(),),
    expects=expect("PROVED"),
)

mish_bounded = Step(
    label="theorem_9.mish_bounded",
    cite="before Theorem 9: the class includes Mish",
    register=("LF17",),
    reading="bounded for x < 0, with beta = 2; written with t = -x and numerator and denominator times e^(2t)",
    hypotheses=(assume("positive", t, ">", 0, words="t = -x > 0"),),
    over=(reals(t=("0", "20")),),
    printed=Claim(
        t * (2 * exp(t) + 1) / (2 * exp(2 * t) + 2 * exp(t) + 1),
        "<=",
        2,
        tex=r"|x\tanh(\log(1+e^x))|\le 2\ \text{for}\ x<0",
    ),
    argument=(
        rule("tangent", "exp_tangent", a=t),
        arith("below", Claim(t, "<=", exp(t)), by=("tangent",)),
        arith(
            "product",
            Claim(t * (2 * exp(t) + 1), "<=", 2 * (2 * exp(2 * t) + 2 * exp(t) + 1)),
            by=("below",),
            squares=(exp(t), exp(2 * t)),
            degree=2,
        ),
        rule("quotient", "fraction_below", a=t * (2 * exp(t) + 1), b=2, d=2 * exp(2 * t) + 2 * exp(t) + 1),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Mish and Swish are bounded on the negative side, but are not the identity on the positive one: they are not in the class.",
)

# the constant L, and the condition of the theorem

at_one, at_zero = real("at_one"), real("at_zero")
lipschitz_at_least_one = Step(
    label="theorem_9.lipschitz_at_least_one",
    cite="before Theorem 9: the class allows only L >= 1",
    register=("LF18",),
    hypotheses=(
        assume("at_one_is", at_one, "==", 1, words="rho(1) = 1"),
        assume("at_zero_is", at_zero, "==", 0, words="rho(0) = 0"),
        assume("lipschitz", Abs(at_one - at_zero), "<=", L, words="|rho(1) - rho(0)| <= L |1 - 0|"),
    ),
    over=(reals(at_one=["1"], at_zero=["0"], L=["1", "2", "1/2"]),),
    printed=Claim(L, ">=", 1, tex=r"L\ge 1"),
    argument=(
        rule("size", "magnitude", a=at_one - at_zero),
        arith("at_least", Claim(L, ">=", 1), by=("size", "lipschitz", "at_one_is", "at_zero_is")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

condition_defined = Step(
    label="theorem_9.condition_defined",
    cite="Theorem 9: lambda_j < (1/mu~ - 2 L^m d)/(2 - 2 L^m) is defined",
    register=("LF18",),
    reading="literal: L is a Lipschitz constant on the whole line; m = 1",
    hypotheses=(assume("L_least", L, ">=", 1, words="L >= 1"),),
    over=(reals(L=["1", "3/2", "2"]),),
    printed=Claim(Abs(2 - 2 * L), ">", 0, tex=r"2-2L^m\ne 0"),
    repaired=Claim(Abs(2 - 2 * L), ">", 0, tex=r"L>1\Rightarrow 2-2L^m\ne 0"),
    repaired_hypotheses=(assume("L_above", L, ">", 1, words="L > 1"),),
    repaired_argument=(
        rule("size", "magnitude", a=2 * L - 2),
        arith("defined", Claim(Abs(2 - 2 * L), ">", 0), by=("size", "L_above")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="ELU with a <= 1 and the ReLU itself have L = 1: the quotient divides by 0.  For L > 1 see theorem_15_end.opposite, for L on the negative side negative_side.condition_defined.",
)

# (a), (b), (c): rho applied twice; p1, q1 are rho(x), rho(y), p2, q2 are rho(p1), rho(q1)

x1, y1, p1, q1, p2, q2 = (real(name) for name in ("x1", "y1", "p1", "q1", "p2", "q2"))
_keeps = (
    assume("keeps", compare(x1, ">=", 0), "implies", compare(p1, "==", x1), words="rho(x) = x where x >= 0"),
    assume("keeps_again", compare(p1, ">=", 0), "implies", compare(p2, "==", p1), words="the same at rho(x)"),
)
_keeps_y = (
    assume("keeps_y", compare(y1, ">=", 0), "implies", compare(q1, "==", y1), words="the same at y"),
    assume("keeps_y_again", compare(q1, ">=", 0), "implies", compare(q2, "==", q1), words="the same at rho(y)"),
)
_TWICE = reals(
    x1=["0", "1", "3", "-1"], p1=["0", "1", "3", "-1/2"], p2=["0", "1", "3", "-1/4"], L=["1", "2"], beta=["1"]
)
property_a = Step(
    label="theorem_9.property_a",
    cite="proof of Theorem 9, (a): rho^m(x) = x for x >= 0",
    register=("LF25",),
    reading="m = 2",
    hypotheses=_keeps,
    over=(_TWICE,),
    printed=Claim(
        compare(x1, ">=", 0), "implies", compare(p2, "==", x1), tex=r"|\rho^m(0)|=0,\ \rho^m(x)=x\ \text{for}\ x\ge 0"
    ),
    argument=(
        assuming("nonneg", compare(x1, ">=", 0)),
        detach("once", "keeps"),
        arith("again_nonneg", Claim(p1, ">=", 0), by=("once", "nonneg")),
        detach("twice", "keeps_again"),
        arith("same", Claim(p2, "==", x1), by=("twice", "once")),
        discharge("implied", "same"),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="rho(0) = 0 is the case x = 0.",
)

L_nonneg = assume("L_nonneg", L, ">=", 0, words="a Lipschitz constant")
_twice_b = r"|\rho^m(x)-\rho^m(y)|\le L^{m-1}|x-y|"
property_b = Step(
    label="theorem_9.property_b",
    cite="proof of Theorem 9, (b)",
    register=("LF25",),
    reading="literal: any x, y; m = 2",
    hypotheses=(
        L_nonneg,
        *_keeps,
        *_keeps_y,
        assume("once", Abs(p1 - q1), "<=", L * Abs(x1 - y1), words="rho is Lipschitz"),
        assume("again", Abs(p2 - q2), "<=", L * Abs(p1 - q1), words="rho is Lipschitz"),
    ),
    over=(
        reals(x1=["-1/4", "0"], y1=["0"], p1=["-1/2", "0"], q1=["0"], p2=["-1", "0", "-1/2"], q2=["0"], L=["2", "1"]),
        spread("x1", "y1", "p1", "q1", "p2", "q2", "L"),
    ),
    printed=Claim(Abs(p2 - q2), "<=", L * Abs(x1 - y1), tex=_twice_b),
    repaired=Claim(
        Abs(p2 - q2), "<=", L**2 * Abs(x1 - y1), tex=_twice_b.replace("{m-1}", "m"), words="L^m in place of L^(m-1)"
    ),
    repaired_argument=(
        arith("scaled", Claim(L * Abs(p1 - q1), "<=", L**2 * Abs(x1 - y1)), by=("once", "L_nonneg"), degree=2),
        arith("chain", Claim(Abs(p2 - q2), "<=", L**2 * Abs(x1 - y1)), by=("again", "scaled")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="rho(u) = 2u near 0 from below: rho(rho(-1/4)) = -1.  At m = 1 the printed line says that rho is 1-Lipschitz.",
)

_lipschitz_c = (
    L_nonneg,
    assume("once", compare(x1, "<", 0), "implies", compare(Abs(p1), "<=", beta), words="|rho(x)| <= beta where x < 0"),
    assume("again", Abs(p2), "<=", L * Abs(p1), words="|rho(p) - rho(0)| <= L |p|"),
)
_c = Claim(Abs(p2), "<=", L * beta, tex=r"|\rho^m(x)|\le L^{m-1}\beta")
property_c = Step(
    label="theorem_9.property_c",
    cite="proof of Theorem 9, (c)",
    register=("LF25",),
    reading="m = 2; literal: for every x",
    hypotheses=(*_keeps, *_lipschitz_c),
    over=(_TWICE,),
    printed=_c,
    repaired=_c,
    repaired_hypotheses=(assume("negative", x1, "<", 0, words="x < 0"),),
    repaired_argument=(
        detach("small", "once"),
        arith("scaled", Claim(L * Abs(p1), "<=", L * beta), by=("small", "L_nonneg"), degree=2),
        arith("chain", _c, by=("again", "scaled")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="For x >= 0 the iterate is x itself, which no bound holds.",
)

iterating = Step(
    label="theorem_9.iterating",
    cite="end of the proof of Theorem 9: 'using rho^k as the activation function'",
    register=("LF25", "LF18"),
    reading="what m buys: since L >= 1 the term beta L^(m-1) does not fall with m (here from m = 1 to m = 2)",
    hypotheses=(assume("L_least", L, ">=", 1, words="L >= 1"), assume("beta_nonneg", beta, ">=", 0, words="beta >= 0")),
    over=(reals(L=["1", "2"], beta=["0", "1"]), spread("L", "beta")),
    printed=Claim(beta * L, ">=", beta, tex=r"\beta L^{m}\ge\beta L^{m-1}"),
    argument=(arith("grows", Claim(beta * L, ">=", beta), by=("L_least", "beta_nonneg"), degree=2),),
    expects=expect("PROVED", argument="VALID"),
)
