(* with: rademacher.v *)
Theorem proof : Statement.claim.
Proof.
  unfold Statement.claim; intros n alpha t Ht Hs. apply (tail alpha n t); [lra | exact Hs |].
  intro e. unfold weighted.
  match goal with |- context [Rgt_dec ?a ?b] => destruct (Rgt_dec a b) as [H | H] end; [right; split; [reflexivity | lra] | now left].
Qed.
