"""Corollaries 4 and 5: closed forms of the recursion (10)-(11).

a1, a2 stand for 1 - (2 lambda_j - 1) mu(D_j) at layers 1 and 2; e0, e1, e2 for the norm of eps_0 and for eps_1, eps_2;
d1, d2 for delta_1, delta_2.  At layer j: prod is the product of a_1 ... a_(j-1), a is a_j, top the closed form's numerator.
"""

from sympy import sqrt

from boundcheck import Claim, Step, algebra, arith, assume, expect, fixed, real, reals, rule

a1, a2, e0, e1, e2, d1, d2 = (real(name) for name in ("a1", "a2", "e0", "e1", "e2", "d1", "d2"))
a, prod, top, eps, before, now = (real(name) for name in ("a", "prod", "top", "eps", "before", "now"))
mu1, mu2, lam1, lam2 = (real(name) for name in ("mu1", "mu2", "lam1", "lam2"))
gap2 = real("gap2")  # squared distance of the codes at layer 2

a1_positive = assume("a1_positive", a1, ">", 0, words="Assumption 1 at layer 1")
a2_positive = assume("a2_positive", a2, ">", 0, words="Assumption 1 at layer 2")

# Corollary 4

_noise, _distance = e0**2, gap2
