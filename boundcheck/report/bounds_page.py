"""What the bounds are worth at one layer, as blocks: tables first, then what each says in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from boundcheck.report.blocks import Blocks, Data, head, items, para, table

_UNDECIDED = "UNDECIDED"
_SAYS = {
    "(3)": "recovery for certain, given zeta",
    "(5)": "gamma <= delta (printed; proved at l = 1)",
    "J0": "joint bound (J0) <= delta, any l, Hoeffding only",
    "J1": "sqrt(e) gamma <= delta, any l, Hoeffding only",
    "J2": "gamma <= delta, any l, needs a cited theorem",
}


def bounds_page(found: Data) -> Blocks:
    """The whole answer."""
    layer = found["layer"]
    sizes = f"m = {layer['m']}, n = {layer['n']}, M = {layer['M']} (N = {layer['N']} atoms), mu = {layer['mu']}"
    levels = ", ".join(f"{name} = {layer[name]}" for name in ("xmin", "xmax", "zeta", "delta"))
    return [
        head(1, "What the bounds are worth"),
        para(f"{sizes}; {levels}."),
        *_allowed(found),
        *_any_ring(found),
        *_growth(found["growth"]),
        *_joint(found["joint"]),
        *_threshold(found["threshold"]),
        *_depth(found["depth"]),
    ]


def _allowed(found: Data) -> Blocks:
    rows: list[Sequence[str]] = [("bound", "largest S", "right side", "what it promises")]
    rows += [
        (row["bound"], str(row["largest"]), row["right_side"]["about"], _SAYS[row["bound"]]) for row in found["allowed"]
    ]
    return [head(2, "Nonzeros per stripe that each bound allows"), table(rows), *items(_more(found))]


def _more(found: Data) -> list[str]:
    sizes = {row["bound"]: row["largest"] for row in found["allowed"]}
    said = []
    for bound, more in found["more_than_3"].items():
        verb = {True: "allows more than (3)", False: "allows nothing that (3) does not"}.get(more, _UNDECIDED)
        said.append(f"{bound} {verb}: {sizes[bound]} against {sizes['(3)']}.")
    return said


def _any_ring(found: Data) -> Blocks:
    ring, typical = found["every_ring"], found["typical"]
    empty = ring["empty_from"]
    here = [f"With these filters, for every M, delta and zeta: the right side of (5) {_shown(ring['below_3'])}."]
    if empty["at"] is not None:
        here.append(f"(5) allows no nonzero at all from M = {empty['at']} on{_unknown(empty)}.")
    else:
        here.append("(5) allows a nonzero on every ring up to M = 2^256.")
    sizes = f"m <= {typical['m_up_to']}, n = 2m, coherence at the Welch value of Section 3 or above"
    always = {True: "(5) allows nothing that (3) does not", False: "(5) exceeds (3) somewhere"}
    here.append(
        f"At the sizes the paper calls typical ({sizes}), for every M, delta, zeta and x_min <= x_max: "
        f"{always.get(typical['below_3'], _UNDECIDED)}; it allows at most {typical['most']} nonzeros per stripe, "
        f"and none from M = {typical['empty_from']} on."
    )
    return [head(2, "On every ring"), *items(here)]


def _shown(found: object) -> str:
    missed = "is not shown to be below (3)"
    return {True: "is below (3)", False: missed}.get(found is True, missed) if found != _UNDECIDED else _UNDECIDED


def _unknown(first: Data) -> str:
    return f" ({_UNDECIDED} at {first['undecided']})" if first["undecided"] else ""


_GROWS = {
    "admits_something": "(5) allows a nonzero",
    "right_side_exceeds_3": "the right side of (5) exceeds that of (3)",
    "admits_more_than_3": "(5) allows a number of nonzeros that (3) does not",
}


def _growth(found: Data | None) -> Blocks:
    if found is None:
        return []
    said = []
    for key, words in _GROWS.items():
        first = found[key]
        where = f"first at m = {first['at']}" if first["at"] is not None else f"nowhere up to m = {first['up_to']}"
        said.append(f"{words}: {where}{_unknown(first)}.")
    return [head(2, "As the filters grow"), *items(said)]


def _joint(found: Data) -> Blocks:
    rows: list[Sequence[str]] = [("S", "printed gamma", "J0", "strongest", "below 1")]
    for row in found["rows"]:
        useful = [name for name, key in (("gamma", "printed_below_1"), ("J0", "J0_below_1")) if row[key] is True]
        rows.append((str(row["S"]), row["printed"]["about"], row["J0"]["about"], row["strongest"], ", ".join(useful)))
    more = {True: "allows more than", False: "does not allow more than"}.get(found["allows_more"], _UNDECIDED)
    said = [
        (
            "(J0) allows at least what (5) allows exactly for zeta from x_min/(2 ln(2nM/delta) + 1) to x_min/2: "
            f"{found['zeta_from']['about']} to {found['zeta_to']}; here it {more} (5)."
        ),
        "(J1) is never smaller than (J0): it only hides the square of x_min/2 - zeta.",
    ]
    return [head(2, "Which joint bound is strongest"), table(rows), *items(said)]


def _threshold(found: Data) -> Blocks:
    half, best = found["at_half"]["about"], found["smallest"]["about"]
    return [
        head(2, "The threshold p"),
        *items(
            (
                (
                    f"With S = {found['S']} and {found['K']} nonzeros in all: p = x_min/2 gives {half}; "
                    f"the best p, near {_short(found['p_over_xmin'])} x_min, gives {best}."
                ),
                (
                    f"Stripe sparsity up to {found['K']} allowed: {found['allowed_at_half']} with p = x_min/2, "
                    f"{found['allowed']} with the best p."
                ),
            )
        ),
    ]


def _short(fraction: str) -> str:
    top, _, bottom = fraction.partition("/")
    thousandths = round(1000 * int(top) / int(bottom or "1"))
    return f"{thousandths // 1000}.{thousandths % 1000:03}"


def _depth(found: Data) -> Blocks:
    rows: list[Sequence[str]] = [("layers", "(3)", "printed", "best of J0 and printed")]
    rows += [(str(r["layers"]), str(r["(3)"]), str(r["printed"]), str(r["J0"])) for r in found["rows"]]
    if len(rows) < 3:
        return []
    below = ", ".join(f"{row['bound']}: {row['largest']}" for row in found["below"])
    said = [
        (
            "Largest S, the same at all layers, with (3) at each layer, or with a sum of the layers' bounds of at most "
            f"delta (Theorem 3.2); zeta_l = sqrt({found['density']}) (mu (S - 1) x_max + zeta_(l-1))."
        ),
        (
            f"What a layer above with a single nonzero per stripe leaves the layer below it: {below}. "
            "It goes with the inverse of mu, not with its square (MT84)."
        ),
    ]
    return [head(2, "Several layers"), table(rows), *items(said)]


_MOST_ROWS = 24


def chart_page(chart: Data, svg: str | None) -> Blocks:
    """A chart as a table (of at most two dozen values), and where the bound says something."""
    places = [x for x, _, _ in chart["lines"][0]["points"]]
    shown = sorted({(len(places) - 1) * k // (_MOST_ROWS - 1) for k in range(_MOST_ROWS)})
    rows: list[Sequence[str]] = [(chart["x"], *(line["name"] for line in chart["lines"]), "informative")]
    known = set(chart["informative"])
    for at in shown:
        marked = "yes" if places[at] in known else _UNDECIDED if places[at] in chart["undecided"] else "-"
        rows.append((places[at], *(line["about"][at] for line in chart["lines"]), marked))
    said = [f"informative at {len(known)} of {len(places)} values"]
    if known:
        said[0] += f", from {chart['x']} = {chart['informative'][0]} to {chart['informative'][-1]}"
    said += [f"picture: {svg}"] if svg else []
    return [head(1, chart["title"]), table(rows), *items(said)]
