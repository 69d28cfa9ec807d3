"""Plain statements, in fractions, of (6), (7) and (27)-(29) of Li, Feng & Zhou (2024), and their instances."""

from fractions import Fraction

from hypothesis import strategies as st

from tests.proofs.drawing import inverse, matrix, product, rank, small, soft, support, tables, times, transposed, vector

half = small.map(lambda a: Fraction(a, 2))
level = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1)])


def indices(size):
    """0 ... size - 1."""
    return list(range(size))


# (7): two layers with known supports


@st.composite
def two_layers(draw):
    """D_1, D_2, a deep code, a support of it."""
    D, E, w = draw(matrix(2, 3)), draw(matrix(3, 2)), draw(vector(2, st.sampled_from([1, -1, 2, 0])))
    E[draw(st.sampled_from([0, 1, 2]))] = [w[1], -w[0]]  # a row that the code cancels
    return {"D": D, "E": E, "w": w, "Top": sorted({*support(w), *draw(st.sets(st.sampled_from([0, 1])))})}


def middle(one):
    """x_1 = D_2 x_2."""
    return times(one["E"], one["w"])


def off(one):
    """Places off the support of x_1."""
    return [i for i, a in enumerate(middle(one)) if not a]


def layered(one, **other):
    """Both layers as an instance."""
    x, P = middle(one), product(one["D"], one["E"])
    families = {"D": one["D"], "E": one["E"], "w": one["w"], "x": x, "P": P, "y": times(P, one["w"]), **other}
    sets = {"All": [0, 1, 2], "Deep": [0, 1], "Rows": [0, 1], "Lam": support(x), "Top": one["Top"]}
    return tables(sets, families)


def terms(one, i):
    """Terms of row i of D_2 x_2, on the support."""
    return [Fraction(one["E"][i][k]) * one["w"][k] for k in one["Top"]]


def echelon(rows):
    """Reduced row echelon form and the pivots: the rank factors of a matrix are read off it."""
    left, pivots = [[Fraction(a) for a in row] for row in rows], []
    for column in range(len(rows[0])):
        at = next((r for r in range(len(pivots), len(left)) if left[r][column]), None)
        if at is None:
            continue
        top = len(pivots)
        left[top], left[at] = left[at], left[top]
        left[top] = [a / left[top][column] for a in left[top]]
        for r in range(len(left)):
            if r != top:
                left[r] = [a - left[r][column] * b for a, b in zip(left[r], left[top], strict=True)]
        pivots.append(column)
    return left[: len(pivots)], pivots


def factors(A):
    """F, Q, L, R, N, M of supports.certificate."""
    width = len(A[0])
    Q, pivots = echelon(A)
    free = [c for c in range(width) if c not in pivots]
    F = [[row[p] for p in pivots] for row in A]
    Ft = transposed(F) if pivots else []
    L = product(inverse(product(Ft, F)), Ft) if pivots else []
    R = [[int(i == p) for p in pivots] for i in range(width)]
    N = [[-Q[pivots.index(i)][f] if i in pivots else int(i == f) for f in free] for i in range(width)]
    M = [[int(i == f) for i in range(width)] for f in free]
    return {"F": F, "Q": Q, "L": L, "R": R, "N": N, "M": M}


def split(one):
    """A matrix with its factors."""
    A, spare = one
    found = factors(A)
    sizes = {"rank": len(found["Q"]), "nullity": len(found["M"])}
    sets = {"All": indices(len(A[0])), "Rows": indices(len(A)), "Ranks": indices(sizes["rank"])}
    return tables({**sets, "Nulls": indices(sizes["nullity"])}, {"A": A, **found}, lam=len(A[0]) + spare, **sizes)


def nullity(one):
    """Number of independent vectors in the null space: those found are in it, and a minor says they are independent."""
    A, N = one[0], factors(one[0])["N"]
    found = transposed(N)
    assert all(not any(times(A, vector)) for vector in found if vector)
    assert not found or rank(N) == len(found)
    return len(found) if found and found[0] else 0


matrices = st.tuples(st.one_of(matrix(2, 3), matrix(3, 3), matrix(2, 2), matrix(1, 3)), st.integers(0, 2))


# (6): chains and products


@st.composite
def chains(draw):
    """Two square layers and a deep code."""
    return {"D": draw(matrix(2, 2)), "E": draw(matrix(2, 2)), "w": draw(vector(2))}


def chained(one):
    """Both layers as an instance."""
    x, P = middle(one), product(one["D"], one["E"])
    families = {**one, "x": x, "y": times(one["D"], x), "P": P}
    return tables({"All": [0, 1], "Deep": [0, 1], "Rows": [0, 1]}, families)


def image(one):
    """D_1 D_2 w."""
    return times(product(one["D"], one["E"]), one["w"])


# (27)-(29): one step of the iteration and the network


@st.composite
def steps(draw):
    """Any D and W, an iterate, a signal, a threshold."""
    names = {"D": matrix(2, 2), "W": matrix(2, 2, half), "x": vector(2), "y": vector(2, half)}
    return {name: draw(kind) for name, kind in names.items()} | {"theta": draw(level)}


def thresholded(one):
    """v = x + W^T (y - D x)."""
    rest = [a - b for a, b in zip(one["y"], times(one["D"], one["x"]), strict=True)]
    return [a + b for a, b in zip(one["x"], times(transposed(one["W"]), rest), strict=True)]


def follows(one):
    """x^(k+1)."""
    return [soft(v, one["theta"]) for v in thresholded(one)]


def iterated(one):
    """One step as an instance."""
    families = {name: one[name] for name in ("D", "W", "x", "y")} | {"v": thresholded(one), "nx": follows(one)}
    return tables({"All": [0, 1], "Rows": [0, 1]}, families, theta=one["theta"])


def network(one, M, sign=1):
    """A_k delta(B_k (x; y) - c_k) + e_k of (29), repaired: A_k has d + m rows, e_k = (0_d; -M 1_m)."""
    d, m, Wt = len(one["x"]), len(one["y"]), transposed(one["W"])
    upper = [
        [int(i == j) - a for j, a in enumerate(row)] + [sign * b for b in Wt[i]]
        for i, row in enumerate(product(Wt, one["D"]))
    ]
    B = [*upper, *[[-a for a in row] for row in upper], *[[0] * d + [int(r == q) for q in range(m)] for r in range(m)]]
    c = [one["theta"]] * (2 * d) + [-M] * m
    hidden = [max(a - b, Fraction(0)) for a, b in zip(times(B, [*one["x"], *one["y"]]), c, strict=True)]
    A = [[int(j == i) - int(j == d + i) for j in range(2 * d + m)] for i in range(d)]
    A += [[int(j == 2 * d + r) for j in range(2 * d + m)] for r in range(m)]
    out = [a + b for a, b in zip(times(A, hidden), [0] * d + [-M] * m, strict=True)]
    return out[:d], out[d:]


numbers = st.fixed_dictionaries(
    {"y0": st.fractions(-4, 4, max_denominator=6), "M": st.fractions(0, 4, max_denominator=6)}
)
