Require Import Lra Psatz.

Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros m1 H. assert (1 <= m1 ^ 8) by (apply pow_R1_Rle; lra). lra.
Qed.
