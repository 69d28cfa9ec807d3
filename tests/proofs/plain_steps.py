"""Plain statements, in fractions, of Theorems 12 and 15, Definition 7 and Section 4.2 of Li, Feng & Zhou (2024)."""

import itertools
from fractions import Fraction

from hypothesis import strategies as st

from tests.proofs.drawing import (
    determinant,
    dot,
    matrix,
    norm1,
    support,
    tables,
    times,
    transposed,
    vector,
)
from tests.proofs.plain_layers import half, indices, level, thresholded

# Theorems 12 and 15: one step towards a code

ATOMS = [
    (1, 0), (0, 1), (Fraction(3, 5), Fraction(4, 5)), (Fraction(4, 5), Fraction(-3, 5)),
    (Fraction(5, 13), Fraction(12, 13)),
    (Fraction(20, 101), Fraction(99, 101)), (Fraction(-7, 25), Fraction(24, 25)),
]  # fmt: skip
ACROSS = [[0], [0, 1], [2, 3], [0, 5], [0, 6]]  # orthonormal, or nearly: alpha < 1


@st.composite
def runs(draw, kinds, start=None, noise=half):
    """Unit columns with W = D, a code, an iterate, noise, an activation max(slope u, -beta) below 0."""
    chosen = draw(kinds)
    d = len(chosen)
    code = draw(vector(d))
    return {
        "D": transposed([ATOMS[a] for a in chosen]),
        "xs": code,
        "x": draw(vector(d, half)) if start is None else [start] * d,
        "e": draw(vector(2, noise)),
        "spare": draw(level),
        "slope": draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2)])),
        "beta": draw(st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1), Fraction(3)])),
        "other": draw(vector(d)),
    }


def measured(one):
    """mu~ (a bound, W = D), C_W, delta, E, theta, |S|, d."""
    D, xs = one["D"], one["xs"]
    atoms = transposed(D)
    mut = max((abs(dot(a, b)) for a, b in itertools.permutations(atoms, 2)), default=Fraction(0))
    cw, dlt = max(abs(Fraction(a)) for row in D for a in row), norm1(one["e"])
    E = norm1([a - b for a, b in zip(one["x"], xs, strict=True)]) + one["spare"]
    E = max(E, norm1(one["other"])) if one.get("class") else E
    found = {"mut": mut, "cw": cw, "dlt": dlt, "E": E, "theta": mut * E + cw * dlt}
    return found | {"s": len(support(xs)), "d": len(xs)}


def seen(one):
    """v for the noisy signal of the code."""
    signal = [a + b for a, b in zip(times(one["D"], one["xs"]), one["e"], strict=True)]
    return signal, thresholded({**one, "W": one["D"], "y": signal})


def rho(one, u):
    """The activation."""
    return u if u >= 0 else max(one["slope"] * u, -one["beta"])


def reached(one, activation=None):
    """x^(k+1): soft thresholding, or the activation of the run."""
    theta, (_, v) = measured(one)["theta"], seen(one)
    act = (lambda u: max(u, Fraction(0))) if activation is None else lambda u: activation(one, u)
    return [act(a - theta) - act(-a - theta) for a in v]


def gap(one, codes):
    """l1 distance of the next iterate from the code."""
    return norm1([a - b for a, b in zip(codes, one["xs"], strict=True)])


def run(one, **scalars):
    """One step as an instance."""
    found, (signal, v) = measured(one), seen(one)
    theta, high = found["theta"], lambda u: max(u, Fraction(0))
    up, dn = [rho(one, a - theta) for a in v], [rho(one, -a - theta) for a in v]
    families = {
        "D": one["D"], "W": one["D"], "xs": one["xs"], "x": one["x"], "e": one["e"], "y": signal, "v": v,
        "up": up, "dn": dn,
        "er": [a - b for a, b in zip(one["x"], one["xs"], strict=True)], "other": one["other"],
        "gx": [a - b for a, b in zip(up, dn, strict=True)], "nx": reached(one),
        "hu": [a - high(b - theta) for a, b in zip(up, v, strict=True)],
        "hd": [a - high(-b - theta) for a, b in zip(dn, v, strict=True)],
    }  # fmt: skip
    sets = {"All": indices(found["d"]), "Rows": [0, 1], "Lam": support(one["xs"])}
    return tables(sets, families, **found, beta=one["beta"], **scalars)


def factor(one, L):
    """2 L d + (2 - 2 L) s."""
    found = measured(one)
    return 2 * L * found["d"] + (2 - 2 * L) * found["s"]


def bound_45(one, L, noise=True, beta=True, printed=False):
    """The right side of (45) at k = 0, repaired; or without a part of it, or as printed."""
    found, share = measured(one), factor(one, L)
    whole = found["mut"] * share * found["E"] + (2 * found["s"] * one["beta"] if beta else 0)
    return whole + (found["cw"] * found["dlt"] * share * (found["mut"] if printed else 1) if noise else 0)


def lipschitz(one):
    """Of the activation, on the negative side."""
    return one["slope"]


def flat(one):
    """The activation max(u, -beta) of (34), for which L = 1."""
    return {**one, "slope": Fraction(1)}


def steep(one):
    """The same with 2 as a Lipschitz constant, from x^(0) = 0."""
    return {**flat(one), "x": [0] * len(one["xs"])}


def condition(one, L=2):
    """The printed condition on |S|, for L = 2."""
    found = measured(one)
    return found["mut"] > 0 and found["d"] > 0 and found["s"] < (1 / found["mut"] - 2 * L * found["d"]) / (2 - 2 * L)


def contracting(one):
    """Noise 0, from 0, x* not 0, (2s - 1) mu~ < 1."""
    found = measured(one)
    return found["s"] >= 1 and (2 * found["s"] - 1) * found["mut"] < 1


def in_class(one):
    """A run from 0 without noise whose E is at least the l1 norm of another member of the class."""
    return {**one, "class": True, "x": [0] * len(one["xs"])}


def bound_12(one, times_E=None):
    """(2s - 1) mu~ E + 2 s C_W delta."""
    found = measured(one)
    many = 2 * found["s"] - 1 if times_E is None else times_E(found["s"])
    return many * found["mut"] * found["E"] + 2 * found["s"] * found["cw"] * found["dlt"]


# Section 4.2 and Definition 7

counted = st.fixed_dictionaries({name: st.integers(0, 9) for name in ("TP", "TN", "FP", "FN")})


def balanced(one):
    """Three times in four as many errors of one kind as of the other."""
    return {**one, "FN": one["FP"] if one["FN"] % 4 else one["FN"]}


def pixels(one):
    """A confusion matrix as an instance."""
    return {"kind": "reals", "values": dict(one)}


def some(one):
    """Some pixel of either class is rightly found."""
    return one["TP"] > 0 and one["TN"] > 0


def shares(one, first, second):
    """Mean of TP/(TP + first) and TN/(TN + second)."""
    return (Fraction(one["TP"], one["TP"] + one[first]) + Fraction(one["TN"], one["TN"] + one[second])) / 2


def iou(one):
    """Mean intersection over union."""
    wrong = one["FP"] + one["FN"]
    return (Fraction(one["TP"], one["TP"] + wrong) + Fraction(one["TN"], one["TN"] + wrong)) / 2


@st.composite
def combinations(draw):
    """A column as a combination of two others, and weights for it."""
    return {"D": draw(matrix(2, 2)), "c": draw(vector(2, half)), "V": draw(vector(2)), "spare": draw(level)}


def weighed(one):
    """Weights scaled to w.a = 1, and the largest inner product with the others; None where w.a = 0."""
    a = times(one["D"], one["c"])
    scale = dot(one["V"], a)
    if not scale:
        return None
    V = [v / scale for v in one["V"]]
    return V, a, max(abs(entry) for entry in times(transposed(one["D"]), V)) + one["spare"]


def combined(one):
    """The combination as an instance; where w.a = 0 with weights as they are."""
    V, a, t = weighed(one) or (one["V"], times(one["D"], one["c"]), one["spare"])
    return tables({"All": [0, 1], "Rows": [0, 1]}, {"D": one["D"], "a": a, "c": one["c"], "V": V}, t=t)


dependent = st.fixed_dictionaries({"D": matrix(2, 3), "W": matrix(2, 3)})


def kernel(one):
    """The null vector of two rows, by minors, scaled so that its largest magnitude is 1; None if it is 0."""
    n = [(-1) ** j * determinant([[row[c] for c in range(3) if c != j] for row in one["D"]]) for j in range(3)]
    most = max(n, key=abs)
    return [a / most for a in n] if most else None


def feasible(one):
    """Weights scaled to w_i . d_i = 1 at the peaks of the null vector, and their largest product with other columns."""
    n, W, D = kernel(one), transposed(one["W"]), transposed(one["D"])
    peaks = [j for j in range(3) if n[j] == 1] if n else []
    if not peaks or any(not dot(W[i], D[i]) for i in peaks):
        return None
    W = [[a / dot(W[i], D[i]) for a in W[i]] if i in peaks else W[i] for i in range(3)]
    return transposed(W), peaks, max(abs(dot(W[i], D[j])) for i in peaks for j in range(3) if j != i)


def in_kernel(one):
    """Dictionary, null vector and weights as an instance."""
    W, peaks, mut = feasible(one) or (one["W"], [0], Fraction(0))
    families = {"D": one["D"], "W": W, "n": kernel(one) or [1, 1, 1]}
    return tables({"All": [0, 1, 2], "Rows": [0, 1], "Peak": peaks}, families, mut=mut, d=3)
