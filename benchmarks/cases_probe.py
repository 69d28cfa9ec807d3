"""J5: points per second of the search over single layers, one processor, tasks whole (start, moves, exact re-check)."""

import random
from fractions import Fraction

from boundcheck.probe.layer_point import facts, instance
from boundcheck.probe.layers import LayerTarget
from boundcheck.probe.spec import Spec, worker

from .clock import Row, medians, require

TASKS = range(12, 24)
SAMPLE = 12  # points the Fraction enumeration runs on
PER_SECOND = 1e5 / 60 / 2  # the goal: 10^5 instances in 60 s on two processors


def lemma(repeats):
    """Tasks of the campaign of Lemma 3.3 against an enumeration in Fractions of the same kind of points."""
    act = worker(Spec(bound="lemma_3_3"))
    points = list(_met(SAMPLE))
    methods = {
        "ours": lambda: [act(task) for task in TASKS],
        "kernel": lambda: [facts(point).failed for point in points],
    }
    seconds, found = medians(methods, repeats)
    loops, counted = medians({"Fraction loop": lambda: [fractions(point) for point in points]}, 1)
    valid = sum(record["valid"] for record in found["ours"])
    ours = seconds["ours"] / valid
    return Row(
        case="J5-probe-lemma",
        unit="instance",
        ours=ours,
        others={"Fraction loop, count only": loops["Fraction loop"] / SAMPLE},
        goal=f">= {PER_SECOND:.0f} instances/s on one processor (10^5 in 60 s on two)",
        met=1 / ours >= PER_SECOND,
        agreement=require(
            found["kernel"] == counted["Fraction loop"], f"failures of {SAMPLE} layers: enumeration in Fractions"
        ),
        figures={
            "instances_per_second": 1 / ours,
            "points_per_task": found["ours"][0]["looks"],
            "kernel_seconds_per_count": seconds["kernel"] / SAMPLE,
        },
        limit="none: interpreted",
        why="Tasks are timed whole (start, moves, exact re-check) by the clock of the wall: other programs count too.",
    )


def _met(count):
    """Points that a search meets: starts, and what a few moves make of them."""
    target = LayerTarget(name="lemma_3_3", factor=Fraction(2), constant=Fraction(8))
    rng = random.Random(0)
    while count:
        point = target.start(2 * rng.randrange(300), rng)
        for _ in range(rng.randrange(6)):
            point = target.move(0, point, rng)
        if facts(point) is not None:
            count -= 1
            yield point


def fractions(point):
    """Failures of a layer from its data alone, by plain loops over Fractions; ties count."""
    data, shape = instance(point), point.shape
    filters = [[Fraction(entry) for entry in row] for row in data["filters"]]
    x, v = ([Fraction(entry) for entry in data[name]] for name in ("x", "v"))
    atoms = []
    for atom in range(shape.atoms):
        column = [Fraction(0)] * shape.rows
        for step, entry in enumerate(filters[atom % shape.n]):
            column[(atom // shape.n * shape.stride + step) % shape.rows] += entry
        atoms.append(column)
    support = [j for j, entry in enumerate(x) if entry]
    failed = 0
    for pattern in range(2 ** len(support)):
        signs = [1 - 2 * (pattern >> place & 1) for place in range(len(support))]
        signal = list(v)
        for sign, j in zip(signs, support, strict=True):
            signal = [entry + sign * x[j] * a for entry, a in zip(signal, atoms[j], strict=True)]
        sizes = [abs(sum(a * entry for a, entry in zip(column, signal, strict=True))) for column in atoms]
        low = min(sizes[j] for j in support)
        high = max((size for i, size in enumerate(sizes) if not x[i]), default=Fraction(0))
        failed += low <= high
    return failed
