"""J2: Rademacher tails."""

import math
from fractions import Fraction

import numpy as np

from boundcheck.rademacher import TooLargeError, exact_tail, tail
from boundcheck.rademacher.bracket import CELLS
from boundcheck.rademacher.dispatch import _refuse_memory
from boundcheck.rademacher.halves import count_alone
from boundcheck.rademacher.lattice import cells_needed
from boundcheck.rademacher.meet import SMALL

from . import baselines
from .clock import Row, medians, require
from .roofline import PROCESSORS, copied_per_second, distance, instructions_per_second, together


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


def _meet_limit(seconds, terms, route):
    """Both halves of n sums: every merge reads and writes its arrays once, the walk reads both.

    That is 64 n bytes; and 36 n instructions, ten for each of the 2 n pairs of mirrored sums, eight for each of the
    2 n steps of the walk.
    """
    n = 2 ** ((terms + 1) // 2)
    alone = route == "small"
    rate = instructions_per_second()
    return distance(
        seconds,
        (64 * n, copied_per_second(8 * n, 1 if alone else PROCESSORS), "copying its arrays"),
        (36 * n, rate if alone else together(rate), "integer instructions"),
    )


def _cells_walked(ordered, cells):
    """Cells over all passes of the lattice, two coefficients each."""
    reach, walked = 0, 0
    for pair in zip(ordered[0::2], ordered[1::2], strict=True):
        reach = min(cells, reach + sum(pair) + 1)
        walked += reach
    return walked


def _where(seconds):
    """What the time of a tail is spent on, as measured."""
    if "compiled" not in seconds:
        return "numpy runs on one thread and ours on all processors: another program on the machine shows at once."
    compiled, share = seconds["compiled"] * 1e6, seconds["compiled"] / seconds["ours"]
    return (
        f"The compiled call takes {compiled:.3g} us, {share:.0%} of the time; the rest reads, scales and checks the "
        "input in Python, which numpy is not charged for."
    )


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
    if terms <= SMALL:
        integers = np.array(a)
        methods["compiled"] = lambda: count_alone(integers, t, False)
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
        limit=_meet_limit(seconds["ours"], terms, found["ours"].route),
        figures={
            "route": found["ours"].route,
            "p": float(found["ours"].above),
            **{f"{name}_seconds": s for name, s in seconds.items() if name == "compiled"},
        },
        why=_where(seconds),
    )


def _lattice_limit(seconds, a, t):
    """Every pass reads one array and writes the other, for each modulus; moduli run side by side."""
    cells, moduli = cells_needed(sum(a), t), 1 + max(0, len(a) - 4) // 60
    walked = _cells_walked(sorted(a), cells) * moduli
    rate = copied_per_second(8 * cells, PROCESSORS if moduli > 1 else 1)
    return distance(seconds, (16 * walked, rate, "copying its arrays"))


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
        limit=_lattice_limit(seconds["ours"], a, t),
        why="Every modulus is one pass over the cells for each pair of coefficients.",
        figures={"p": float(found["ours"].above)},
    )


def _scaled(a):
    """Integers of the sizes the bracket rounds to, ascending."""
    return sorted(round(z * CELLS / sum(a)) for z in a)


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
        limit=distance(
            seconds["ours"],
            (16 * _cells_walked(_scaled(a), CELLS // 2), copied_per_second(4 * CELLS), "copying its array"),
        ),
        why="Two thirds of the time are five hundred passes over one array of a million cells.",
        figures={"relative_width": width, "upper": float(Fraction(found["ours"].upper))},
    )
