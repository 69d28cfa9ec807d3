"""Rademacher sums."""

from __future__ import annotations

from sympy import Abs, Rational, cosh, exp

from boundcheck import terms as t
from boundcheck.claim import Claim
from boundcheck.rules.library.rule import H, K, Rule, a, alpha, beta, c, j, k, p, s, s0, u

RULES: tuple[Rule, ...] = (
    Rule(
        name="chernoff",
        premises=(Claim(t.independent((s(j), j, K)), "holds"), Claim(u, ">=", 0)),
        conclusion=Claim(
            t.Prob(t.compare(Abs(t.total(s(j) * alpha(j), j, K)), ">=", p)),
            "<=",
            2 * exp(u**2 * t.total(alpha(j) ** 2, j, K) / 2 - u * p),
        ),
        deterministic=("alpha", "u"),
        averaged=("s",),
        words="Markov's inequality for exp(u X) and exp(-u X), with cosh x <= exp(x^2/2) in each factor",
    ),
    Rule(
        name="rademacher_below",
        premises=(
            Claim(t.independent((s(j), j, K), s0), "holds"),
            Claim(p, ">=", 0),
            Claim(u, ">", 0),
            Claim(t.total(alpha(j) ** 2, j, K) + beta**2, "<=", u),
        ),
        conclusion=Claim(
            t.Prob(t.compare(Abs(t.total(s(j) * alpha(j), j, K) + s0 * beta), ">=", p)),
            "<=",
            2 * exp(-(p**2) / (2 * u)),
        ),
        deterministic=("alpha", "beta", "u"),
        averaged=("s", "s0"),
        words="Rademacher concentration (Theorem 3.1) with an upper bound u > 0 on the sum of squares, "
        "for coefficients that do not depend on the signs averaged over",
        leaf="Theorem 3.1",
    ),
    Rule(
        name="rademacher_sum",
        premises=(
            Claim(t.independent((s(j), j, K)), "holds"),
            Claim(p, ">=", 0),
            Claim(u, ">", 0),
            Claim(t.total(alpha(j) ** 2, j, K), "<=", u),
        ),
        conclusion=Claim(
            t.Prob(t.compare(Abs(t.total(s(j) * alpha(j), j, K)), ">=", p)), "<=", 2 * exp(-(p**2) / (2 * u))
        ),
        deterministic=("alpha", "u"),
        averaged=("s",),
        words="Rademacher concentration with an upper bound u > 0 on the sum of squares",
        leaf="Theorem 3.1",
    ),
    Rule(
        name="rademacher_sharp",
        premises=(
            Claim(t.independent((s(j), j, K)), "holds"),
            Claim(p, ">=", 0),
            Claim(u, ">", 0),
            Claim(t.total(alpha(j) ** 2, j, K), "<=", u),
            Claim(p**2, ">=", Rational(72, 25) * u),
        ),
        conclusion=Claim(
            t.Prob(t.compare(Abs(t.total(s(j) * alpha(j), j, K)), ">=", p)),
            "<=",
            2 * exp(-Rational(1, 2) - p**2 / (2 * u)),
        ),
        deterministic=("alpha", "u"),
        averaged=("s",),
        words="sharp Gaussian comparison: P(S >= x) <= c P(Z >= x), c = 1/(4 P(Z >= sqrt 2)); "
        "for x^2 >= 2.88 this gains a factor exp(-1/2)",
        leaf="Bentkus & Dzindzalieta, Bernoulli 21 (2015) 1231-1237",
    ),
    Rule(name="square_nonnegative", conclusion=Claim(a**2, ">=", 0), words="a square is not negative"),
    Rule(
        name="cosh_below",
        premises=(Claim(c, ">=", Rational(1, 2)),),
        conclusion=Claim(cosh(a), "<=", exp(c * a**2)),
        words="cosh a <= exp(c a^2) for c >= 1/2: coefficient by coefficient, 1/(2n)! <= (1/2)^n/n!",
    ),
    Rule(
        name="signs_times_a_sign",
        premises=(Claim(t.independent((s(j), j, K), s0), "holds"),),
        conclusion=Claim(t.independent((s(j) * s0, j, K), s0), "holds"),
        words="multiplying independent signs by one more independent sign leaves them all independent",
    ),
    Rule(
        name="fewer_signs",
        premises=(Claim(t.independent((s(j), j, K)), "holds"),),
        conclusion=Claim(t.independent((s(j), j, K & H)), "holds"),
        words="a part of an independent family is independent",
    ),
    Rule(
        name="split_sign",
        premises=(Claim(t.independent((s(j), j, K)), "holds"),),
        conclusion=Claim(t.independent((s(j), j, K & H), s(k)), "holds", forall=((k, K & ~H),)),
        words="part of an independent family together with one sign outside the part",
    ),
)
