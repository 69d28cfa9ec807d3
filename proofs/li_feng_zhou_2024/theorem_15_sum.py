"""Theorem 15, (37)-(44): what one step does to the l1 error.

hu, hd are what h = rho - ReLU takes at v - theta and at -v - theta; H = hu - hd is (37); gx is x^(k+1).
"""

from sympy import Abs, Integer, Max

from boundcheck import Claim, Step, algebra, arith, assume, expect, family, restate, rule, size, total
from boundcheck import lam as hole

from .iteration_words import (
    STEPS,
    E,
    L,
    beta,
    class_25,
    cw,
    d,
    d_is,
    dlt,
    er,
    error,
    every,
    is_next,
    model,
    mut,
    noise,
    nx,
    others,
    s,
    s_is,
    soft,
    theta,
    v,
    xs,
    xs_off,
)
from .theorem_15 import below_threshold, noise_below, off, others_below, thirty_five
from .words import All, Lam, i, j

gx = family("gx", tex=r"x^{(k+1)}_i", meaning="entry of the next iterate, with the activation rho")
up = family("up", tex=r"\rho(v_i-\theta)", meaning="the activation at v - theta")
dn = family("dn", tex=r"\rho(-v_i-\theta)", meaning="the activation at -v - theta")
hu = family("hu", tex=r"h(v_i-\theta)", meaning="h = rho - ReLU at v - theta")
hd = family("hd", tex=r"h(-v_i-\theta)", meaning="h = rho - ReLU at -v - theta")
NOTATION = (gx, up, dn, hu, hd)
_high, _low = Max(v(i) - theta, 0), Max(-v(i) - theta, 0)
H = hu(i) - hd(i)

is_g = assume("is_g", gx(i), "==", up(i) - dn(i), every, words="(33)")
is_hu = assume("is_hu", hu(i), "==", up(i) - _high, every, words="h = rho - sigma at v - theta")
is_hd = assume("is_hd", hd(i), "==", dn(i) - _low, every, words="h = rho - sigma at -v - theta")
bounded_u = assume("bounded_u", Abs(hu(i)), "<=", beta, every, words="|h| <= beta")
bounded_d = assume("bounded_d", Abs(hd(i)), "<=", beta, every, words="|h| <= beta")
steep_u = assume(
    "steep_u",
    Abs(hu(i)),
    "<=",
    L * Abs(v(i) - theta),
    every,
    words="|h(u)| <= L |u|: rho is Lipschitz, rho(0) = 0, h = 0 on u >= 0",
)
steep_d = assume("steep_d", Abs(hd(i)), "<=", L * Abs(-v(i) - theta), every, words="|h(u)| <= L |u|")
theta_nonneg = assume("theta_nonneg", theta, ">=", 0, words="theta is a supremum of magnitudes")
L_nonneg = assume("L_nonneg", L, ">=", 0, words="a Lipschitz constant")
activation = (is_g, is_next, is_hu, is_hd)
_edges = (
    rule("high_0", "max_first", a=0, b=v(i) - theta, forall=every),
    rule("high_v", "max_second", a=0, b=v(i) - theta, forall=every),
    rule("low_0", "max_first", a=0, b=-v(i) - theta, forall=every),
    rule("low_v", "max_second", a=0, b=-v(i) - theta, forall=every),
)
_sides = (
    rule("v_up", "magnitude", a=v(i), forall=off),
    rule("v_down", "magnitude", a=-v(i), forall=off),
    arith("v_most", Claim(v(i) - theta, "<=", 0, off), by=("v_up", "theorem_15.below_threshold")),
    arith("v_least", Claim(-v(i) - theta, "<=", 0, off), by=("v_down", "theorem_15.below_threshold")),
)

nothing_off = Step(
    label="theorem_15_sum.nothing_off",
    cite="(38): T_theta(v_i) = 0 for i off the support",
    register=("LF24", "LF21"),
    uses=(below_threshold,),
    hypotheses=(*model, *class_25, xs_off, is_next),
    over=(STEPS,),
    printed=Claim(nx(i), "==", 0, off, tex=r"\mathcal T_{\theta^{(k)}}(v_i)=0"),
    argument=(
        *_edges,
        *_sides,
        rule("high_top", "max_least", a=0, b=v(i) - theta, c=0, forall=off),
        rule("low_top", "max_least", a=0, b=-v(i) - theta, c=0, forall=off),
        arith("zero", Claim(nx(i), "==", 0, off), by=("is_next", "high_0", "low_0", "high_top", "low_top")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

split_equality = Step(
    label="theorem_15_sum.split_equality",
    cite="(38), first line, i off the support",
    register=("LF24",),
    uses=(nothing_off,),
    hypotheses=(*model, *class_25, xs_off, *activation),
    over=(STEPS,),
    printed=Claim(
        Abs(gx(i) - xs(i)),
        "==",
        Abs(nx(i)) + Abs(H),
        off,
        tex=r"|x_i^{(k+1)}-x_i^*|=|\sigma(v_i-\theta^{(k)})-\sigma(-v_i-\theta^{(k)})|+|H_i|",
    ),
    argument=(
        arith("next", Claim(gx(i), "==", nx(i) + H, every), by=("is_g", "is_next", "is_hu", "is_hd")),
        arith("is_h", Claim(gx(i), "==", H, off), by=("next", "theorem_15_sum.nothing_off")),
        algebra(
            "right",
            Claim(Abs(gx(i) - xs(i)), "==", Abs(nx(i)) + Abs(H), off),
            by=("is_h", "xs_off", "theorem_15_sum.nothing_off"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="An equality only because the first term is 0; in general <=.",
)

_slope = (
    rule("side_u", "two_sided", a=v(i) - theta, c=theta - v(i), forall=off),
    rule("side_d", "two_sided", a=-v(i) - theta, c=theta + v(i), forall=off),
)
thirty_eight = Step(
    label="theorem_15_sum.thirty_eight",
    cite="(38), from first to last: i off the support",
    register=("LF24",),
    uses=(split_equality, nothing_off, below_threshold),
    hypotheses=(*model, *class_25, xs_off, *activation, steep_u, steep_d, L_nonneg),
    over=(STEPS,),
    printed=Claim(
        Abs(gx(i) - xs(i)),
        "<=",
        2 * L * theta,
        off,
        tex=r"|x_i^{(k+1)}-x_i^*|\le|\mathcal T_{\theta^{(k)}}(v_i)|+2L\theta^{(k)}=2L\theta^{(k)}",
    ),
    argument=(
        *_sides,
        arith("twice_u", Claim(v(i) - theta, "<=", theta - v(i), off), by=("v_most",)),
        arith("twice_d", Claim(-v(i) - theta, "<=", theta + v(i), off), by=("v_least",)),
        *_slope,
        rule("two", "triangle_two", a=hu(i), b=-hd(i), forall=every),
        arith("high", Claim(Abs(hu(i)), "<=", L * (theta - v(i)), off), by=("steep_u", "side_u", "L_nonneg"), degree=2),
        arith("low", Claim(Abs(hd(i)), "<=", L * (theta + v(i)), off), by=("steep_d", "side_d", "L_nonneg"), degree=2),
        algebra("no_first", Claim(Abs(nx(i)), "==", 0, off), by=("theorem_15_sum.nothing_off",)),
        arith(
            "chain",
            Claim(Abs(gx(i) - xs(i)), "<=", 2 * L * theta, off),
            by=("theorem_15_sum.split_equality", "no_first", "two", "high", "low"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)

thirty_nine = Step(
    label="theorem_15_sum.thirty_nine",
    cite="(39)",
    register=("LF24",),
    hypotheses=activation,
    over=(STEPS,),
    printed=Claim(
        gx(i),
        "==",
        soft + H,
        every,
        tex=r"x_i^{(k+1)}=\mathcal T_{\theta^{(k)}}(v_i)+H(\boldsymbol x^{(k)};\boldsymbol W^{(k)},\theta^{(k)})_i",
    ),
    argument=(arith("next", Claim(gx(i), "==", soft + H, every), by=("is_g", "is_hu", "is_hd")),),
    expects=expect("PROVED", argument="VALID"),
)

_bound = Abs(others) + cw * dlt + theta + 2 * beta
forty_three = Step(
    label="theorem_15_sum.forty_three",
    cite="(43)",
    register=("LF24",),
    uses=(thirty_five, noise_below, thirty_nine),
    hypotheses=(*model, *class_25, *activation, bounded_u, bounded_d, theta_nonneg),
    over=(STEPS,),
    printed=Claim(
        Abs(gx(i) - xs(i)),
        "<=",
        _bound,
        every,
        tex=r"|x_i^{(k+1)}-x_i^*|\le\Big|\sum_{j\ne i}(\boldsymbol w_i^{(k)})^T\boldsymbol d_j(x_j^{(k)}-x_j^*)\Big|+C_W\delta+\theta^{(k)}+2\beta",
    ),
    argument=(
        *_edges,
        arith("room_1", Claim(v(i) - theta, "<=", v(i) + theta + _low, every), by=("low_0", "theta_nonneg")),
        arith("room_0", Claim(v(i) + theta + _low, ">=", 0, every), by=("low_v",)),
        rule("soft_top", "max_least", a=0, b=v(i) - theta, c=v(i) + theta + _low, forall=every),
        arith("room_2", Claim(-v(i) - theta, "<=", _high - v(i) + theta, every), by=("high_0", "theta_nonneg")),
        arith("room_3", Claim(_high - v(i) + theta, ">=", 0, every), by=("high_v",)),
        rule("soft_low", "max_least", a=0, b=-v(i) - theta, c=_high - v(i) + theta, forall=every),
        rule("others_up", "magnitude", a=others, forall=every),
        rule("others_down", "magnitude", a=-others, forall=every),
        rule("noise_up", "magnitude", a=noise, forall=every),
        rule("noise_down", "magnitude", a=-noise, forall=every),
        rule("u_up", "magnitude", a=hu(i), forall=every),
        rule("u_down", "magnitude", a=-hu(i), forall=every),
        rule("d_up", "magnitude", a=hd(i), forall=every),
        rule("d_down", "magnitude", a=-hd(i), forall=every),
        arith(
            "v_above",
            Claim(v(i) - xs(i), "<=", Abs(others) + cw * dlt, every),
            by=("theorem_15.thirty_five", "others_down", "noise_up", "theorem_15.noise_below"),
        ),
        arith(
            "v_below",
            Claim(xs(i) - v(i), "<=", Abs(others) + cw * dlt, every),
            by=("theorem_15.thirty_five", "others_up", "noise_down", "theorem_15.noise_below"),
        ),
        arith("H_above", Claim(H, "<=", 2 * beta, every), by=("u_up", "d_down", "bounded_u", "bounded_d")),
        arith("H_below", Claim(-H, "<=", 2 * beta, every), by=("u_down", "d_up", "bounded_u", "bounded_d")),
        arith(
            "above",
            Claim(gx(i) - xs(i), "<=", _bound, every),
            by=("theorem_15_sum.thirty_nine", "v_above", "soft_top", "H_above"),
        ),
        arith(
            "below",
            Claim(-(gx(i) - xs(i)), "<=", _bound, every),
            by=("theorem_15_sum.thirty_nine", "v_below", "soft_low", "H_below"),
        ),
        rule("both", "two_sided", a=gx(i) - xs(i), c=_bound, forall=every),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# the sum over the support and off it

_next = total(Abs(gx(i) - xs(i)), i, All)
_inner = total(total(Abs(er(j)), j, All.without(i)), i, Lam)
_first_line = total(Abs(gx(i) - xs(i)), i, Lam) + total(Abs(gx(i)), i, All & ~Lam)
sum_1 = Step(
    label="theorem_15_sum.sum_1",
    cite="the display before (44), first line",
    register=("LF24",),
    hypotheses=(xs_off,),
    over=(STEPS,),
    printed=Claim(
        _next,
        "==",
        _first_line,
        tex=r"\|\boldsymbol x^{(k+1)}-\boldsymbol x^*\|_1=\sum_{i\in S}|x_i^{(k+1)}-x_i^*|+\sum_{i\notin S}|x_i^{(k+1)}|",
    ),
    argument=(
        rule("parts", "split_sum", f=hole(i, Abs(gx(i) - xs(i))), K=All, H=Lam),
        algebra("off", Claim(Abs(gx(i) - xs(i)), "==", Abs(gx(i)), off), by=("xs_off",)),
        rule("offs", "termwise_equal", f=hole(i, Abs(gx(i) - xs(i))), g=hole(i, Abs(gx(i))), K=All & ~Lam),
        arith("sum", Claim(_next, "==", _first_line), by=("parts", "offs")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_second_line = mut * _inner + 2 * L * (d - s) * theta + s * cw * dlt + s * theta + 2 * s * beta
everything = (
    *model,
    *class_25,
    xs_off,
    s_is,
    d_is,
    *activation,
    bounded_u,
    bounded_d,
    steep_u,
    steep_d,
    L_nonneg,
    theta_nonneg,
)
sum_2 = Step(
    label="theorem_15_sum.sum_2",
    cite="the display before (44), second line",
    register=("LF24",),
    uses=(sum_1, forty_three, thirty_eight, others_below),
    hypotheses=everything,
    over=(STEPS,),
    printed=Claim(
        _next,
        "<=",
        _second_line,
        tex=r"\le\tilde\mu\sum_{i\in S}\sum_{j\ne i}|x_j^{(k)}-x_j^*|+2L(d-|S|)\theta^{(k)}+|S|C_W\delta+|S|\theta^{(k)}+2|S|\beta",
    ),
    argument=(
        rule("parts", "split_sum", f=hole(i, Abs(gx(i) - xs(i))), K=All, H=Lam),
        arith(
            "one",
            Claim(
                Abs(gx(i) - xs(i)),
                "<=",
                mut * total(Abs(er(j)), j, All.without(i)) + cw * dlt + theta + 2 * beta,
                every,
            ),
            by=("theorem_15_sum.forty_three", "theorem_15.others_below"),
        ),
        rule(
            "ones",
            "termwise",
            f=hole(i, Abs(gx(i) - xs(i))),
            g=hole(i, mut * total(Abs(er(j)), j, All.without(i)) + cw * dlt + theta + 2 * beta),
            K=All & Lam,
        ),
        rule("offs", "termwise", f=hole(i, Abs(gx(i) - xs(i))), g=hole(i, 2 * L * theta), K=All & ~Lam),
        rule("count", "split_sum", f=hole(i, Integer(1)), K=All, H=Lam),
        arith("on_count", Claim(size(All & Lam), "==", s), by=("s_is",)),
        arith("off_count", Claim(size(All & ~Lam), "==", d - s), by=("count", "on_count", "d_is")),
        arith(
            "off_total",
            Claim(2 * L * theta * size(All & ~Lam), "==", 2 * L * theta * (d - s)),
            by=("off_count",),
            squares=(L * theta,),
            degree=2,
        ),
        arith(
            "on_total",
            Claim((cw * dlt + theta + 2 * beta) * size(All & Lam), "==", (cw * dlt + theta + 2 * beta) * s),
            by=("on_count",),
            degree=2,
        ),
        arith("sum", Claim(_next, "<=", _second_line), by=("parts", "ones", "offs", "off_total", "on_total")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_third_line = mut * s * error + (2 * L * d + (1 - 2 * L) * s) * theta + s * cw * dlt + 2 * s * beta
sum_3 = Step(
    label="theorem_15_sum.sum_3",
    cite="the display before (44), third line",
    register=("LF24",),
    uses=(sum_2,),
    hypotheses=everything,
    over=(STEPS,),
    printed=Claim(
        _second_line,
        "<=",
        _third_line,
        tex=r"\le\tilde\mu|S|\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1+(2Ld+(1-2L)|S|)\theta^{(k)}+|S|C_W\delta+2|S|\beta",
    ),
    argument=(
        rule("own", "split_off", f=hole(j, Abs(er(j))), K=All, a=i, forall=every),
        arith(
            "fewer", Claim(total(Abs(er(j)), j, All.without(i)), "<=", error, every), by=("own",), squares=(Abs(er(i)),)
        ),
        rule("all", "termwise", f=hole(i, total(Abs(er(j)), j, All.without(i))), g=hole(i, error), K=All & Lam),
        arith("inner", Claim(_inner, "<=", error * s), by=("all", "s_is"), squares=(error,), degree=2),
        arith("scaled", Claim(mut * _inner, "<=", mut * error * s), by=("inner", "mut_nonneg"), degree=2),
        arith("third", Claim(_second_line, "<=", _third_line), by=("scaled",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_factor = 2 * L * d + (2 - 2 * L) * s
forty_four = Step(
    label="theorem_15_sum.forty_four",
    cite="(44)",
    register=("LF24",),
    uses=(sum_2, sum_3),
    hypotheses=everything,
    over=(STEPS,),
    printed=Claim(
        _next,
        "<=",
        mut * _factor * E + _factor * cw * dlt + 2 * s * beta,
        tex=r"\sup\|\boldsymbol x^{(k+1)}-\boldsymbol x^*\|_1\le\tilde\mu(2Ld+(2-2L)|S|)\sup\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1+(2Ld+(2-2L)|S|)C_W\delta+2|S|\beta",
    ),
    argument=(
        arith("count", Claim(s, ">=", 0), by=("s_is",), squares=(size(Lam),)),
        arith("level", Claim(mut * s * error, "<=", mut * s * E), by=("error_level", "mut_nonneg", "count"), degree=3),
        arith(
            "forty_four",
            Claim(_next, "<=", mut * s * E + (2 * L * d + (1 - 2 * L) * s) * theta + s * cw * dlt + 2 * s * beta),
            by=("theorem_15_sum.sum_2", "theorem_15_sum.sum_3", "level"),
        ),
        restate(
            "with_25",
            Claim(_next, "<=", mut * _factor * E + _factor * cw * dlt + 2 * s * beta),
            by=("forty_four", "threshold"),
        ),
    ),
    expects=expect("PROVED", argument="VALID"),
)
