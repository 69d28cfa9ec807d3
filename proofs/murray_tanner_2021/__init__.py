"""Murray & Tanner (2021), recovery of activation pathways via deep convolutional sparse coding, line by line.

In the order of the paper: ``definitions`` and ``activations`` (Definition 2.1 and the text after it), ``windows`` (the
patch and stripe operators), ``uniform_bound`` (display (3)), ``coherence`` (Section 3), ``theorem_3_1``, ``bound_5``
with ``bound_5_recovery``, ``bound_5_typical`` and ``bound_5_admits`` (display (5) and what the paper says of it).

The proof of Lemma 3.3: ``lemma_3_3_event`` (up to display (6)), ``lemma_3_3_max`` (the four lines of the max term; with
the ties that the proof needs, ``lemma_3_3_max_ties``), ``lemma_3_3_noise`` (the text below them), ``lemma_3_3_min`` (the
min term), ``lemma_3_3_variance`` (inside line 4 of both), ``lemma_3_3_choice`` (p = x_min/2, and the lemma at layer 1).
Its patch error: ``lemma_3_3_patch`` (first chain), ``lemma_3_3_patch_chain`` and ``lemma_3_3_patch_bound`` (second
chain), ``lemma_3_3_patch_rows`` and ``lemma_3_3_patch_noise`` (the text and the displays after it),
``lemma_3_3_patch_error`` (the statement).  The proof of Theorem 3.2: ``theorem_3_2_display``, ``theorem_3_2``,
``theorem_3_2_error``.

Not in the paper, the repair at inner layers: ``joint_route``, ``joint_constant``, ``joint_patch``, ``joint_worth``.
"""
