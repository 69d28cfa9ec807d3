(* gamma_l <= delta, solved for the exponent and for S_l: what the equivalences of bound (5) share. *)
Require Import Lra Psatz.

Lemma below_delta n d e : 0 < d -> 0 < n -> (n * exp (- e) <= d <-> ln (n * / d) <= e).
Proof.
  intros Hd Hn.
  assert (Hq : 0 < n * / d) by (apply Rmult_lt_0_compat; [lra | apply Rinv_0_lt_compat; lra]).
  assert (He : exp e * exp (- e) = 1).
  { rewrite <- exp_plus. replace (e + - e) with 0 by ring. apply exp_0. }
  assert (P := exp_pos e). assert (P' := exp_pos (- e)).
  split; intro H; apply Rnot_lt_le; intro C.
  - apply exp_increasing in C. rewrite exp_ln in C by assumption.
    assert (d * exp e < n); [| nra].
    apply Rmult_lt_reg_r with (/ d); [apply Rinv_0_lt_compat; lra |].
    replace (d * exp e * / d) with (exp e) by (field; lra). exact C.
  - assert (D : exp e < n * / d).
    { apply Rmult_lt_reg_r with d; [lra |]. replace (n * / d * d) with n by (field; lra). nra. }
    apply ln_increasing in D; [| lra]. rewrite ln_exp in D. lra.
Qed.

Lemma log_positive N d : 0 < d -> d < 2 * N -> 0 < ln (2 * N * / d).
Proof.
  intros Hd H. rewrite <- ln_1. apply ln_increasing; [lra |].
  apply Rmult_lt_reg_r with d; [lra |]. replace (2 * N * / d * d) with (2 * N) by (field; lra). lra.
Qed.

Lemma gamma_at_most N d s2 x E : 0 < d -> d < 2 * N -> 0 < s2 -> E = - (x ^ 2 / (8 * s2)) ->
  (2 * N * exp E <= d <-> s2 <= 1 / 8 * x ^ 2 * / ln (2 * N * / d)).
Proof.
  intros Hd HN Hs HE. subst E. rewrite below_delta by lra.
  assert (HL := log_positive N d Hd HN). set (L := ln (2 * N * / d)) in *.
  split; intro H.
  - apply Rmult_le_reg_r with (8 * L); [lra |].
    replace (1 / 8 * x ^ 2 * / L * (8 * L)) with (x ^ 2) by (field; lra).
    apply Rmult_le_compat_r with (r := 8 * s2) in H; [| lra].
    replace (x ^ 2 / (8 * s2) * (8 * s2)) with (x ^ 2) in H by (field; lra). lra.
  - apply Rmult_le_reg_r with (8 * s2); [lra |].
    replace (x ^ 2 / (8 * s2) * (8 * s2)) with (x ^ 2) by (field; lra).
    apply Rmult_le_compat_r with (r := 8 * L) in H; [| lra].
    replace (1 / 8 * x ^ 2 * / L * (8 * L)) with (x ^ 2) in H by (field; lra). lra.
Qed.

Lemma solved_for_S s m X z K : 0 < m -> 0 < X ->
  (s <= / m ^ 2 * (- 1 * / X ^ 2 * z ^ 2 + / X ^ 2 * K) <-> z ^ 2 + s * m ^ 2 * X ^ 2 <= K).
Proof.
  intros Hm HX. assert (Hm2 : 0 < m ^ 2) by nra. assert (HX2 : 0 < X ^ 2) by nra.
  assert (HA : 0 < m ^ 2 * X ^ 2) by nra.
  replace (/ m ^ 2 * (- 1 * / X ^ 2 * z ^ 2 + / X ^ 2 * K)) with ((K - z ^ 2) * / (m ^ 2 * X ^ 2)) by (field; lra).
  split; intro H.
  - apply Rmult_le_compat_r with (r := m ^ 2 * X ^ 2) in H; [| lra].
    replace ((K - z ^ 2) * / (m ^ 2 * X ^ 2) * (m ^ 2 * X ^ 2)) with (K - z ^ 2) in H by (field; lra). lra.
  - apply Rmult_le_reg_r with (m ^ 2 * X ^ 2); [lra |].
    replace ((K - z ^ 2) * / (m ^ 2 * X ^ 2) * (m ^ 2 * X ^ 2)) with (K - z ^ 2) by (field; lra). lra.
Qed.
