Require Import Lra Psatz.

Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros m1 H.
  assert (4 <= m1 ^ 2) by nra. replace (m1 ^ 4) with (m1 ^ 2 * m1 ^ 2) by ring. nra.
Qed.
