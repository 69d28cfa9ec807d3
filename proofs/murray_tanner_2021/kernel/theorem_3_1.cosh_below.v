(* with: cosh.v *)
Theorem proof : Statement.claim.
Proof. exact cosh_below. Qed.
