(* with: gamma.v *)
Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros N S delta mu xmax xmin zeta HN Hd Hd1 Hm HX Hs H.
  apply Rlt_le in H.
  rewrite (gamma_at_most N delta (zeta ^ 2 + S * mu ^ 2 * xmax ^ 2) xmin) in H; [| lra | lra | lra | field; lra].
  apply solved_for_S in H; [| lra | lra].
  replace (1 / 8 * / xmax ^ 2 * xmin ^ 2 * / ln (2 * N * / delta))
    with (/ xmax ^ 2 * (1 / 8 * xmin ^ 2 * / ln (2 * N * / delta))) by ring.
  exact H.
Qed.
