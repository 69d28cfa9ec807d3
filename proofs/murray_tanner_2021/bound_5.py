"""Display (5), after Theorem 3.2: when it holds, what it adds, how it scales, and what it admits beside (3).

N = n_l M columns, S = S_l, zeta = zeta_{l-1}; real parameters, so nothing here depends on a dictionary.
"""

from sympy import exp, log, sqrt

from boundcheck import (
    Claim,
    Step,
    algebra,
    arith,
    assume,
    compare,
    expect,
    linear,
    logic,
    put,
    real,
    reals_beyond,
    rule,
)

N, S, mu, zeta, xmin, xmax, delta = (real(name) for name in ("N", "S", "mu", "zeta", "xmin", "xmax", "delta"))

some_atoms = assume("some_atoms", N, ">=", 1, words="there is an atom")
delta_positive = assume("delta_positive", delta, ">", 0, words="delta > 0")
delta_at_most_one = assume("delta_at_most_one", delta, "<=", 1, words="delta <= 1")
delta_small = assume("delta_small", delta, "<", 2 * N, words="delta < 2 n_l M, so that the logarithm is positive")
mu_positive = assume("mu_positive", mu, ">", 0, words="mu_l > 0 (else (5) divides by zero)")
xmax_positive = assume("xmax_positive", xmax, ">", 0, words="x^(l) is not the zero vector")

variance = xmax**2 * mu**2 * S + zeta**2
variance_positive = assume(
    "variance_positive", variance, ">", 0, words="x_max^2 mu_l^2 S_l + zeta_{l-1}^2 > 0 (else gamma_l divides by zero)"
)
gamma = 2 * N * exp(-(xmin**2) / (8 * variance))
logarithm = log(2 * N / delta)
right_side = (xmin**2 / (8 * xmax**2 * logarithm) - zeta**2 / xmax**2) / mu**2  # of (5)
holds_5 = compare(S, "<=", right_side)
_TEX_5 = (
    r"S_l\le\Big(\frac{|x_{min}|^2}{8|x_{max}|^2\ln(2Mn_l/\delta)}-\frac{\zeta_{l-1}^2}{|x_{max}|^2}\Big)\mu_l^{-2}"
)
_ranges = {
    "S": range(4),
    "mu": ("0", "1"),
    "xmin": ["1/10", 1, 3],
    "xmax": [1, 3],
    "zeta": ["1/100", 0, 1],
    "N": [1, 2, 50],
    "delta": ("0", "1"),
}
_odd = reals_beyond(  # beside what the paper has in mind: no atom to speak of, delta beyond 1, negative S and zeta
    S=["-1/2", 1, "1/10"],
    mu=["1/4", 2, 1],
    xmin=["9/10", "1/3", 5],
    xmax=["2/3", "1/100", 3],
    zeta=["1/4", "1/10", -2],
    N=[1, 2, "1/10"],
    delta=["1/2", "1/100", 5],
)
_some = (mu_positive, xmax_positive, variance_positive)

# MT82: (5) and gamma_l <= delta

_equivalent = Claim(holds_5, "iff", compare(gamma, "<=", delta), tex=_TEX_5 + r"\iff\gamma_l\le\delta")
_log_positive = (
    rule("inverse_delta", "inverse_positive", b=delta),
    arith("above_one", Claim(2 * N / delta, ">", 1), by=("delta_small", "inverse_delta"), degree=2),
    arith("ratio_positive", Claim(2 * N / delta, ">", 0), by=("above_one",)),
    rule("log_positive", "log_positive", a=2 * N / delta),
)
_chain = (
    *_log_positive,
    arith(
        "scale",
        Claim(8 * logarithm * mu**2 * xmax**2, ">", 0),
        by=("log_positive", "mu_positive", "xmax_positive"),
        degree=5,
    ),
    rule("cleared", "positive_scaling", a=S, b=right_side, c=8 * logarithm * mu**2 * xmax**2),
    rule("fraction", "fraction_at_least", a=xmin**2, b=8 * logarithm, d=variance),
    rule("exponent", "exp_at_most", a=-(xmin**2) / (8 * variance), b=2 * N / delta),
    arith("two_N", Claim(2 * N, ">", 0), by=("delta_small", "delta_positive")),
    rule("factor", "positive_scaling", a=exp(-(xmin**2) / (8 * variance)), b=delta / (2 * N), c=2 * N),
    logic("chain", _equivalent, by=("cleared", "fraction", "exponent", "factor")),
)

equivalence = Step(
    label="bound_5.equivalence",
    cite="after Theorem 3.2: (5) is what gamma_l <= delta asks of S_l",
    register=("MT82",),
    reading="as printed: delta at most 1",
    hypotheses=(some_atoms, delta_positive, delta_at_most_one, *_some),
    over=(reals_beyond(**_ranges), _odd),
    printed=_equivalent,
    argument=(arith("delta_small", Claim(delta, "<", 2 * N), by=("some_atoms", "delta_at_most_one")), *_chain),
    expects=expect("PROVED", argument="VALID"),
    remark="For every real S, so for natural S too; (5) admits an S >= 1 when its right side is at least 1.",
)

equivalence_any_delta = Step(
    label="bound_5.equivalence_any_delta",
    cite="after Theorem 3.2: (5) is what gamma_l <= delta asks of S_l",
    register=("MT82",),
    reading="asked by the audit, not printed: for every delta > 0",
    hypotheses=(some_atoms, delta_positive, *_some),
    over=(reals_beyond(**{**_ranges, "delta": ["1/2", 1, 3, 5, 200], "mu": ["1/10", 1]}), _odd),
    printed=_equivalent,
    repaired=_equivalent,
    repaired_hypotheses=(delta_small,),
    repaired_argument=_chain,
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="For delta > 2 n_l M the logarithm is negative: (5) fails though gamma_l <= 2 n_l M < delta; at delta = 2 n_l M it is not defined.",
)

_cleared_5 = compare(variance, "<=", xmin**2 / (8 * logarithm))
_cleared_claim = Claim(
    _cleared_5,
    "iff",
    compare(gamma, "<=", delta),
    tex=r"|x_{max}|^2\mu_l^2S_l+\zeta_{l-1}^2\le\frac{|x_{min}|^2}{8\ln(2Mn_l/\delta)}\iff\gamma_l\le\delta",
)

equivalence_cleared = Step(
    label="bound_5.equivalence_cleared",
    cite="after Theorem 3.2: (5), with x_max^2 mu_l^2 multiplied through",
    register=("MT82",),
    reading="the form that also covers mu_l = 0 and x_max = 0",
    hypotheses=(delta_positive, delta_small, variance_positive),
    over=(reals_beyond(**_ranges), _odd),
    printed=_cleared_claim,
    argument=(
        *_log_positive,
        arith("scale", Claim(8 * logarithm, ">", 0), by=("log_positive",)),
        rule("cleared", "positive_scaling", a=variance, b=xmin**2 / (8 * logarithm), c=8 * logarithm),
        rule("fraction", "fraction_at_least", a=xmin**2, b=8 * logarithm, d=variance),
        rule("exponent", "exp_at_most", a=-(xmin**2) / (8 * variance), b=2 * N / delta),
        arith("two_N", Claim(2 * N, ">", 0), by=("delta_small", "delta_positive")),
        rule("factor", "positive_scaling", a=exp(-(xmin**2) / (8 * variance)), b=delta / (2 * N), c=2 * N),
        logic("chain", _cleared_claim, by=("cleared", "fraction", "exponent", "factor")),
    ),
    expects=expect("PROVED", argument="VALID"),
)

# MT83: the range of delta

five_is_automatic = Step(
    label="bound_5.five_is_automatic",
    cite="after Theorem 3.2: 'with delta in (gamma_l, 1] ... then as long as (5)'",
    register=("MT83",),
    reading="what (5) adds on that range: nothing, it holds there",
    uses=(equivalence,),
    hypotheses=(some_atoms, delta_positive, delta_at_most_one, *_some),
    over=(reals_beyond(**_ranges), _odd),
    printed=Claim(compare(gamma, "<", delta), "implies", holds_5, tex=r"\delta\in(\gamma_l,1]\Rightarrow(5)"),
    argument=(
        arith("delta_small", Claim(delta, "<", 2 * N), by=("some_atoms", "delta_at_most_one")),
        *_log_positive,
        put("iff", "bound_5.equivalence"),
        linear("weaker", Claim(compare(gamma, "<", delta), "implies", compare(gamma, "<=", delta))),
        logic("equivalent", Claim(compare(gamma, "<", delta), "implies", holds_5), by=("weaker", "iff")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="gamma_l depends on S_l, so the range of delta is the condition on S_l; the range may as well contain its end delta = gamma_l.",
)

# MT84: how the admissible sparsity scales

factor = real("factor")
_scaled_side = right_side.subs(mu, factor * mu)
_one_layer = Claim(
    _scaled_side,
    "==",
    right_side / factor**2,
    tex=r"S_l\sim\mu_l^{-2}",
    words="with zeta_{l-1} and the amplitudes fixed, the right side of (5) goes with the inverse square",
)

one_layer = Step(
    label="bound_5.one_layer",
    cite="after Theorem 3.2: 'the bound on the density of nonzeros scales proportional to mu_l^-2 across a given layer'",
    register=("MT84",),
    reading="across one layer, zeta_{l-1} fixed",
    hypotheses=(
        some_atoms,
        delta_positive,
        delta_at_most_one,
        mu_positive,
        xmax_positive,
        assume("factor_positive", factor, ">", 0, words="mu_l is changed by a positive factor"),
    ),
    over=(reals_beyond(**_ranges, factor=["1/2", 3]),),
    printed=_one_layer,
    argument=(algebra("scales", _one_layer),),
    expects=expect("PROVED", argument="VALID"),
)

density, N_next, S_next, mu_next, xmin_next, xmax_next = (
    real(name) for name in ("density", "N_next", "S_next", "mu_next", "xmin_next", "xmax_next")
)
zeta_next = sqrt(density) * (mu * (S - 1) * xmax + zeta)  # zeta_l of Theorem 3.2
_log_next = log(2 * N_next / delta)
_room = Claim(
    zeta_next**2,
    "<=",
    xmin_next**2 / (8 * _log_next),
    tex=r"S_l\ \text{as in (5)}\ \Rightarrow\ \zeta_l^2\le\frac{|x_{min}^{(l+1)}|^2}{8\ln(2Mn_{l+1}/\delta)}",
    words="every S_l that (5) admits at layer l leaves (5) at layer l + 1 a right side that is not negative",
)
_inverse_only = Claim(
    S - 1,
    "<=",
    xmin_next / (2 * sqrt(2) * sqrt(_log_next) * xmax) / mu,
    tex=r"S_l-1\le\frac{|x_{min}^{(l+1)}|}{|x_{max}^{(l)}|\sqrt{8\ln(2Mn_{l+1}/\delta)}}\,\mu_l^{-1}",
    words="at a layer that has another above it, the sparsity that (5) can use goes with the inverse of mu_l, not its square",
)
_root = 2 * sqrt(2) * sqrt(_log_next)
zeta_nonneg = assume("zeta_nonneg", zeta, ">=", 0, words="zeta_{l-1} >= 0")
_right_next = (xmin_next**2 / (8 * xmax_next**2 * _log_next) - zeta_next**2 / xmax_next**2) / mu_next**2

inner_layers = Step(
    label="bound_5.inner_layers",
    cite="Section 4: 'the proportionality of the stripe sparsity bound in regard to the dictionary coherence improves from mu_l^-1 to mu_l^-2 at each layer'",
    register=("MT84",),
    reading="not printed as an inequality; at each layer: with zeta_l from the recursion of Theorem 3.2, at a layer below another one",
    hypotheses=(
        some_atoms,
        assume("some_atoms_next", N_next, ">=", 1, words="there is an atom at layer l + 1"),
        delta_positive,
        delta_at_most_one,
        mu_positive,
        xmax_positive,
        zeta_nonneg,
        assume("some_nonzero", S, ">=", 1, words="S_l >= 1"),
        assume("density", density, ">=", 1, words="a patch holds a nonzero"),
        assume("next_not_zero", xmin_next, ">", 0, words="x^(l+1) is not the zero vector"),
        assume("five_here", S, "<=", right_side, words="(5) at layer l"),
    ),
    over=(
        reals_beyond(
            S=[1, 18, 2],
            mu=["1/10", "1/100", "1/2"],
            xmin=[1],
            xmax=[1, 2],
            zeta=["1/100", 0],
            N=[1],
            delta=[1, "1/2"],
            density=[1, 2],
            N_next=[1, 50],
            S_next=[1, 2],
            mu_next=["1/10", "1/100"],
            xmin_next=[1, 100],
            xmax_next=[1],
        ),
    ),
    printed=_room,
    repaired=_inverse_only,
    repaired_hypotheses=(
        assume("mu_next_positive", mu_next, ">", 0, words="mu_{l+1} > 0"),
        assume("xmax_next_positive", xmax_next, ">", 0, words="x^(l+1) is not the zero vector"),
        assume("some_nonzero_next", S_next, ">=", 1, words="S_{l+1} >= 1"),
        assume("five_next", S_next, "<=", _right_next, words="(5) at layer l + 1"),
    ),
    repaired_argument=(
        rule("inverse_delta", "inverse_positive", b=delta),
        arith(
            "ratio",
            Claim(2 * N_next / delta, ">", 1),
            by=("some_atoms_next", "delta_at_most_one", "inverse_delta"),
            degree=2,
        ),
        rule("log_next", "log_positive", a=2 * N_next / delta),
        rule("root_log", "positive_root", a=_log_next),
        rule("root_two", "positive_root", a=2),
        rule("square_mu", "positive_square", a=mu_next),
        rule("square_x", "positive_square", a=xmax_next),
        arith(
            "scale",
            Claim(mu_next**2 * xmax_next**2 * _log_next, ">", 0),
            by=("square_mu", "square_x", "log_next"),
            degree=3,
        ),
        arith(
            "room_next",
            Claim(8 * _log_next * zeta_next**2, "<=", xmin_next**2),
            by=("five_next", "scale", "some_nonzero_next"),
            degree=2,
        ),
        arith("not_negative", Claim(density, ">=", 0), by=("density",)),
        rule("one_root", "square_reverses_weakly", a=1, b=sqrt(density)),
        rule("roots", "square_reverses_weakly", a=_root * zeta_next, b=xmin_next),
        arith("product", Claim(mu * xmax, ">", 0), by=("mu_positive", "xmax_positive"), degree=2),
        arith("spread", Claim(mu * (S - 1) * xmax, ">=", 0), by=("product", "some_nonzero"), degree=2),
        arith(
            "error_at_least",
            Claim(zeta_next, ">=", mu * (S - 1) * xmax),
            by=("one_root", "spread", "zeta_nonneg"),
            degree=2,
        ),
        arith("root_positive", Claim(_root, ">", 0), by=("root_log", "root_two"), degree=2),
        arith(
            "spread_small",
            Claim(_root * mu * (S - 1) * xmax, "<=", xmin_next),
            by=("roots", "error_at_least", "root_positive"),
            degree=2,
        ),
        arith("all_positive", Claim(sqrt(_log_next) * mu * xmax, ">", 0), by=("root_log", "product"), degree=2),
        rule("inverse_all", "inverse_positive", b=sqrt(_log_next) * mu * xmax),
        arith("divide", _inverse_only, by=("spread_small", "inverse_all", "root_two"), degree=3),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="zeta_l grows with mu_l (S_l - 1), and gamma_{l+1} <= delta needs zeta_l below x_min/sqrt(8 ln(2 M n/delta)) of the next layer; "
    "only at the last layer, where nothing follows, does the inverse square stand.",
)
