Require Import Lra.

Theorem proof : Statement.claim.
Proof. unfold Statement.claim. assert (H := exp_ineq1_le (- (1 / 2))). lra. Qed.
