"""The joint reading of Lemma 3.3 for the event that the lemma speaks of: the patch error below is at most zeta_{l-1}."""

from sympy import Abs

from boundcheck import Claim, Prob, Step, arith, assume, compare, expect, lam, layers, linear, logic, rule

from .joint_constant import joint_reading
from .joint_route import fails, gamma, small
from .lemma_3_3_noise import by_cauchy_schwarz
from .patch_words import atom_facts, patch_norm_below
from .words import All, i, inner_layer, w, zeta

small_patch = compare(patch_norm_below, "<=", zeta)
_too_large = compare(Abs(w(i)), ">", zeta)
_bound = Claim(
    Prob(fails & small_patch),
    "<=",
    gamma,
    tex=r"\mathbb P\big(\bar W^{(l)}\cap\{\|v^{(l-1)}\|_{2,\infty}^{P^{(l-1)}}\le\zeta_{l-1}\}\big)\le\gamma_l",
    words="the joint reading of the lemma, for every layer and whatever the error below depends on",
)

joint_reading_of_the_lemma = Step(
    label="joint_patch.joint_reading_of_the_lemma",
    cite="Lemma 3.3, l >= 2, read as a joint probability",
    register=("MT43",),
    reading="joint: failure at layer l together with a patch error below of at most zeta_{l-1}",
    uses=(joint_reading,),
    hypotheses=(*joint_reading.hypotheses, *atom_facts),
    model=inner_layer,
    over=(layers(),),
    printed=_bound,
    argument=(
        *by_cauchy_schwarz[:-1],
        arith(
            "noise",
            Claim(Abs(w(i)), "<=", patch_norm_below, ((i, All),)),
            by=("inner_noise", "noise_rows", "cauchy_schwarz", "unit_root", "its_patch"),
            squares=by_cauchy_schwarz[-1].squares,
            degree=2,
        ),
        linear("one_atom", Claim(_too_large, "implies", ~small_patch, ((i, All),)), by=("noise",)),
        rule("somewhere", "some_constant", E=lam(i, _too_large), F=~small_patch, K=All),
        logic("inside", Claim(fails & small_patch, "implies", fails & small), by=("somewhere",)),
        rule("monotone", "probability_monotone", E=fails & small_patch, F=fails & small),
        arith("chain", _bound, by=("monotone", "joint_constant.joint_reading")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="No hypothesis on how v^(l-1) depends on D^(l). The constant 2 n_l M is the printed one; it rests on a published theorem "
    "(Bentkus and Dzindzalieta, 2015) that the paper does not cite.  With Hoeffding alone: (J0), (J1) in joint_route.py.",
)

always_small = assume(
    "always_small",
    patch_norm_below,
    "<=",
    zeta,
    words="the patch error below is at most zeta_{l-1} for every sign pattern",
)
_sure = Claim(Prob(fails), "<=", gamma, tex=r"\mathbb P(\bar W^{(l)})\le\gamma_l")

sure_reading_of_the_lemma = Step(
    label="joint_patch.sure_reading_of_the_lemma",
    cite="Lemma 3.3, l >= 2, 'suppose ... zeta_{l-1} >= norm of v^(l-1)'",
    register=("MT43",),
    reading="supposed of every sign pattern, recovered below or not",
    uses=(joint_reading_of_the_lemma,),
    hypotheses=(*joint_reading_of_the_lemma.hypotheses, always_small),
    model=inner_layer,
    over=(layers(),),
    printed=_sure,
    argument=(
        logic("inside", Claim(fails, "implies", fails & small_patch), by=("always_small",)),
        rule("monotone", "probability_monotone", E=fails, F=fails & small_patch),
        arith("chain", _sure, by=("monotone", "joint_patch.joint_reading_of_the_lemma")),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="True, though not by the paper's argument: the error below is not independent of D^(l) even when it is always small.",
)
