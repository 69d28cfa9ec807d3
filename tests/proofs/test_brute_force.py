"""Lemma 3.3, Theorem 3.2 and (3) counted from first principles: integers, fractions, nothing of boundcheck.

A layer is a list of unit columns; every sign pattern of the support is tried; ties are settled against the decoder.
"""

import itertools
import math
import random
from fractions import Fraction

import pytest


def unit_vector(draw, length):
    """A rational point of the unit sphere, by stereographic projection from an axis."""
    free = [Fraction(draw.randint(-3, 3), draw.choice((1, 2, 5, 9))) for _ in range(length - 1)]
    square = sum(entry * entry for entry in free)
    point = [2 * entry / (square + 1) for entry in free]
    point.insert(draw.randrange(length), (square - 1) / (square + 1))
    return point


def near_axis(draw, length):
    """A unit vector whose first entry is almost 1."""
    small = [Fraction(draw.choice((-1, 0, 1)), draw.choice((8, 15, 30))) for _ in range(length - 1)]
    square = sum(entry * entry for entry in small)
    return [(1 - square) / (1 + square), *(2 * entry / (1 + square) for entry in small)]


def columns_of(filters, rows, stride):
    """Shifts of the local filters round the ring, wrapped entries added."""
    found = []
    for first in range(0, rows, stride):
        for row in filters:
            column = [Fraction(0)] * rows
            for step, entry in enumerate(row):
                column[(first + step) % rows] += entry
            found.append(column)
    return found


def dot(left, right):
    return sum(a * b for a, b in zip(left, right, strict=True))


def coherence(columns):
    return max((abs(dot(a, b)) for a, b in itertools.combinations(columns, 2)), default=Fraction(0))


def windows(size, length):
    """All runs of ``length`` places on a ring."""
    return [[(first + step) % size for step in range(min(length, size))] for first in range(size)]


def stripe_sparsity(x, m, stride, n):
    """Most nonzeros among floor((2 m / s - 1) n) consecutive entries."""
    return max(sum(x[place] != 0 for place in run) for run in windows(len(x), (2 * m - stride) * n // stride))


def patch_square(v, length):
    """Square of the norm (2, inf, P)."""
    return max(sum(v[place] ** 2 for place in run) for run in windows(len(v), length))


def signs_of(support, size):
    """Every sign pattern of the support; the other signs are +1, since they change no magnitude."""
    for chosen in itertools.product((1, -1), repeat=len(support)):
        signs = [1] * size
        for place, sign in zip(support, chosen, strict=True):
            signs[place] = sign
        yield signs


def encoded(columns, signs, x):
    """A D x."""
    weights = [sign * entry for sign, entry in zip(signs, x, strict=True)]
    return [dot(weights, row) for row in zip(*columns, strict=True)]


def exp_at_most(t, y):
    """Decide exp(t) <= y for rational t >= 0 by partial sums and the rest of the series."""
    term, total, n = Fraction(1), Fraction(1), 0
    while True:
        n += 1
        term = term * t / n
        total += term
        if total > y:
            return False
        if n > 2 * t and total + 2 * term <= y:  # the rest is at most a geometric series
            return True
        assert n < 2000, "too close to decide"


def at_most_gamma(probability, N, x_min, proxy):
    """Decide probability <= 2 N exp(-x_min^2 / (8 proxy))."""
    return probability == 0 or exp_at_most(x_min**2 / (8 * proxy), 2 * N / probability)


def above(square):
    """A rational at least the root of ``square``, and above 0."""
    scale = 2**20
    return Fraction(math.isqrt(math.ceil(square * scale**2)) + 1, scale)


def drawn_layer(draw, near):
    """One layer of Definition 2.1 (stride n_prev, filters of n_prev m' rows), with a representation and noise."""
    n_prev, n, M = draw.randint(1, 2), draw.randint(1, 2), draw.randint(2, 4)
    m = n_prev * draw.randint(1, M)
    make = near_axis if near else unit_vector
    filters = [make(draw, m) if m > 1 else [Fraction(draw.choice((1, -1)))] for _ in range(n)]
    columns = columns_of(filters, n_prev * M, n_prev)
    x = [Fraction(draw.choice((0, 0, 1, -1, 1, draw.randint(-3, 3)))) for _ in columns]
    v = [Fraction(draw.choice((0, 0, 1, -1, 2)), draw.choice((3, 8, 20))) for _ in range(n_prev * M)]
    return columns, m, n_prev, n, x, v


def layers(seed, count, *, near=False):
    """Layers with a nonzero representation."""
    draw, found = random.Random(seed), []
    while len(found) < count:
        layer = drawn_layer(draw, near)
        if any(layer[4]) and sum(entry != 0 for entry in layer[4]) <= 7:
            found.append(layer)
    return found


def sizes(x):
    nonzero = [abs(entry) for entry in x if entry]
    return min(nonzero), max(nonzero)


def fails(c, support):
    """The decoder, ties settled against it, does not find the support."""
    on = min(abs(c[i]) for i in support)
    off = max((abs(entry) for k, entry in enumerate(c) if k not in support), default=Fraction(0))
    return on <= off


@pytest.mark.parametrize("near", [False, True])
def test_layer_1_fails_at_most_as_often_as_the_lemma_says(near):
    """P(failure) <= gamma_1, with the layer's coherence, stripe sparsity and patch error, for fixed noise."""
    informative = 0
    for columns, m, stride, n, x, v in layers(1, 120, near=near):
        support = [i for i, entry in enumerate(x) if entry]
        x_min, x_max = sizes(x)
        S, zeta = stripe_sparsity(x, m, stride, n), above(patch_square(v, m))
        failed = tried = 0
        for signs in signs_of(support, len(x)):
            y = [a + b for a, b in zip(encoded(columns, signs, x), v, strict=True)]
            tried += 1
            failed += fails([dot(column, y) for column in columns], support)
        proxy = x_max**2 * coherence(columns) ** 2 * S + zeta**2
        assert at_most_gamma(Fraction(failed, tried), len(x), x_min, proxy)
        informative += not at_most_gamma(Fraction(1), len(x), x_min, proxy)
    assert informative > 0 or not near


def least_error(columns, x, signs, support):
    """The least zeta for which errors of size zeta at every atom, as bad as one likes, can make this pattern fail."""
    c = [abs(dot(column, encoded(columns, signs, x))) for column in columns]
    on = min(c[i] for i in support)
    off = [c[k] for k in range(len(x)) if k not in support]
    return max(Fraction(0), (on - max(off)) / 2) if off else on


def crowds(seed, count):
    """Unit columns of any kind (with one place any matrix is convolutional), and two families that pull together."""
    draw = random.Random(seed)
    for _ in range(count):
        rows, N = draw.randint(2, 6), draw.randint(1, 8)
        make = draw.choice((unit_vector, near_axis))
        columns = [make(draw, rows) for _ in range(N)]
        columns = [column[turn:] + column[:turn] for column, turn in zip(columns, itertools.cycle(range(rows)))]
        x = [Fraction(draw.choice((0, 1, 1, 1, draw.randint(1, 3)))) for _ in range(N)]
        if any(x):
            yield columns, x
    for K in range(1, 9):
        for g in (Fraction(1, K + 2), Fraction(1, 20)):
            yield ("one", K, g), ()  # K orthogonal atoms on the support, and one off it that meets them all alike
            yield ("every", K, g), ()  # ... and off it one for each pattern of signs, up to a common sign


def distances(case, rest):
    """How many patterns can fail from which zeta on, the number of atoms, x_min, and x_max^2 mu^2 S."""
    counts = {}
    if case[0] in ("one", "every"):
        kind, K, g = case
        for chosen in itertools.product((1, -1), repeat=K):
            met = abs(sum(chosen)) if kind == "one" else K
            least = max(Fraction(0), (1 - g * met) / 2)
            counts[least] = counts.get(least, 0) + 1
        return counts, K + (1 if kind == "one" else 2 ** (K - 1)), Fraction(1), g * g * K
    columns, x = case, rest
    support = [i for i, entry in enumerate(x) if entry]
    for signs in signs_of(support, len(x)):
        least = least_error(columns, x, signs, support)
        counts[least] = counts.get(least, 0) + 1
    x_min, x_max = sizes(x)
    return counts, len(x), x_min, x_max**2 * coherence(columns) ** 2 * len(support)


def test_no_error_below_however_it_depends_on_the_signs_beats_the_joint_bound():
    """For every zeta, the patterns that some error of size zeta can make fail are at most gamma_l of all.

    The error at each atom is chosen freely in [-zeta, zeta] after the signs are seen: no layer below can do more.
    """
    tried = beyond_half = 0
    for case, rest in crowds(2, 250):
        counts, N, x_min, spread = distances(case, rest)
        failed, everything = 0, sum(counts.values())
        for zeta in sorted(counts):
            failed += counts[zeta]
            proxy = spread + zeta**2
            if proxy:
                tried += 1
                assert at_most_gamma(Fraction(failed, everything), N, x_min, proxy)
                beyond_half += not at_most_gamma(Fraction(failed, everything), Fraction(N, 2), x_min, proxy)
    assert tried > 500
    assert beyond_half > 0  # half of gamma_l would be too little


def test_where_the_printed_condition_3_holds_no_sign_pattern_fails():
    """(3) with abs<a_i, v> <= zeta_{l-1}: every support is found, ties settled against the decoder."""
    met = 0
    for columns, m, stride, n, x, v in layers(3, 400, near=True):
        support = [i for i, entry in enumerate(x) if entry]
        x_min, x_max = sizes(x)
        mu, S = coherence(columns), stripe_sparsity(x, m, stride, n)
        quiet = [entry / 8 for entry in v]
        zeta = max(abs(dot(column, quiet)) for column in columns)
        if mu and (x_min / 2 - zeta) / (mu * x_max) + Fraction(1, 2) > S:
            met += 1
            for signs in signs_of(support, len(x)):
                y = [a + b for a, b in zip(encoded(columns, signs, x), quiet, strict=True)]
                assert not fails([dot(column, y) for column in columns], support)
    assert met > 50


def test_the_columns_that_meet_a_column_lie_in_one_stripe():
    """Definition 2.1: the stride divides the filter length; rings shorter than filter or stripe included."""
    for n_prev, n, m_prev, M in itertools.product((1, 2, 3), (1, 2, 3), (1, 2, 3), (1, 2, 3, 4, 7)):
        m, rows = n_prev * m_prev, n_prev * M
        touched = [{(place * n_prev + step) % rows for step in range(m)} for place in range(M) for _ in range(n)]
        stripes = [set(run) for run in windows(n * M, (2 * m_prev - 1) * n)]
        for own in touched:
            meeting = {j for j, other in enumerate(touched) if own & other}
            assert any(meeting <= stripe for stripe in stripes)


# ------------------------------------------------------------------------------------------------------- several layers


def network(seed, depth, near):
    """Filters of layers with m_l = n_{l-1} m_{l-1}, the representation on top, and the noise at the bottom."""
    draw = random.Random(seed)
    M, n, m = draw.randint(3, 4), 1, draw.randint(1, 2)
    levels, rows = [], M
    for _ in range(depth):
        stride, n = n, draw.randint(1, 2)
        make = near_axis if near else unit_vector
        filters = [make(draw, m) if m > 1 else [Fraction(1)] for _ in range(n)]
        levels.append((columns_of(filters, rows, stride), m, stride, n))
        rows, m = n * M, n * m
    top = [Fraction(draw.choice((0, 1, -1, 2))) for _ in range(rows)]
    v = [Fraction(draw.choice((0, 1, -1)), 20) for _ in range(M)]
    return levels, top, v


def unit_columns(levels):
    """A filter longer than its ring meets itself, and then its column need not have unit norm."""
    return all(dot(column, column) == 1 for columns, *_ in levels for column in columns)


def decoded(columns, signs, y, support):
    """The abs(support) largest correlations, ties settled against the support; the others are 0."""
    c = [sign * dot(column, y) for sign, column in zip(signs, columns, strict=True)]
    order = sorted(range(len(c)), key=lambda k: (-abs(c[k]), k in support))
    kept = set(order[: len(support)])
    return [entry if k in kept else Fraction(0) for k, entry in enumerate(c)]


def support_of(row):
    return {place for place, entry in enumerate(row) if entry}


def runs(levels, top, v, patterns):
    """For each pattern of all signs the representations x^(0) ... x^(L) and their decoded counterparts."""
    for signs in patterns:
        xs = [top]
        for (columns, *_), one in zip(reversed(levels), reversed(signs), strict=True):
            xs.insert(0, encoded(columns, one, xs[0]))
        hats = [[a + b for a, b in zip(xs[0], v, strict=True)]]
        for (columns, *_), one, x in zip(levels, signs, xs[1:], strict=True):
            hats.append(decoded(columns, one, hats[-1], support_of(x)))
        yield xs, hats


def some_patterns(levels, seed, count):
    """Signs of all layers, drawn."""
    draw = random.Random(seed)
    return [[[draw.choice((1, -1)) for _ in columns] for columns, *_ in levels] for _ in range(count)]


@pytest.mark.parametrize("near", [False, True])
def test_the_zeta_recursion_bounds_the_patch_error_up_to_the_layer_recovered(near):
    """zeta_l = sqrt(norm xhat in (0, inf, P)) (mu (S - 1) x_max + zeta_{l-1}), with the values of each sign pattern."""
    reached = [0, 0, 0]
    for seed in range(60):
        levels, top, v = network(seed, 3, near)
        if not unit_columns(levels) or not any(top):
            continue
        lengths = [level[1] for level in levels[1:]] + [1]
        for xs, hats in runs(levels, top, v, some_patterns(levels, seed, 12)):
            zeta = above(patch_square(v, levels[0][1]))
            for place, (columns, m, stride, n) in enumerate(levels):
                x, hat, length = xs[place + 1], hats[place + 1], lengths[place]
                if support_of(x) != support_of(hat) or not any(x):
                    break
                S = stripe_sparsity(x, m, stride, n)
                level = coherence(columns) * (S - 1) * sizes(x)[1] + zeta
                dense = max(sum(hat[k] != 0 for k in run) for run in windows(len(hat), length))
                error = [a - b for a, b in zip(x, hat, strict=True)]
                assert patch_square(error, length) <= dense * level**2
                zeta = above(dense * level**2)
                reached[place] += 1
    assert min(reached) > 0


def all_patterns(levels, top):
    """Every pattern that can matter: the signs of the top's support, and all those of layer 1."""
    (first, *_), (_, *_) = levels
    for upper in signs_of(sorted(support_of(top)), len(top)):
        for lower in itertools.product((1, -1), repeat=len(first)):
            yield [list(lower), upper]


def quiet_network(seed):
    """Two layers with small coherence, so that the bound is below 1 for some."""
    draw = random.Random(seed)
    M, tiny = draw.randint(4, 5), Fraction(1, draw.choice((20, 40, 80)))
    square = tiny * tiny
    one = [(1 - square) / (1 + square), 2 * tiny / (1 + square)]
    other = [(1 - square) / (1 + square), draw.choice((1, -1)) * 2 * tiny / (1 + square)]
    levels = [(columns_of([one], M, 1), 2, 1, 1), (columns_of([other], M, 1), 2, 1, 1)]
    top = [Fraction(draw.choice((0, 1, -1))) for _ in range(M)]
    return levels, top, [Fraction(draw.choice((0, 1)), 100) for _ in range(M)]


def test_theorem_3_2_on_two_layers_with_constants_for_every_pattern():
    """P(recovered) >= 1 - gamma_1 - gamma_2 over all signs, zeta_1 the largest error where layer 1 is recovered."""
    informative = 0
    for seed in range(12):
        levels, top, v = quiet_network(seed)
        patterns = list(all_patterns(levels, top)) if any(top) else []
        if not patterns:
            continue
        low, high, S, recovered, error = [None] * 2, [Fraction(0)] * 2, [0] * 2, 0, Fraction(0)
        for xs, hats in runs(levels, top, v, patterns):
            for place, (_, m, stride, n) in enumerate(levels):
                smallest, largest = sizes(xs[place + 1])
                low[place] = smallest if low[place] is None else min(low[place], smallest)
                high[place] = max(high[place], largest)
                S[place] = max(S[place], stripe_sparsity(xs[place + 1], m, stride, n))
            if support_of(xs[1]) == support_of(hats[1]):
                error = max(error, patch_square([a - b for a, b in zip(xs[1], hats[1], strict=True)], levels[1][1]))
            recovered += all(support_of(x) == support_of(hat) for x, hat in zip(xs[1:], hats[1:], strict=True))
        zetas = [above(patch_square(v, levels[0][1])), above(error)]
        exponents = [
            low[place] ** 2 / (8 * (high[place] ** 2 * coherence(levels[place][0]) ** 2 * S[place] + zetas[place] ** 2))
            for place in range(2)
        ]
        lost = 1 - Fraction(recovered, len(patterns))
        bound = sum(2 * len(levels[place][0]) / lower_exp(exponents[place]) for place in range(2))
        informative += bound < 1
        assert lost <= bound
    assert informative > 0


def lower_exp(t):
    """A rational at most exp(t): a partial sum of its series."""
    term, total = Fraction(1), Fraction(1)
    for n in range(1, 60):
        term = term * t / n
        total += term
    return total


def test_unit_vectors_beside_a_hadamard_basis_have_coherence_one_over_root_m():
    """gamma = 2 and mu = m^(-1/2), for m = 4 and 16: the order of the square-root bottleneck is reached."""
    for m in (4, 16):
        root = math.isqrt(m)
        hadamard = [[Fraction((-1) ** (row & column).bit_count(), root) for row in range(m)] for column in range(m)]
        axes = [[Fraction(int(row == column)) for row in range(m)] for column in range(m)]
        assert all(dot(column, column) == 1 for column in hadamard)
        assert coherence([*axes, *hadamard]) == Fraction(1, root)
