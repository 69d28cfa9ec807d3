(* with: cosh.v *)
(* The tail of a sum of signs, over all 2^n patterns: the moment generating function, then Chernoff's bound. *)
Require Import Lia.
Import Statement.

Lemma mean_same n f g e : (forall e', (forall i, (n <= i)%nat -> e' i = e i) -> f e' = g e') -> mean n f e = mean n g e.
Proof.
  revert e. induction n as [| m IH]; intros e H; simpl; [apply H; reflexivity |].
  rewrite (IH (put e m 1)), (IH (put e m (- 1))); [reflexivity | |];
    intros e' E; apply H; intros i Hi; rewrite E by lia; unfold put; destruct (Nat.eq_dec i m); [lia | reflexivity | lia | reflexivity].
Qed.

Lemma mean_below n f g e : (forall e', f e' <= g e') -> mean n f e <= mean n g e.
Proof.
  intro H. revert e. induction n as [| m IH]; intro e; simpl; [apply H |].
  assert (A := IH (put e m 1)). assert (B := IH (put e m (- 1))). lra.
Qed.

Lemma mean_scaled n c f e : mean n (fun e' => c * f e') e = c * mean n f e.
Proof. revert e. induction n as [| m IH]; intro e; simpl; [reflexivity |]. rewrite !IH. field. Qed.

Lemma mean_sum n f g e : mean n (fun e' => f e' + g e') e = mean n f e + mean n g e.
Proof. revert e. induction n as [| m IH]; intro e; simpl; [reflexivity |]. rewrite !IH. field. Qed.

Section Tail.
  Context (alpha : nat -> R).
  Definition weighted n (e : nat -> R) := total n (fun i => alpha i * e i).
  Definition square n := total n (fun i => alpha i ^ 2).

  Lemma mgf n l e : mean n (fun e' => exp (l * weighted n e')) e <= exp (1 / 2 * l ^ 2 * square n).
  Proof.
    revert e. induction n as [| m IH]; intro e; cbn [mean].
    - unfold weighted, square; simpl. rewrite !Rmult_0_r. lra.
    - assert (Split : forall s, mean m (fun e' => exp (l * weighted (S m) e')) (put e m s)
                                <= exp (l * alpha m * s) * exp (1 / 2 * l ^ 2 * square m)).
      { intro s.
        rewrite (mean_same m _ (fun e' => exp (l * alpha m * s) * exp (l * weighted m e'))).
        - rewrite mean_scaled. apply Rmult_le_compat_l; [apply Rlt_le, exp_pos | apply IH].
        - intros e' E. assert (Em : e' m = s).
          { rewrite E by lia. unfold put. destruct (Nat.eq_dec m m); [reflexivity | lia]. }
          rewrite <- exp_plus. unfold weighted; simpl. rewrite Em. f_equal. ring. }
      assert (Plus := Split 1). assert (Minus := Split (- 1)).
      replace (l * alpha m * 1) with (l * alpha m) in Plus by ring.
      replace (l * alpha m * - 1) with (- (l * alpha m)) in Minus by ring.
      assert (C := cosh_below (l * alpha m)). unfold cosh in C.
      assert (P := exp_pos (1 / 2 * l ^ 2 * square m)).
      replace (exp (1 / 2 * l ^ 2 * square (S m)))
        with (exp (1 / 2 * (l * alpha m) ^ 2) * exp (1 / 2 * l ^ 2 * square m))
        by (rewrite <- exp_plus; f_equal; unfold square; simpl; ring).
      assert (K := Rmult_le_compat_r _ _ _ (Rlt_le _ _ P) C). lra.
  Qed.

  (* [hit] is 1 on some patterns where the magnitude reaches t, and 0 elsewhere *)
  Lemma tail n t hit e : 0 < t -> 0 < square n ->
    (forall e', hit e' = 0 \/ (hit e' = 1 /\ t <= Rabs (weighted n e'))) ->
    mean n hit e <= 2 * exp (- (1 / 2) * t ^ 2 * / square n).
  Proof.
    intros Ht Hs Hit. set (l := t * / square n).
    assert (Hl : 0 < l) by (apply Rmult_lt_0_compat; [lra | apply Rinv_0_lt_compat; lra]).
    assert (B : mean n hit e <= mean n (fun e' => exp (- (l * t)) * (exp (l * weighted n e') + exp (- l * weighted n e'))) e).
    { apply mean_below. intro e'.
      assert (P1 := exp_pos (l * weighted n e')). assert (P2 := exp_pos (- l * weighted n e')).
      assert (P3 := exp_pos (- (l * t))).
      destruct (Hit e') as [-> | [-> H]]; [apply Rmult_le_pos; lra |].
      assert (One : exp (- (l * t)) * exp (l * t) = 1).
      { rewrite <- exp_plus. replace (- (l * t) + l * t) with 0 by ring. apply exp_0. }
      assert (Large : exp (l * t) <= exp (l * weighted n e') + exp (- l * weighted n e')).
      { unfold Rabs in H. destruct (Rcase_abs (weighted n e')) as [N | N].
        - assert (L : l * t <= - l * weighted n e').
          { replace (- l * weighted n e') with (l * - weighted n e') by ring. apply Rmult_le_compat_l; lra. }
          destruct L as [L | L]; [apply exp_increasing in L; lra | rewrite L; lra].
        - assert (L : l * t <= l * weighted n e') by (apply Rmult_le_compat_l; lra).
          destruct L as [L | L]; [apply exp_increasing in L; lra | rewrite L; lra]. }
      rewrite <- One. apply Rmult_le_compat_l; lra. }
    rewrite mean_scaled, mean_sum in B. assert (M1 := mgf n l e). assert (M2 := mgf n (- l) e).
    replace ((- l) ^ 2) with (l ^ 2) in M2 by ring.
    replace (exp (- (1 / 2) * t ^ 2 * / square n)) with (exp (- (l * t)) * exp (1 / 2 * l ^ 2 * square n))
      by (rewrite <- exp_plus; f_equal; unfold l; field; lra).
    assert (P := exp_pos (- (l * t))). nra.
  Qed.
End Tail.
