"""Points of real parameters, spread evenly over the kinds of number that a line about reals may meet."""

from boundcheck import BoundcheckError, fixed

KINDS = (1, 0, "1/2", 2, -1, "1/3", 3, "-1/2", "1/10", "3/2", -2, 5, "4/5", 10, "-1/3", "6/5", "1/50")
_SHEETS = 4


def spread(*names, **held):
    """Every two of the named parameters take every pair of kinds (a Reed-Solomon code); those held keep their value.

    Point (a, b, c) has at place j the kind number a + b j + c j^2 modulo their number, a prime; a and b run over all.
    """
    count = len(KINDS)
    if not 0 < len(names) <= count:
        raise BoundcheckError("spread", expected=f"1 to {count} names", got=str(len(names)))
    points = [(a, b, c) for c in range(_SHEETS) for b in range(count) for a in range(count)]
    return fixed(
        f"points spread over {', '.join(names)}",
        *(
            {
                "kind": "reals",
                "values": {n: KINDS[(a + b * j + c * j * j) % count] for j, n in enumerate(names)} | held,
            }
            for a, b, c in points
        ),
    )
