(* With s = S mu^2 xmax^2 and d = xmin / 2 - zeta: xmin^2 <= 4 (1 + zeta^2 / s) (s + d^2), a square over s. *)
Require Import Lra Psatz.

Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros S mu xmax xmin zeta Hs.
  set (s := S * mu ^ 2 * xmax ^ 2) in *.
  assert (HS : S <> 0) by (intro E; subst s; rewrite E in Hs; lra).
  assert (Hm : mu <> 0) by (intro E; subst s; rewrite E in Hs; lra).
  assert (HX : xmax <> 0) by (intro E; subst s; rewrite E in Hs; lra).
  replace (- (1 / 2) * / S * / mu ^ 2 * / xmax ^ 2 * (1 / 2 * xmin + - 1 * zeta) ^ 2)
    with (- (1 / 2) * / s * (1 / 2 * xmin + - 1 * zeta) ^ 2) by (unfold s; field; auto).
  replace (8 * zeta ^ 2 + 8 * S * mu ^ 2 * xmax ^ 2) with (8 * (zeta ^ 2 + s)) by (unfold s; ring).
  assert (Hz : 0 < zeta ^ 2 + s) by nra.
  assert (E : - 1 * xmin ^ 2 * / (8 * (zeta ^ 2 + s)) - (- (1 / 2) + - (1 / 2) * / s * (1 / 2 * xmin + - 1 * zeta) ^ 2)
              = (s + zeta ^ 2 - zeta * xmin / 2) ^ 2 / (2 * s * (zeta ^ 2 + s))) by (field; lra).
  assert (0 <= (s + zeta ^ 2 - zeta * xmin / 2) ^ 2 / (2 * s * (zeta ^ 2 + s))).
  { apply Rmult_le_pos; [apply pow2_ge_0 | apply Rlt_le, Rinv_0_lt_compat; nra]. }
  lra.
Qed.
