"""Theorem 2 does not ask for atoms of norm 1; with thresholds in the window it is false without that."""

from boundcheck import Step, belongs, cascade, cascades, expect, fixed, restate

from .theorem_2 import supports
from .words import Atoms, Hat, Lam, claim, coherent, condition_1, i, l, model, operator, unit, window

_half = [["1/2", "3/10"], [0, "2/5"]]
_equal = claim(
    belongs(i, Hat(l)),
    "iff",
    belongs(i, Lam(l)),
    (i, Atoms(l)),
    tex=r"\mathrm{supp}\,\hat\Gamma_i=\mathrm{supp}\,\Gamma_i,\ 1\le i\le K",
)

atoms_of_any_norm = Step(
    label="normalisation.atoms_of_any_norm",
    cite="Theorem 2: no normalisation of the atoms is asked for",
    register=("PR06",),
    reading="literal: atoms of any norm, mu the largest inner product, thresholds in the window",
    uses=(supports,),
    hypotheses=(*model, *operator, *window, condition_1, coherent),
    over=(fixed("atoms of norm 1/2", cascade([_half], [1, 0], [0, 0])), cascades(window=True)),
    printed=_equal,
    repaired=_equal,
    repaired_hypotheses=(unit,),
    repaired_argument=(restate("there", _equal, by=("theorem_2.supports",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="An atom of norm 1/2 shrinks its own coefficient to a quarter: 1/4 lies below the threshold.",
)
