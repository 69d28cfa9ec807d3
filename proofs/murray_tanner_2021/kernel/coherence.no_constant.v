Require Import Lra Psatz.

Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros dimension factor repeated Hf Hd Hr. subst repeated. rewrite Rinv_1.
  assert (F : 0 < factor ^ 2) by nra.
  assert (Hp : 1 < dimension * factor ^ 2).
  { apply Rmult_lt_compat_r with (r := factor ^ 2) in Hd; [| lra].
    replace (/ factor ^ 2 * factor ^ 2) with 1 in Hd by (field; lra). lra. }
  assert (D : 0 < dimension) by nra.
  assert (E : (sqrt dimension * factor) * (sqrt dimension * factor) = dimension * factor ^ 2).
  { replace (sqrt dimension * factor * (sqrt dimension * factor))
      with (sqrt dimension * sqrt dimension * factor ^ 2) by ring. rewrite sqrt_sqrt by lra. reflexivity. }
  assert (Q : 0 <= sqrt dimension * factor) by (apply Rmult_le_pos; [apply sqrt_pos | lra]). nra.
Qed.
