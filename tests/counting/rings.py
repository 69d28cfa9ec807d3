"""Small random rings with everything that went wrong once: wrap, short rings, ties, duplicates, noise, big integers."""

import itertools

import numpy as np
from hypothesis import strategies as st

FACTORS = (1, 1, 1, 3001, 10**9 + 7, 2**61, 10**30)


def gram_rows(filters, positions, support, values):
    """W[i][j] = values[j] <a_i, a_j> by building the columns: slow, obvious, wraps included."""
    taps, inputs, count = filters.shape
    columns = np.zeros((positions * count, positions * inputs), dtype=object)
    for p, f in itertools.product(range(positions), range(count)):
        for t, c in itertools.product(range(taps), range(inputs)):
            columns[p * count + f, ((p + t) % positions) * inputs + c] += int(filters[t, c, f])
    return (columns @ columns[support].T) * np.array(values, dtype=object).reshape(1, -1)


def by_definition(weights, base, inside):
    """(failures, ties, total) over all patterns, in Python integers."""
    weights, base = np.array(weights, dtype=object), np.array(base, dtype=object)
    k = weights.shape[1]
    failures = ties = 0
    for eps in itertools.product((1, -1), repeat=k):
        sizes = [abs(int(b) + sum(e * int(w) for e, w in zip(eps, row, strict=True)))
                 for row, b in zip(weights, base, strict=True)]  # fmt: skip
        least = min((s for s, is_in in zip(sizes, inside, strict=True) if is_in), default=None)
        most = max((s for s, is_in in zip(sizes, inside, strict=True) if not is_in), default=None)
        if least is not None and most is not None:
            failures += least < most
            ties += least == most
    return failures, ties, 2**k


def random_ring(rng, largest=7):
    """(weights, base, inside) of one random instance."""
    return described_ring(rng, largest)[0]


def described_ring(rng, largest=7):
    """((weights, base, inside), kinds): the same instance, and what is special about it."""
    taps, positions = int(rng.integers(1, 5)), int(rng.integers(1, 9))
    count, inputs = int(rng.integers(1, 3)), int(rng.integers(1, 4))
    filters = (
        rng.choice([-1, 1], size=(taps, inputs, count))
        if rng.random() < 0.6
        else rng.integers(-3, 4, (taps, inputs, count))
    )
    k = int(rng.integers(0, min(largest, count * positions) + 1))
    support = np.sort(rng.choice(count * positions, k, replace=False))
    values = rng.integers(-2, 4, k).tolist()
    weights = gram_rows(filters, positions, support, values)
    base = rng.integers(-4, 5, count * positions).astype(object) * int(rng.random() < 0.5)
    inside = np.zeros(count * positions, np.bool_)
    inside[support] = True
    if rng.random() < 0.1:
        inside[:] = rng.random() < 0.5
    factor = int(FACTORS[int(rng.integers(len(FACTORS)))])
    if factor > 1:
        weights = weights * factor + (weights != 0) * rng.integers(0, 2, weights.shape).astype(object)
        base = base * factor
    ring = weights, base, inside
    kinds = {
        "wrap": k > 0 and int(support[-1]) // count + taps > positions,
        "several shifts meet": k > 0 and positions < 2 * taps - 1,
        "mutual coherence zero": _orthogonal(filters, positions),
        "zero coefficient": 0 in values,
    }
    return ring, {name for name, found in (kinds | _kinds_of_rows(ring)).items() if found}


def _orthogonal(filters, positions):
    """No two different atoms are correlated, and there are two."""
    atoms = filters.shape[2] * positions
    gram = gram_rows(filters, positions, np.arange(atoms), [1] * atoms)
    return atoms > 1 and bool(np.diag(gram).all()) and not (gram - np.diag(np.diag(gram))).any()


def _kinds_of_rows(ring):
    weights, base, inside = ring
    reach = max((int(z) for z in np.abs(weights).sum(axis=1) + np.abs(base)), default=0)
    rows = [(*row, offset) for row, offset in zip(weights.tolist(), base.tolist(), strict=True)]
    return {
        "noise": bool(np.any(base)),
        "rows equal up to sign": len({max(row, tuple(-z for z in row)) for row in rows}) < len(rows),
        "empty support": not inside.any(),
        "full support": bool(inside.all()),
        "no sign at all": weights.shape[1] == 0,
        "beyond 16 bits": reach > 2**15,
        "beyond 31 bits": reach > 2**31,
        "beyond 62 bits": reach > 2**62,
    }


@st.composite
def integer_rows(draw):
    """Arbitrary rows, not from a ring: any sparsity, duplicates up to sign, integers of any size."""
    k, count = draw(st.integers(0, 6)), draw(st.integers(1, 7))
    size = draw(st.sampled_from([2, 5, 400, 2**31, 2**62, 10**25]))
    entry = st.one_of(st.just(0), st.integers(-2, 2), st.integers(-size, size))
    weights = draw(st.lists(st.lists(entry, min_size=k, max_size=k), min_size=count, max_size=count))
    base = draw(st.lists(st.one_of(st.just(0), st.integers(-size, size)), min_size=count, max_size=count))
    if count > 1 and draw(st.booleans()):
        weights[-1], base[-1] = [-w for w in weights[0]], -base[0]
    return weights, base, draw(st.lists(st.booleans(), min_size=count, max_size=count))
