(* The difference of the two sides is a square: a (u - t / a)^2 / 2. *)
Require Import Lra Psatz.

Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros a t u Ha.
  assert (H : 1 / 2 * a * u ^ 2 + - 1 * t * u - - (1 / 2) * / a * t ^ 2 = a * (u - t / a) ^ 2 / 2) by (field; lra).
  assert (0 <= (u - t / a) ^ 2) by apply pow2_ge_0. nra.
Qed.
