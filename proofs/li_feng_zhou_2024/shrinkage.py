"""Soft thresholding (20), its sub-gradient (40)-(42), and the step 'T is 1-Lipschitz' of Lemma 13; one entry at a time.

T_a(t) is written with the ReLU as in (27); u is a second argument.
"""

from sympy import Abs, Max

from boundcheck import Claim, Step, arith, assume, assuming, compare, discharge, expect, logic, real, reals, rule

a, t, u, h = (real(name) for name in ("a", "t", "u", "h"))
a_nonneg = assume("a_nonneg", a, ">=", 0, words="the threshold is not negative")
t_high, t_low, u_high, u_low = Max(t - a, 0), Max(-t - a, 0), Max(u - a, 0), Max(-u - a, 0)
T, U = t_high - t_low, u_high - u_low
_POINTS = reals(a=("0", "3"), t=("-5", "5"), u=("-5", "5"), h=("-1", "1"))
_SIGNED = reals(a=("-1", "3"), t=("-5", "5"), u=("-5", "5"))


def bounds(one):
    """Lines: the larger of 0 and an argument is at least either, at both arguments of a number."""
    high, low = f"{one}_high", f"{one}_low"
    return (
        rule(f"{high}_0", "max_first", a=0, b=one - a),
        rule(f"{high}_v", "max_second", a=0, b=one - a),
        rule(f"{low}_0", "max_first", a=0, b=-one - a),
        rule(f"{low}_v", "max_second", a=0, b=-one - a),
    )


_inside = compare(Abs(t), "<=", a)
thresholds = Step(
    label="shrinkage.thresholds",
    cite="(20) against (27): sign(x)(|x| - alpha)_+ = delta(x - alpha) - delta(-x - alpha)",
    register=("LF23",),
    reading="where |x| <= alpha both are 0",
    hypotheses=(a_nonneg,),
    over=(_POINTS,),
    printed=Claim(
        _inside, "implies", compare(T, "==", 0), tex=r"|x|\le\alpha\Rightarrow\delta(x-\alpha)-\delta(-x-\alpha)=0"
    ),
    argument=(
        assuming("small", _inside),
        rule("up", "magnitude", a=t),
        rule("down", "magnitude", a=-t),
        arith("below", Claim(t - a, "<=", 0), by=("small", "up")),
        arith("above", Claim(-t - a, "<=", 0), by=("small", "down")),
        *bounds(t),
        rule("high", "max_least", a=0, b=t - a, c=0),
        rule("low", "max_least", a=0, b=-t - a, c=0),
        arith("zero", Claim(T, "==", 0), by=("high", "low", "t_high_0", "t_low_0")),
        discharge("case", "zero"),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_beyond = compare(t, ">=", a)
beyond = Step(
    label="shrinkage.beyond",
    cite="(20) against (27)",
    register=("LF23",),
    reading="where x >= alpha both are x - alpha (and the other way round for x <= -alpha)",
    hypotheses=(a_nonneg,),
    over=(_POINTS,),
    printed=Claim(
        _beyond,
        "implies",
        compare(T, "==", t - a),
        tex=r"x\ge\alpha\Rightarrow\delta(x-\alpha)-\delta(-x-\alpha)=x-\alpha",
    ),
    argument=(
        assuming("large", _beyond),
        arith("room", Claim(t - a, ">=", 0), by=("large",)),
        arith("negative", Claim(-t - a, "<=", 0), by=("large", "a_nonneg")),
        *bounds(t),
        rule("high", "max_least", a=0, b=t - a, c=t - a),
        rule("low", "max_least", a=0, b=-t - a, c=0),
        arith("shift", Claim(T, "==", t - a), by=("high", "low", "t_high_v", "t_low_0")),
        discharge("case", "shift"),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_printed = Claim(
    compare(T, ">", 0),
    "implies",
    compare(T + h, "==", t + a + h),
    tex=r"x_i^{(k+1)}\in x_i^*-\cdots+\theta^{(k)}\partial\ell_1(x_i^{(k+1)}-H_i)+H_i",
    words="where x^(k+1) - H = T(v) is positive, the sub-gradient is 1",
)
subgradient = Step(
    label="shrinkage.subgradient",
    cite="(41) and (42)",
    register=("LF24",),
    reading="an entry whose thresholded value is positive, so that the inclusion is an equality; t is what is thresholded, h stands for H",
    hypotheses=(a_nonneg,),
    over=(_POINTS,),
    printed=_printed,
    repaired=Claim(
        compare(T, ">", 0),
        "implies",
        compare(T + h, "==", t - a + h),
        tex=r"x_i^{(k+1)}\in x_i^*-\cdots-\theta^{(k)}\partial\ell_1(x_i^{(k+1)}-H_i)+H_i",
        words="the threshold is taken away, not added",
    ),
    repaired_argument=(
        *bounds(t),
        assuming("small", compare(t - a, "<=", 0)),
        rule("high", "max_least", a=0, b=t - a, c=0),
        arith("not_positive", Claim(T, "<=", 0), by=("high", "t_low_0")),
        discharge("case", "not_positive"),
        assuming("large", compare(t - a, ">", 0)),
        arith("room", Claim(t - a, ">=", 0), by=("large",)),
        arith("negative", Claim(-t - a, "<=", 0), by=("large", "a_nonneg")),
        rule("high_too", "max_least", a=0, b=t - a, c=t - a),
        rule("low", "max_least", a=0, b=-t - a, c=0),
        arith("shift", Claim(T + h, "==", t - a + h), by=("high_too", "low", "t_high_v", "t_low_0")),
        discharge("other_case", "shift"),
        logic("both", Claim(compare(T, ">", 0), "implies", compare(T + h, "==", t - a + h)), by=("case", "other_case")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="Only magnitudes are used afterwards: (43) holds for either sign.",
)

subgradient_negative = Step(
    label="shrinkage.subgradient_negative",
    cite="(41) and (42), with the repaired sign",
    register=("LF24",),
    reading="an entry whose thresholded value is negative, where the sub-gradient is -1",
    hypotheses=(a_nonneg,),
    over=(_POINTS,),
    printed=Claim(
        compare(T, "<", 0),
        "implies",
        compare(T + h, "==", t + a + h),
        tex=r"x_i^{(k+1)}\in x_i^*-\cdots-\theta^{(k)}\partial\ell_1(x_i^{(k+1)}-H_i)+H_i",
    ),
    argument=(
        *bounds(t),
        assuming("small", compare(-t - a, "<=", 0)),
        rule("low", "max_least", a=0, b=-t - a, c=0),
        arith("not_negative", Claim(T, ">=", 0), by=("low", "t_high_0")),
        discharge("case", "not_negative"),
        assuming("large", compare(-t - a, ">", 0)),
        arith("room", Claim(-t - a, ">=", 0), by=("large",)),
        arith("negative", Claim(t - a, "<=", 0), by=("large", "a_nonneg")),
        rule("low_too", "max_least", a=0, b=-t - a, c=-t - a),
        rule("high", "max_least", a=0, b=t - a, c=0),
        arith("shift", Claim(T + h, "==", t + a + h), by=("low_too", "high", "t_low_v", "t_high_0")),
        discharge("other_case", "shift"),
        logic("both", Claim(compare(T, "<", 0), "implies", compare(T + h, "==", t + a + h)), by=("case", "other_case")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

subgradient_zero = Step(
    label="shrinkage.subgradient_zero",
    cite="(41) and (42), either sign",
    register=("LF24",),
    reading="an entry whose thresholded value is 0, where the sub-gradient is the interval from -1 to 1",
    hypotheses=(a_nonneg, assume("cut", T, "==", 0, words="T_theta(v) = 0")),
    over=(_POINTS,),
    printed=Claim(Abs(t), "<=", a, tex=r"0\in v_i\pm\theta^{(k)}[-1,1]"),
    argument=(
        *bounds(t),
        assuming("up", compare(t - a, ">", 0)),
        arith("up_room", Claim(-t - a, "<=", 0), by=("up", "a_nonneg")),
        rule("up_low", "max_least", a=0, b=-t - a, c=0),
        arith("up_not", Claim(t - a, "<=", 0), by=("up_low", "t_high_v", "cut")),
        discharge("if_up", "up_not"),
        assuming("down", compare(-t - a, ">", 0)),
        arith("down_room", Claim(t - a, "<=", 0), by=("down", "a_nonneg")),
        rule("down_high", "max_least", a=0, b=t - a, c=0),
        arith("down_not", Claim(-t - a, "<=", 0), by=("down_high", "t_low_v", "cut")),
        discharge("if_down", "down_not"),
        logic("not_up", Claim(t - a, "<=", 0), by=("if_up",)),
        logic("not_down", Claim(-t - a, "<=", 0), by=("if_down",)),
        arith("above", Claim(t, "<=", a), by=("not_up",)),
        arith("below", Claim(-t, "<=", a), by=("not_down",)),
        rule("both", "two_sided", a=t, c=a),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_closer = Claim(
    Abs(T - U),
    "<=",
    Abs(t - u),
    tex=r"\|\mathcal T_\alpha(\boldsymbol x)-\mathcal T_\alpha(\tilde{\boldsymbol x})\|_2\le\|\boldsymbol x-\tilde{\boldsymbol x}\|_2",
    words="entry by entry",
)
_gap = Abs(t - u)
nonexpansive = Step(
    label="shrinkage.nonexpansive",
    cite="proof of Lemma 13: norm_2(T_alpha(x) - T_alpha(x~)) <= norm_2(x - x~)",
    register=("LF22",),
    reading="Lemma 13 admits any threshold in R; entry by entry",
    over=(_SIGNED,),
    printed=_closer,
    repaired=_closer,
    repaired_hypotheses=(a_nonneg,),
    repaired_argument=(
        *bounds(t),
        *bounds(u),
        rule("up", "magnitude", a=t - u),
        rule("down", "magnitude", a=u - t),
        arith("inner_0", Claim(_gap + u_high + t_low, ">=", 0), by=("u_high_0", "t_low_0", "up", "down")),
        arith("inner_v", Claim(-u - a, "<=", _gap + u_high + t_low), by=("t_low_v", "up", "u_high_0")),
        rule("inner", "max_least", a=0, b=-u - a, c=_gap + u_high + t_low),
        arith(
            "inner_u", Claim(-u - a, "<=", _gap - t + a + u_high + t_low), by=("u_high_0", "t_low_0", "up", "a_nonneg")
        ),
        arith("inner_w", Claim(_gap - t + a + u_high + t_low, ">=", 0), by=("u_high_v", "t_low_0", "up")),
        rule("inner_too", "max_least", a=0, b=-u - a, c=_gap - t + a + u_high + t_low),
        arith("outer_0", Claim(_gap + u_high + t_low - u_low, ">=", 0), by=("inner",)),
        arith("outer_v", Claim(t - a, "<=", _gap + u_high + t_low - u_low), by=("inner_too",)),
        rule("outer", "max_least", a=0, b=t - a, c=_gap + u_high + t_low - u_low),
        arith("forth", Claim(T - U, "<=", _gap), by=("outer",)),
        arith("back_0", Claim(_gap + t_high + u_low, ">=", 0), by=("t_high_0", "u_low_0", "up", "down")),
        arith("back_v", Claim(-t - a, "<=", _gap + t_high + u_low), by=("u_low_v", "down", "t_high_0")),
        rule("back_inner", "max_least", a=0, b=-t - a, c=_gap + t_high + u_low),
        arith(
            "back_u", Claim(-t - a, "<=", _gap - u + a + t_high + u_low), by=("t_high_0", "u_low_0", "down", "a_nonneg")
        ),
        arith("back_w", Claim(_gap - u + a + t_high + u_low, ">=", 0), by=("t_high_v", "u_low_0", "down")),
        rule("back_inner_too", "max_least", a=0, b=-t - a, c=_gap - u + a + t_high + u_low),
        arith("back_outer_0", Claim(_gap + t_high + u_low - t_low, ">=", 0), by=("back_inner",)),
        arith("back_outer_v", Claim(u - a, "<=", _gap + t_high + u_low - t_low), by=("back_inner_too",)),
        rule("back_outer", "max_least", a=0, b=u - a, c=_gap + t_high + u_low - t_low),
        arith("back", Claim(-(T - U), "<=", _gap), by=("back_outer",)),
        rule("both", "two_sided", a=T - U, c=_gap),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="With a threshold of -1 the ReLU form (27) doubles small entries.  The thresholds (25) are not negative.",
)
