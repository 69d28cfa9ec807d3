"""The rates of Theorems 10, 12 and 15: from one step, at every k, to alpha^k s B + F, by induction over k."""

from boundcheck import (
    Claim,
    Index,
    Span,
    Step,
    algebra,
    arith,
    assume,
    compare,
    expect,
    family,
    fixed,
    lam,
    linear,
    logic,
    real,
    rule,
)

from .theorem_10_repaired import one_step
from .theorem_12 import contraction
from .theorem_15_sum import forty_four

k, b = Index("k"), real("b")
alpha, extra, F, sB = (real(name) for name in ("alpha", "extra", "F", "sB"))
distance, power = family("distance"), family("power")
_steps = ((k, Span(1, b)),)

_hypotheses = (
    assume("alpha_positive", alpha, ">", 0, words="alpha > 0 (at alpha = 0 the bound is F from k = 1 on)"),
    assume("limit_nonneg", F, ">=", 0, words="F >= 0: alpha < 1"),
    assume("is_limit", F * (1 - alpha), "==", extra, words="F = extra/(1 - alpha)"),
    assume("at_first", distance(0), "<=", sB, words="the distance at k = 0 is at most s B"),
    assume("step", distance(k), "<=", alpha * distance(k - 1) + extra, _steps, words="one step, at every k"),
    assume("no_power", power(0), "==", 1, words="alpha^0 = 1"),
    assume("powers", power(k), "==", alpha * power(k - 1), _steps, words="alpha^k = alpha alpha^(k-1)"),
)
_sources = (
    fixed(
        "four steps at alpha = 1/2",
        {
            "kind": "tables",
            "scalars": {"alpha": "1/2", "extra": 1, "F": 2, "sB": 3, "b": 3},
            "families": {"distance": [3, "5/2", 2, 2], "power": [1, "1/2", "1/4", "1/8"]},
            "sets": {"All": [0, 1, 2, 3]},
            "events": {},
        },
    ),
)


def _every_k(tex: str) -> Claim:
    return Claim(distance(k), "<=", power(k) * sB + F, ((k, Span(0, b)),), tex=tex)


def _rate(label: str, cite: str, register: str, reading: str, tex: str, uses: Step) -> Step:
    here = compare(distance(k), "<=", power(k) * sB + F)
    before = compare(distance(k - 1), "<=", power(k - 1) * sB + F)
    times = compare(alpha * distance(k - 1), "<=", alpha * (power(k - 1) * sB + F))
    return Step(
        label=label,
        cite=cite,
        register=(register,),
        reading=reading,
        uses=(uses,),
        hypotheses=_hypotheses,
        over=_sources,
        printed=_every_k(tex),
        argument=(
            arith("base", Claim(distance(0), "<=", power(0) * sB + F), by=("at_first", "no_power", "limit_nonneg")),
            rule("scaled", "positive_scaling", a=distance(k - 1), b=power(k - 1) * sB + F, c=alpha, forall=_steps),
            algebra("next_power", Claim(power(k) * sB, "==", alpha * power(k - 1) * sB, _steps), by=("powers",)),
            linear("rest", Claim(times, "implies", here, _steps), by=("step", "next_power", "is_limit")),
            logic("one", Claim(before, "implies", here, _steps), by=("scaled", "rest")),
            rule("all", "induction", E=lam(k, here), b=b),
        ),
        expects=expect("PROVED", argument="VALID"),
        remark="The hypothesis on one step is what the step used proves, at every k.",
    )


at_25 = _rate(
    "rates.at_25",
    "Theorem 12, (26)",
    "LF21",
    "alpha = (2s - 1) mu~ = e^(-c), extra = 2 s C_W delta, F = extra/(1 - alpha) = C delta; distance(k) is the supremum over sparse codes",
    r"\sup\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1\le sBe^{-ck}+C\delta",
    contraction,
)

at_thresholds = _rate(
    "rates.at_thresholds",
    "Theorem 10: the term C eps, the same for every K (not in the paper)",
    "LF19",
    "alpha = (2s - 1) mu~, extra = 2 s C_W delta + 2 (d + mu~ (d - s)) eps, F = extra/(1 - alpha), for the sequences (47), which use y itself",
    r"\sup\|\tilde{\boldsymbol x}^{(k)}-\boldsymbol x^*\|_1\le\alpha^ksB+\frac{2sC_W\delta+2(d+\tilde\mu(d-s))\varepsilon}{1-\alpha}",
    one_step,
)

with_beta = _rate(
    "rates.with_beta",
    "Theorem 15, (34) with the term it drops; Theorem 9 has such a term",
    "LF24",
    "alpha and extra of (44), extra = alpha/mu~ C_W delta + 2 |S| beta; F = extra/(1 - alpha)",
    r"\sup\|\boldsymbol x^{(k)}-\boldsymbol x^*\|_1\le\alpha^ksB+\frac{\frac\alpha{\tilde\mu}C_W\delta+2|S|\beta}{1-\alpha}",
    forty_four,
)
