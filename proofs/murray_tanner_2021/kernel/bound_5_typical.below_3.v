(* With m = mu xmax: xmin^2 / (8 L) <= xmin m / 2, and m^2 / 2 - m zeta + zeta^2 is positive. *)
Require Import Lra Psatz.

Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros N delta mu xmax xmin zeta Hm HX Hx HL H.
  set (L := ln (2 * N * / delta)) in *.
  assert (K : 1 / 8 * xmin ^ 2 * / L <= xmin * (mu * xmax) / 2).
  { apply Rmult_le_reg_r with (8 * L); [lra |].
    replace (1 / 8 * xmin ^ 2 * / L * (8 * L)) with (xmin * xmin) by (field; lra). nra. }
  assert (P : 0 < mu * xmax) by nra.
  apply Rmult_lt_reg_r with ((mu * xmax) ^ 2); [nra |].
  replace (/ mu ^ 2 * (- 1 * / xmax ^ 2 * zeta ^ 2 + 1 / 8 * / xmax ^ 2 * xmin ^ 2 * / L) * (mu * xmax) ^ 2)
    with (- zeta ^ 2 + 1 / 8 * xmin ^ 2 * / L) by (field; lra).
  replace ((1 / 2 + / mu * / xmax * (1 / 2 * xmin + - 1 * zeta)) * (mu * xmax) ^ 2)
    with ((mu * xmax) ^ 2 / 2 + mu * xmax * (xmin / 2 - zeta)) by (field; lra).
  set (m := mu * xmax) in *. assert (0 <= (m - zeta) ^ 2) by apply pow2_ge_0. assert (0 <= zeta ^ 2) by apply pow2_ge_0.
  assert (0 < m ^ 2) by nra. nra.
Qed.
