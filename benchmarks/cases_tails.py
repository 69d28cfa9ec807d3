"""J2: Rademacher tails."""

import math
from fractions import Fraction

import numpy as np

from boundcheck.rademacher import TooLargeError, exact_tail, tail
from boundcheck.rademacher.dispatch import _refuse_memory

from . import baselines
from .clock import Row, medians, require


def _coefficients(terms, largest, seed=0):
    rng = np.random.default_rng(seed)
    drawn = [int(z) for z in rng.integers(1, largest + 1, terms)]
    return drawn, math.isqrt(sum(z * z for z in drawn))


def _checked():
    """Twenty short sums by every exact route."""
    for seed in range(20):
        a, t = _coefficients(14, 50, seed)
        answers = {
            (f.beyond, f.ties) for f in (exact_tail(a, t, route=r) for r in ("small", "meet", "meet-big", "lattice"))
        }
        require(len(answers) == 1, "20 sums of 14 terms: four routes")
    return "20 sums of 14 terms: four routes"


def meet(terms, limit, times, repeats):
    """12-digit integers against sort and searchsorted."""
    a, t = _coefficients(terms, 10**12)
    try:
        _refuse_memory(terms)
    except TooLargeError as refusal:
        goal = f"<= {limit:g} s"
        return Row(case=f"J2-{terms}", unit="tail", ours="not run", others={}, goal=goal, met=False,
                   agreement=_checked(), why=f"Not run: {refusal}.")  # fmt: skip
    methods = {"ours": lambda: exact_tail(a, t)}
    if terms <= 50:
        methods["numpy meet in the middle"] = lambda: baselines.numpy_meet(a, t)
    seconds, found = medians(methods, repeats)
    other = seconds.get("numpy meet in the middle")
    agreement = _checked()
    if other is not None:
        agreement += "; " + require(
            found["numpy meet in the middle"] == found["ours"].beyond, "numpy on the case itself"
        )
    others = {
        "numpy meet in the middle": other if other is not None else "beyond its memory",
        "Gray walk, estimated": 2.0**terms * 1e-9,
    }
    return Row(
        case=f"J2-{terms}",
        unit="tail",
        ours=seconds["ours"],
        others=others,
        goal=f"<= {limit:g} s" + (f" and >= {times}x numpy" if times else ""),
        met=seconds["ours"] <= limit and (not times or other is None or other / seconds["ours"] >= times),
        agreement=agreement,
        figures={"route": found["ours"].route, "p": float(found["ours"].above)},
        why="At 22 terms half the time is reading, scaling and checking the input in Python, which numpy is not "
        "charged for; at 58 terms two arrays of 2^29 sums of eight bytes are sorted by merging and then walked once, "
        "so the time is that of the memory.",
    )


def lattice(terms, limit, repeats):
    """Integers up to 1000."""
    a, t = _coefficients(terms, 1000)
    methods = {
        "ours": lambda: exact_tail(a, t, route="lattice"),
        "python-flint": lambda: exact_tail(a, t, route="lattice-flint"),
    }
    if terms <= 100:
        methods["dictionary"] = lambda: baselines.dictionary_lattice(a, t)
    seconds, found = medians(methods, repeats)
    same = found["ours"].beyond == found["python-flint"].beyond and found["ours"].ties == found["python-flint"].ties
    return Row(
        case=f"J2-lattice-{terms}",
        unit="tail",
        ours=seconds["ours"],
        others={name: s for name, s in seconds.items() if name != "ours"},
        goal=f"<= {limit:g} s",
        met=seconds["ours"] <= limit,
        agreement=require(same, "python-flint polynomial product on the case itself"),
        why="Every prime modulus is one pass over the cells for each pair of coefficients.",
        figures={"p": float(found["ours"].above)},
    )


def bracket(repeats):
    """A thousand reals: width of the certified enclosure."""
    rng = np.random.default_rng(3)
    a = rng.random(1000).tolist()
    t = math.sqrt(sum(z * z for z in a))
    seconds, found = medians({"ours": lambda: tail(a, t, route="bracket")}, repeats)
    for seed in range(20):
        b = np.random.default_rng(seed).random(26).tolist()
        exact, enclosed = exact_tail(b, 3.0), tail(b, 3.0, route="bracket")
        require(
            enclosed.lower <= exact.above <= exact.at_least <= enclosed.upper,
            "20 sums of 26 reals lie in their brackets",
        )
    width = float(found["ours"].width / found["ours"].upper)
    return Row(
        case="J2-bracket-1000",
        unit="enclosure",
        ours=seconds["ours"],
        others={"exact routes": "beyond reach"},
        goal="relative width <= 2e-3 in 5 s",
        met=width <= 2e-3 and seconds["ours"] <= 5,
        agreement="20 sums of 26 reals lie in their brackets",
        why="Two thirds of the time are five hundred passes over one array of a million cells.",
        figures={"relative_width": width, "upper": float(Fraction(found["ours"].upper))},
    )
