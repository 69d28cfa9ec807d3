(* exp (- 97 / 50) is the 16th power of exp (- 97 / 800), which is at least 1 - 97 / 800. *)
Require Import Lra.

Lemma exp_power n x : exp x ^ n = exp (INR n * x).
Proof.
  induction n as [| m IH]; [simpl; rewrite Rmult_0_l, exp_0; reflexivity |].
  rewrite S_INR. simpl. rewrite IH, <- exp_plus. f_equal. ring.
Qed.

Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim. assert (H := exp_ineq1_le (- (97 / 800))).
  assert (E : exp (- (97 / 50)) = exp (- (97 / 800)) ^ 16).
  { rewrite exp_power. f_equal. simpl. field. }
  rewrite E. assert (P : (703 / 800) ^ 16 <= exp (- (97 / 800)) ^ 16) by (apply pow_incr; lra).
  assert (1 <= 8 * (703 / 800) ^ 16) by lra. lra.
Qed.
