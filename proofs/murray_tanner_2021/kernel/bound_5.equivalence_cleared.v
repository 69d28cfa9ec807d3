(* with: gamma.v *)
Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros N S delta mu xmax xmin zeta Hd HN Hs.
  rewrite (gamma_at_most N delta (zeta ^ 2 + S * mu ^ 2 * xmax ^ 2) xmin); [reflexivity | lra | lra | lra |].
  field; lra.
Qed.
