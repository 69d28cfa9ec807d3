(* cosh t <= exp (t^2 / 2): on [0, oo) the derivative of (exp t + exp (- t)) exp (- t^2 / 2) is not positive. *)
Require Import Lra Psatz.

(* A function with a derivative that is not negative on [0, oo) is at least its value at 0. *)
Lemma grows (f df : R -> R) : (forall x, derivable_pt_lim f x (df x)) -> (forall x, 0 <= x -> 0 <= df x) ->
  forall x, 0 <= x -> f 0 <= f x.
Proof.
  intros D P x [Hx | <-]; [| lra].
  destruct (MVT_cor2 f df 0 x Hx (fun c _ => D c)) as [c [E Hc]].
  assert (0 <= df c) by (apply P; lra). nra.
Qed.

Lemma derivable_pt_lim_same (f g : R -> R) x d : (forall y, f y = g y) -> derivable_pt_lim f x d -> derivable_pt_lim g x d.
Proof. intros E H eps He. destruct (H eps He) as [delta K]. exists delta. intros h Hh Hd. rewrite <- !E. auto. Qed.

Lemma exp_opp x : derivable_pt_lim (fun y => exp (- y)) x (- exp (- x)).
Proof.
  apply derivable_pt_lim_same with (comp exp (opp_fct id)); [reflexivity |].
  replace (- exp (- x)) with (exp ((- id)%F x) * - 1) by (unfold opp_fct, id; ring).
  apply derivable_pt_lim_comp; [apply derivable_pt_lim_opp, derivable_pt_lim_id | apply derivable_pt_lim_exp].
Qed.

Lemma gauss x : derivable_pt_lim (fun y => exp (- (1 / 2 * y ^ 2))) x (- x * exp (- (1 / 2 * x ^ 2))).
Proof.
  apply derivable_pt_lim_same with (comp exp (mult_real_fct (- (1 / 2)) (fun y => y ^ 2))).
  - intro y. unfold comp, mult_real_fct. f_equal. ring.
  - replace (- x * exp (- (1 / 2 * x ^ 2)))
      with (exp (mult_real_fct (- (1 / 2)) (fun y => y ^ 2) x) * (- (1 / 2) * (INR 2 * x ^ 1))).
    + apply derivable_pt_lim_comp; [| apply derivable_pt_lim_exp].
      apply derivable_pt_lim_scal. apply (derivable_pt_lim_pow x 2).
    + unfold mult_real_fct. replace (- (1 / 2) * x ^ 2) with (- (1 / 2 * x ^ 2)) by ring. simpl. field.
Qed.

(* sinh t <= t cosh t, both doubled *)
Lemma sinh_below t : 0 <= t -> exp t - exp (- t) <= t * (exp t + exp (- t)).
Proof.
  intro Ht.
  assert (H : 0 * (exp 0 + exp (- 0)) - (exp 0 - exp (- 0)) <= t * (exp t + exp (- t)) - (exp t - exp (- t))).
  { apply (grows (fun y => y * (exp y + exp (- y)) - (exp y - exp (- y))) (fun y => y * (exp y - exp (- y)))); [| | exact Ht].
    - intro x.
      replace (x * (exp x - exp (- x)))
        with (1 * (exp x + exp (- x)) + id x * (exp x + - exp (- x)) - (exp x - - exp (- x))) by (unfold id; ring).
      apply (derivable_pt_lim_minus (id * (exp + (fun y => exp (- y))))%F (exp - (fun y => exp (- y)))%F).
      + apply (derivable_pt_lim_mult id (exp + (fun y => exp (- y)))%F x 1 (exp x + - exp (- x)));
          [apply derivable_pt_lim_id |].
        apply derivable_pt_lim_plus; [apply derivable_pt_lim_exp | apply exp_opp].
      + apply derivable_pt_lim_minus; [apply derivable_pt_lim_exp | apply exp_opp].
    - intros x [Hx | <-]; [| lra]. assert (exp (- x) < exp x) by (apply exp_increasing; lra). nra. }
  rewrite Ropp_0, exp_0 in H. lra.
Qed.

Lemma falls t : 0 <= t -> (exp t + exp (- t)) * exp (- (1 / 2 * t ^ 2)) <= 2.
Proof.
  intro Ht.
  assert (H : - ((exp 0 + exp (- 0)) * exp (- (1 / 2 * 0 ^ 2))) <= - ((exp t + exp (- t)) * exp (- (1 / 2 * t ^ 2)))).
  { apply (grows (fun y => - ((exp y + exp (- y)) * exp (- (1 / 2 * y ^ 2))))
                 (fun y => (y * (exp y + exp (- y)) - (exp y - exp (- y))) * exp (- (1 / 2 * y ^ 2)))); [| | exact Ht].
    - intro x.
      replace ((x * (exp x + exp (- x)) - (exp x - exp (- x))) * exp (- (1 / 2 * x ^ 2)))
        with (- ((exp x + - exp (- x)) * exp (- (1 / 2 * x ^ 2))
                 + (exp x + exp (- x)) * (- x * exp (- (1 / 2 * x ^ 2))))) by ring.
      apply (derivable_pt_lim_opp ((exp + (fun y => exp (- y))) * (fun y => exp (- (1 / 2 * y ^ 2))))%F).
      apply (derivable_pt_lim_mult (exp + (fun y => exp (- y)))%F (fun y => exp (- (1 / 2 * y ^ 2)))); [| apply gauss].
      apply derivable_pt_lim_plus; [apply derivable_pt_lim_exp | apply exp_opp].
    - intros x Hx. apply Rmult_le_pos; [| apply Rlt_le, exp_pos]. assert (Q := sinh_below x Hx). lra. }
  replace (1 / 2 * 0 ^ 2) with 0 in H by ring. rewrite Ropp_0, exp_0 in H. lra.
Qed.

Lemma below_on_the_right t : 0 <= t -> cosh t <= exp (1 / 2 * t ^ 2).
Proof.
  intro Ht. assert (H := falls t Ht). unfold cosh. set (u := 1 / 2 * t ^ 2) in *.
  assert (E : exp u * exp (- u) = 1) by (rewrite <- exp_plus; replace (u + - u) with 0 by ring; apply exp_0).
  assert (P := exp_pos u). assert (Q := exp_pos (- u)). nra.
Qed.

Lemma cosh_below t : cosh t <= exp (1 / 2 * t ^ 2).
Proof.
  destruct (Rle_dec 0 t) as [H | H]; [now apply below_on_the_right |].
  replace (cosh t) with (cosh (- t)) by (unfold cosh; rewrite Ropp_involutive; field).
  replace (t ^ 2) with ((- t) ^ 2) by ring. apply below_on_the_right. lra.
Qed.
