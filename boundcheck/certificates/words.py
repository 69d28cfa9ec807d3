"""The words of every kind of instance, defined in the claim language: what the re-checker takes on trust about the model.

One line defines one word; ``name i:Set ... = term``.  Terms are written in prefix notation, ``(+ a b)``, ``(* a b)``,
``(^ a 2)``, and otherwise with the heads of the claim language; a name applied to indices is an entry of a family, a
named set or a named event.  ``given.x`` is an entry of the data ``x``, ``given.x.length`` how many there are;
``(outcome i)`` is a sign.  Four heads serve definitions only: ``(those E j K)`` the members of K with E,
``(top a t n j K)`` the n members with the largest a (ties by smallest t), ``(ever a E)`` the largest a over all outcomes
with E, ``(choose E a b)`` a where E, b otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from boundcheck.canonical import Node

_RING = """
R = (* n_prev M)
s = (choose (stride == 0) n_prev stride)
N = (* n R (^ s -1))
stripe_len = (floor (* n (+ (* 2 m) (* -1 s)) (^ s -1)))
reach = (+ -1 (ceil (* m (^ s -1))))
All = (span 0 (+ N -1))
Rows = (span 0 (+ R -1))
start i:All = (* s (floor (* i (^ n -1))))
gap r:Rows i:All = (choose (r >= (start i)) (+ r (* -1 (start i))) (+ R r (* -1 (start i))))
Touch i:All = (those ((gap r i) < m) r Rows)
turn i:(span (* -4 (+ N (* n m))) (* 4 (+ N (* n m)))) = (+ i (* -1 N (floor (* i (^ N -1)))))
Stripe f:(span (* -3 N) (* 3 N)) = (those ((turn (+ i (* -1 f))) < stripe_len) i All)
StripeAt f:All = (those ((turn (+ i (* -1 n (+ (floor (* f (^ n -1))) (* -1 reach))))) < (* n (+ 1 (* 2 reach)))) i All)
"""

WORDS: dict[str, str] = {
    "reals": "",
    "tables": "",
    "signs": """
All = (span 0 (+ -1 given.alpha.length))
eps i:All = (outcome i)
sq = (total (^ (alpha i) 2) i All)
""",
    "matrix": """
rows = given.B.length
cols = (given.B.length 0)
All = (span 0 (+ -1 cols))
Rows = (span 0 (+ -1 rows))
b r:Rows j:All = (given.B r j)
g i:All j:All = (total (* (b r i) (b r j)) r Rows)
mu = (largest (largest (abs (g i j)) j (without All i)) i All)
""",
    "vector": """
size = given.z.length
All = (span 0 (+ -1 size))
Nz = (those (not ((z i) == 0)) i All)
nnz = (size Nz)
above i:All = (size (those ((abs (z j)) > (abs (z i))) j All))
level i:All = (size (those ((abs (z j)) >= (abs (z i))) j All))
kept = (min2 k size)
Sure = (those ((level i) <= k) i All)
Possible = (those ((above i) < k) i All)
Tied = (those (both ((above i) < k) (k < (level i))) i All)
Beyond i:All = (those ((z j) > (z i)) j All)
ties = (choose (some (not ((z i) == 0)) i Tied) 1 0)
ProjUnique = ((size Tied) == 0)
ProjHasK = (k <= nnz)
NonNegative = (every ((z i) >= 0) i All)
Distinct = (every ((level i) <= (+ 1 (above i))) i All)
Positive = (those ((z i) > 0) i All)
Allowed = (those ((z i) >= 0) i Possible)
SureAllowed = (both (every ((z i) >= 0) i Sure) (kept <= (size Allowed)))
ReluCan = (happens SureAllowed)
Separated = (both (every (belongs i Possible) i Positive) ((size (cup Positive Sure)) <= kept))
ReluCanShared = (either (both SureAllowed Separated) (kept == 0) ((largest (abs (z i)) i All) == 0))
Cut i:All = (both ((size (Beyond i)) == kept) (every (belongs j Possible) j (Beyond i)) (every (belongs j (Beyond i)) j Sure))
ReluSupport = (either (kept == size) (some (Cut i) i All))
""",
    "ring": _RING
    + """
Starts = (span 1 N)
Overlap i:All = (those ((size (cap (Touch i) (Touch j))) >= 1) j All)
PatchUsed f:Starts = (cup (cap Starts (span f (+ f m -1))) (span 1 (+ -1 m f (* -1 N))))
StripeUsed f:Starts = (cup (cap Starts (span f (+ f stripe_len -1))) (span 1 (+ -1 stripe_len f (* -1 N))))
""",
    "layer": """
m = (given.filters.length 0)
"""
    + _RING
    + """
bank i:All = (+ i (* -1 n (floor (* i (^ n -1)))))
a r:Rows i:All = (total (given.filters (bank i) (+ (gap r i) (* R h))) h (span 0 (floor (* (+ m -1 (* -1 (gap r i))) (^ R -1)))))
Supp i:All = (those (not ((a r i) == 0)) r Rows)
q i:All r:Rows = (choose (belongs r (Touch i)) 1 0)
g i:All j:All = (total (* (a r i) (a r j)) r (Supp i))
mu = (largest (largest (abs (g i j)) j (without All i)) i All)
Gam k:All = (those (not ((g k j) == 0)) j All)
Lam = (those (not ((x i) == 0)) i All)
Off = (compl Lam)
K = (size Lam)
xmin = (choose (K == 0) 0 (smallest (abs (x i)) i Lam))
xmax = (largest (abs (x i)) i Lam)
w i:All = (total (* (a r i) (v r)) r (Supp i))
eps i:All = (outcome i)
xin r:Rows = (total (* (eps j) (x j) (a r j)) j Lam)
y r:Rows = (+ (xin r) (v r))
e i:All = (+ (w i) (total (* (eps j) (x j) (g i j)) j (cap Lam (Gam i))))
c i:All = (* (eps i) (e i))
tie i:All = (choose (given.ties.highest == 1) (* -1 i) (choose (both (given.ties.against == 1) (belongs i Lam)) (+ i N) i))
Kept = (top (abs (e i)) (tie i) K i All)
Hat = (those (not ((abs (e i)) == 0)) i Kept)
xhat i:All = (choose (belongs i Kept) (c i) 0)
d i:All = (+ (x i) (* -1 (xhat i)))
W = (both ((size (cap Lam Kept)) == K) (every (not ((abs (e i)) == 0)) i Lam))
Patch r:Rows = (those ((+ t (* -1 r) (* -1 R (floor (* (+ t (* -1 r)) (^ R -1))))) < m) t Rows)
PatchOut i:All = (those ((turn (+ j (* -1 i))) < m_next) j All)
stripe = (largest (size (cap Lam (Stripe i))) i All)
patch0 = (largest (size (cap Lam (PatchOut i))) i All)
patch = (^ (largest (total (^ (v t) 2) t (Patch r)) r Rows) 1/2)
err_patch = (^ (largest (total (^ (d j) 2) j (PatchOut i)) i All) 1/2)
err_inf = (largest (abs (d i)) i All)
rest t:Lam j:Lam = (+ (g t j) (* -1 (total (* (share t u) (rest u j)) u (cap Lam (span 0 (+ t -1))))))
norm u:Lam = (total (^ (rest u j) 2) j Lam)
share t:Lam u:Lam = (choose ((norm u) == 0) 0 (* (total (* (g t j) (rest u j)) j Lam) (^ (norm u) -1)))
pinv i:Lam j:Lam = (* (eps i) (eps j) (total (choose ((norm u) == 0) 0 (* (rest u i) (rest u j) (^ (norm u) -1))) u Lam))
""",
    "network": """
L = given.filters.length
Layers = (span 1 L)
Below l:Layers = (span 1 (+ -1 l))
bank l:Layers = (given.filters.length (+ -1 l))
len l:Layers = (given.filters.length (+ -1 l) 0)
s l:Layers = (choose ((given.stride (+ -1 l)) == 0) (choose (l == 1) 1 (bank (+ -1 l))) (given.stride (+ -1 l)))
size l:(span 0 L) = (choose (l == 0) M (* (bank l) (size (+ -1 l)) (^ (s l) -1)))
Atoms l:(span 0 L) = (span 0 (+ -1 (size l)))
All = (span 0 (+ -1 (largest (size l) l Layers)))
start l:Layers i:(Atoms l) = (* (s l) (floor (* i (^ (bank l) -1))))
ahead l:Layers r:(Atoms (+ -1 l)) i:(Atoms l) = (+ r (* -1 (start l i)))
gap l:Layers r:(Atoms (+ -1 l)) i:(Atoms l) = (choose ((ahead l r i) >= 0) (ahead l r i) (+ (size (+ -1 l)) (ahead l r i)))
shift l:Layers i:(Atoms l) = (+ i (* -1 (bank l) (floor (* i (^ (bank l) -1)))))
a l:Layers r:(Atoms (+ -1 l)) i:(Atoms l) = (total (given.filters (+ -1 l) (shift l i) (+ (gap l r i) (* h (size (+ -1 l))))) h (span 0 (floor (* (+ (len l) -1 (* -1 (gap l r i))) (^ (size (+ -1 l)) -1)))))
Supp l:Layers i:(Atoms l) = (those (not ((a l r i) == 0)) r (Atoms (+ -1 l)))
Over l:Layers r:(Atoms (+ -1 l)) = (those (not ((a l r i) == 0)) i (Atoms l))
g l:Layers i:(Atoms l) j:(Atoms l) = (total (* (a l r i) (a l r j)) r (Supp l i))
Gam l:Layers k:(Atoms l) = (those (not ((g l k j) == 0)) j (Atoms l))
mu l:Layers = (largest (largest (abs (g l i j)) j (without (Atoms l) i)) i (Atoms l))
eps l:Layers i:(Atoms l) = (outcome (+ -1 l) i)
x l:(span 0 L) i:(Atoms l) = (choose (l == L) (given.x i) (total (* (eps (+ 1 l) j) (x (+ 1 l) j) (a (+ 1 l) i j)) j (Over (+ 1 l) i)))
Lam l:Layers = (those (not ((x l i) == 0)) i (Atoms l))
Off l:Layers = (those ((x l i) == 0) i (Atoms l))
K l:Layers = (size (Lam l))
xmin l:Layers = (choose ((K l) == 0) 0 (smallest (abs (x l i)) i (Lam l)))
xmax l:Layers = (largest (abs (x l i)) i (Lam l))
e l:Layers i:(Atoms l) = (total (* (a l r i) (xhat (+ -1 l) r)) r (Supp l i))
c l:Layers i:(Atoms l) = (* (eps l i) (e l i))
tie l:Layers i:(Atoms l) = (choose (given.ties.highest == 1) (* -1 i) (choose (both (given.ties.against == 1) (belongs i (Lam l))) (+ i (size l)) i))
Kept l:Layers = (top (abs (e l i)) (tie l i) (K l) i (Atoms l))
Hat l:Layers = (those (not ((abs (e l i)) == 0)) i (Kept l))
xhat l:(span 0 L) i:(Atoms l) = (choose (l == 0) (+ (x 0 i) (given.v0 i)) (choose (belongs i (Kept l)) (c l i) 0))
v l:(span 0 L) i:(Atoms l) = (choose (l == 0) (given.v0 i) (+ (xhat l i) (* -1 (x l i))))
w l:Layers i:(Atoms l) = (total (* (a l r i) (v (+ -1 l) r)) r (Supp l i))
turn l:(span 0 L) i:(span (* -4 (size l)) (* 4 (size l))) = (+ i (* -1 (size l) (floor (* i (^ (size l) -1)))))
stripe_len l:Layers = (floor (* (bank l) (+ (* 2 (len l)) (* -1 (s l))) (^ (s l) -1)))
Stripe l:Layers f:(Atoms l) = (those ((turn l (+ i (* -1 f))) < (stripe_len l)) i (Atoms l))
stripe l:Layers = (largest (size (cap (Lam l) (Stripe l i))) i (Atoms l))
window l:(span 0 L) = (choose (l == L) 1 (len (+ 1 l)))
Patch l:(span 0 L) f:(Atoms l) = (those ((turn l (+ i (* -1 f))) < (window l)) i (Atoms l))
err l:(span 0 L) = (largest (total (^ (v l i) 2) i (Patch l f)) f (Atoms l))
patcherr l:(span 0 L) = (^ (err l) 1/2)
W l:Layers = (both ((size (cap (Lam l) (Kept l))) == (K l)) (every (not ((abs (e l i)) == 0)) i (Lam l)))
Y l:(span 0 L) = (every (W h) h (span 1 l))
xmin0 l:Layers = (* -1 (ever (* -1 (xmin l)) true))
xmax0 l:Layers = (ever (xmax l) true)
S0 l:Layers = (ever (stripe l) true)
S l:Layers = (choose (given.S.length == 0) (S0 l) (given.S (+ -1 l)))
zeta0 l:(span 0 L) = (choose (given.zeta.length == 0) (* 1/1048576 (ceil (* 1048576 (^ (ever (err l) (Y l)) 1/2)))) (given.zeta l))
zeta l:(span 0 L) = (zeta0 l)
Small l:(span 0 L) = (both ((err l) <= (^ (zeta l) 2)) ((zeta l) >= 0))
""",
}

# fields of the data with their default (None: required); a list of words is a choice, the first being the default
DATA: dict[str, dict[str, Any]] = {
    "reals": {"values": None},
    "tables": {"scalars": {}, "families": {}, "sets": {}, "events": {}, "outcomes": 1, "random": []},
    "signs": {"alpha": None, "t": None},
    "matrix": {"B": None},
    "vector": {"z": None, "k": None},
    "ring": {"M": None, "n_prev": None, "n": None, "m": None, "stride": 0, "m_next": None},
    "layer": {
        **dict.fromkeys(("M", "n_prev", "n", "filters", "x", "v", "S", "zeta", "p", "m_next")),
        "stride": 0,
        "ties": ["lowest", "highest", "against"],
        "signs": ["support", "all"],
    },
    "network": {
        "M": None,
        "layers": {"filters": None, "stride": 0, "n": 0},
        "x": None,
        "v0": None,
        "ties": ["lowest", "highest", "against"],
        "signs": ["relevant", "all"],
        "zeta": [],
        "S": [],
    },
}

# what well-formed data satisfy
_SHAPE = "n >= 1 | M >= 1 | n_prev >= 1 | m >= 1 | s >= 1 | (* s (floor (* R (^ s -1)))) == R"
VALID: dict[str, str] = {
    "tables": "(size All) >= 0",
    "matrix": "(given.B.length r) == cols for r:Rows",
    "ring": _SHAPE,
    "layer": _SHAPE + " | given.filters.length == n | given.x.length == N | given.v.length == R"
    " | (given.filters.length h) == m for h:(span 0 (+ -1 n))",
    "network": "M >= 1 | given.x.length == (size L) | given.v0.length == M | (bank l) >= 1 for l:Layers"
    " | (* (given.n (+ -1 l)) (+ (given.n (+ -1 l)) (* -1 (bank l)))) == 0 for l:Layers"
    " | (s l) >= 1 for l:Layers | (len l) >= 1 for l:Layers"
    " | (* (s l) (floor (* (size (+ -1 l)) (^ (s l) -1)))) == (size (+ -1 l)) for l:Layers"
    " | (given.filters.length (+ -1 l) h) == (len l) for l:Layers h:(span 0 (+ -1 (bank l)))"
    " | (* given.zeta.length (+ given.zeta.length -1 (* -1 L))) == 0 | (* given.S.length (+ given.S.length (* -1 L))) == 0",
}
# sets whose members are atoms: they lie in All, in which complements are taken
WITHIN = ["All", "Lam", "Off", "Gam", "Stripe", "StripeAt", "Overlap", "Hat", "PatchOut", "Nz", "Atoms"]

_HEADS = {"+": "add", "*": "mul", "^": "pow"}
_REAL = [
    "add",
    "mul",
    "pow",
    "abs",
    "exp",
    "log",
    "floor",
    "ceil",
    "max2",
    "min2",
    "size",
    "choose",
    "ever",
    "total",
    "largest",
    "smallest",
]
_OTHER = [
    "cap",
    "cup",
    "compl",
    "without",
    "span",
    "those",
    "top",
    "both",
    "either",
    "not",
    "some",
    "every",
    "belongs",
    "true",
]
_BINDERS = ["total", "largest", "smallest", "those", "top", "some", "every"]
_RELATIONS = ("<=", "<", "==", ">=", ">")
_EVENTS = ("W", "Y", "Small", "Cut", "SureAllowed", "Separated", "ProjUnique", "ProjHasK", "NonNegative", "Distinct",
           "ReluCan", "ReluCanShared", "ReluSupport")  # fmt: skip


def table(kind: str) -> dict[str, Any]:
    """Data, words and validity of one kind of instance, as plain JSON."""
    words = [_definition(line) for line in WORDS[kind].strip().splitlines() if line.strip()]
    valid = [_condition(text) for text in VALID.get(kind, "").split("|") if text.strip()]
    return {"data": DATA[kind], "words": words, "valid": valid}


def _definition(line: str) -> Node:
    left, right = line.split(" = ")
    name, over = left.split()[0], _quantifiers(_tokens_of(left))
    head = "sym" if _kind(name) == "at" and not over else _kind(name)
    relation = {"set": "is", "happens": "iff"}.get(head, "==")
    lhs = (head, name, *(("idx", index) for index, _ in over))
    return ("claim", over, lhs, relation, _term(_parse(right), {index for index, _ in over}))


def _condition(text: str) -> Node:
    body, _, over = text.partition(" for ")
    quantifiers = _quantifiers(_tokens_of(over)) if over.strip() else ()
    left, relation, right = _parse(f"({body})")
    scope = {index for index, _ in quantifiers}
    return ("claim", quantifiers, _term(left, scope), relation, _term(right, scope))


def _tokens_of(text: str) -> list[Any]:
    """Split "l:Layers i:(Atoms l)" into names with their sets."""
    tree = _parse(f"({text.replace(':', ' : ')})")
    marks = [place for place, token in enumerate(tree) if token == ":"]
    return [(tree[place - 1], tree[place + 1]) for place in marks]


def _quantifiers(pieces: list[Any]) -> tuple[Any, ...]:
    found: list[Any] = []
    for name, over in pieces:
        found.append((name, _term(over, {n for n, _ in found})))
    return tuple(found)


def _parse(text: str) -> Any:
    """Read one prefix term as nested lists of tokens."""
    stack: list[list[Any]] = [[]]
    for token in re.findall(r"[()]|[^()\s]+", text):
        if token == "(":
            stack.append([])
        elif token == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(token)
    return stack[0][0]


def _term(tree: Any, scope: set[str]) -> Node:
    if isinstance(tree, str):
        return _leaf(tree, scope)
    head, *parts = tree
    if len(parts) == 2 and isinstance(parts[0], str) and parts[0] in _RELATIONS:
        return ("rel", _term(head, scope), parts[0], _term(parts[1], scope))
    if head in _BINDERS:
        *bodies, index, over = parts
        inner = scope | {index}
        return (head, *(_term(body, inner) for body in bodies), index, _term(over, scope))
    if head == "size" and _is_set(parts[0], scope):
        return ("size", _term(parts[0], scope))
    if head == "happens":
        return ("happens", parts[0])
    if head in _HEADS or (head in (*_REAL, *_OTHER) and head != "size"):
        return (_HEADS.get(head, head), *(_term(part, scope) for part in parts))
    return (_kind(head), head, *(_term(part, scope) for part in parts))


def _is_set(tree: Any, scope: set[str]) -> bool:
    found = _term(tree, scope)[0]
    return found in ("set", "cap", "cup", "compl", "without", "span", "those", "top")


def _kind(name: str) -> str:
    if name in _EVENTS:
        return "happens"
    return "set" if name[0].isupper() and len(name) > 1 and name != "S0" else "at"


def _leaf(token: str, scope: set[str]) -> Node:
    if token in scope:
        return ("idx", token)
    if re.fullmatch(r"-?[0-9]+(/[0-9]+)?", token):
        return ("num", token)
    if token == "true":
        return ("true",)
    kind = _kind(token)
    return (kind if kind != "at" else "sym", token)


def tables() -> Mapping[str, Any]:
    """Every kind of instance."""
    return {kind: table(kind) for kind in WORDS}
