"""Theorem 3.2, second statement: the zeta recursion bounds the patch error at every layer."""

from boundcheck import Step, expect, layers, restate

from .lemma_3_3_patch_error import patch_error
from .patch_words import each_pattern

recursion = Step(
    label="theorem_3_2_error.recursion",
    cite="proof of Theorem 3.2, last sentence: 'the bound on the patch error at each layer follows immediately from Lemma 3.3'",
    register=("MT81",),
    reading="one layer of the induction: if zeta_{l-1} bounds the error below and the support is recovered, zeta_l bounds the error",
    uses=(patch_error,),
    hypotheses=patch_error.hypotheses,
    model=each_pattern,
    over=(layers(),),
    printed=patch_error.printed,
    argument=(restate("by_the_lemma", patch_error.printed, by=("lemma_3_3_patch_error.patch_error",)),),
    expects=expect("PROVED", argument="VALID"),
    remark="Starting from zeta_0, layer by layer, on the event that the supports up to l are recovered.",
)
