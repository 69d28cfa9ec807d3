"""Section 2.2: how many rows a patch marks, and how many columns a stripe must hold.

Rows count from 1 to N = n_l M; a window of length m starts at row i and wraps around.  Atoms are at places round the ring, n_l at each.
"""

from sympy import Integer, ceiling, floor

from boundcheck import (
    Claim,
    Index,
    Span,
    Step,
    arith,
    assume,
    expect,
    named_set,
    put,
    real,
    reals_beyond,
    rings,
    rule,
    set_family,
    size,
)

i, one = Index("i"), Integer(1)
N, m, m_next, n, s, h = (real(name) for name in ("N", "m", "m_next", "n", "s", "h"))
stripe_len = real("stripe_len")  # floor((2 m/s - 1) n)
Starts = named_set("Starts", tex="[n_lM]")
PatchUsed = set_family(
    "PatchUsed", tex=r"P^{(l)}(i)", meaning="rows that the printed formula marks, with m_l rows from i on"
)
StripeUsed = set_family(
    "StripeUsed", tex=r"Q^{(l)}(i)", meaning="rows that the printed formula marks, with the stripe's length"
)


def whole(name, number, words):
    """Hypothesis: a number is whole (the integers from it to itself are one)."""
    return assume(name, size(Span(number, number)), "==", 1, words=words)


whole_N, whole_m = whole("whole_N", N, "N is a whole number"), whole("whole_m", m, "m is a whole number")
m_nonneg = assume("m_nonneg", m, ">=", 0, words="m >= 0")
in_ring = assume("in_ring", i, "<=", N, ((i, Starts),), words="a window starts at one of the N rows")
from_one = assume("from_one", i, ">=", 1, ((i, Starts),), words="rows count from 1")
fits = assume("fits", m, "<=", N, words="the window is no longer than the ring")
next_length = assume("next_length", m_next, "==", n * m, words="m_{l+1} = n_l m_l")

# how many rows a window marks

_Straight, _Wrapping = Starts & Span(one, N - m + 1), Starts & Span(N - m + 2, N)
_straight = Claim(
    size(Span(i, i + m - 1)), "==", m, ((i, _Straight),), tex=r"i+m-1\le n_lM:\ |\{j: i\le j\le i+m-1\}|=m"
)
_wrapped = Claim(
    size(Span(i, N) | Span(one, m - 1 - (N - i))),
    "==",
    m,
    ((i, _Wrapping),),
    tex=r"i+m-1>n_lM:\ |\{j: i\le j\le n_lM\}\cup\{j:1\le j\le m-1-(n_lM-i)\}|=m",
)
_over = ((i, _Wrapping),)

straight_window = Step(
    label="windows.straight_window",
    cite="Section 2.2, patch operator: rows i <= j <= i + m - 1 if i + m - 1 <= n_l M",
    register=("MT07",),
    hypotheses=(whole_m, m_nonneg),
    over=(rings(),),
    printed=_straight,
    argument=(
        rule("whole_i", "whole_index", K=_Straight),
        rule("one", "whole_one"),
        rule("whole_sum", "whole_sum", a=i, b=m, forall=((i, _Straight),)),
        rule("whole_end", "whole_difference", a=i + m, b=1, forall=((i, _Straight),)),
        rule("count", "span_size", a=i, b=i + m - 1, forall=((i, _Straight),), by=("whole_i", "whole_end", "m_nonneg")),
        arith("rows", _straight, by=("count",)),
    ),
    expects=expect("PROVED", argument="VALID"),
)

wrapped_window = Step(
    label="windows.wrapped_window",
    cite="Section 2.2, patch operator: rows i <= j <= n_l M or 1 <= j <= m - 1 - (n_l M - i) if i + m - 1 > n_l M",
    register=("MT07",),
    hypotheses=(whole_N, whole_m, in_ring),
    over=(rings(),),
    printed=_wrapped,
    repaired=_wrapped,
    repaired_hypotheses=(fits,),
    repaired_argument=(
        rule("whole_i", "whole_index", K=_Wrapping),
        rule("one", "whole_one"),
        rule("whole_rest", "whole_difference", a=N, b=i, forall=_over),
        rule("whole_less", "whole_difference", a=m, b=1),
        rule("whole_end", "whole_difference", a=m - 1, b=N - i, forall=_over),
        rule("starts_late", "from_span", a=N - m + 2, b=N, K=Starts),
        arith("first_room", Claim(N, ">=", i - 1, _over), by=("in_ring",)),
        rule("first", "span_size", a=i, b=N, forall=_over),
        arith("second_room", Claim(m - 1 - (N - i), ">=", 0, _over), by=("starts_late",)),
        rule("second", "span_size", a=1, b=m - 1 - (N - i), forall=_over),
        arith("below", Claim(m - 1 - (N - i), "<", i, _over), by=("fits",)),
        rule("both", "spans_apart", a=i, b=N, c=1, d=m - 1 - (N - i), forall=_over),
        arith("rows", _wrapped, by=("first", "second", "both")),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="On a ring shorter than the filter the two runs overlap (N = 1, m = 2 marks one row).  Definition 2.1 does not say m_l <= n_{l-1} M.",
)

patch_length = Step(
    label="windows.patch_length",
    cite="Section 2.2: P^(l)(i) has exactly m_{l+1} consecutive nonzeros, rows i <= j <= i + m_l - 1 with wrap-around",
    register=("MT06",),
    hypotheses=(next_length, assume("patch_fits", m_next, "<=", N, words="the patch is no longer than the ring")),
    over=(rings(definition=True),),
    printed=Claim(
        size(PatchUsed(i) & Starts),
        "==",
        m_next,
        ((i, Starts),),
        tex=r"|P^{(l)}(i)|=m_{l+1}",
        words="the rows marked from i to i + m_l - 1 are m_{l+1}",
    ),
    repaired=Claim(
        size(Span(i, i + m_next - 1)),
        "==",
        m_next,
        ((i, Starts & Span(one, N - m_next + 1)),),
        tex=r"|\{j:i\le j\le i+m_{l+1}-1\}|=m_{l+1}",
        words="with m_{l+1} rows from i on, where they do not wrap",
    ),
    repaired_hypotheses=(
        whole("whole_m_next", m_next, "m_{l+1} is a whole number"),
        assume("m_next_nonneg", m_next, ">=", 0, words="m_{l+1} >= 0"),
    ),
    repaired_argument=(put("with_next", "windows.straight_window", m=m_next),),
    uses=(straight_window,),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="m_{l+1} = n_l m_l is larger than m_l as soon as n_l > 1.",
)

wrapped_patch_length = Step(
    label="windows.wrapped_patch_length",
    cite="Section 2.2: P^(l)(i) has exactly m_{l+1} consecutive nonzeros, where they wrap",
    register=("MT06",),
    reading="with m_{l+1} in place of m_l in the formula",
    uses=(wrapped_window,),
    hypotheses=(
        whole_N,
        whole("whole_m_next", m_next, "m_{l+1} is a whole number"),
        in_ring,
        assume("patch_fits", m_next, "<=", N, words="the patch is no longer than the ring"),
    ),
    over=(rings(),),
    printed=Claim(
        size(Span(i, N) | Span(one, m_next - 1 - (N - i))),
        "==",
        m_next,
        ((i, Starts & Span(N - m_next + 2, N)),),
        tex=r"|\{j:i\le j\le n_lM\}\cup\{j:1\le j\le m_{l+1}-1-(n_lM-i)\}|=m_{l+1}",
    ),
    argument=(put("with_next", "windows.wrapped_window", m=m_next),),
    expects=expect("PROVED", argument="VALID"),
)

stripe_length = Step(
    label="windows.stripe_length",
    cite="Section 2.2: Q^(l)(i) has exactly floor((2 m_l/s_l - 1) n_l) consecutive nonzeros, with wrap-around, for every M",
    register=("MT10",),
    hypotheses=(whole_N, in_ring, whole("whole_stripe", stripe_len, "the stripe's length is a whole number")),
    over=(rings(definition=True),),
    printed=Claim(
        size(StripeUsed(i) & Starts),
        "==",
        stripe_len,
        ((i, Starts),),
        tex=r"|Q^{(l)}(i)|=\lfloor(2m_l/s_l-1)n_l\rfloor",
        words="the rows marked are as many as the stripe is long",
    ),
    repaired=Claim(
        size(Span(i, N) | Span(one, stripe_len - 1 - (N - i))),
        "==",
        stripe_len,
        ((i, Starts & Span(N - stripe_len + 2, N)),),
        tex=r"i+\ell-1>n_lM:\ |\{i,\dots,n_lM\}\cup\{1,\dots,\ell-1-(n_lM-i)\}|=\ell=\lfloor(2m_l/s_l-1)n_l\rfloor\ \text{if}\ \ell\le n_lM",
        words="where the stripe wraps, if it is no longer than the ring",
    ),
    repaired_hypotheses=(assume("stripe_fits", stripe_len, "<=", N, words="the stripe is no longer than the ring"),),
    repaired_argument=(put("stripe", "windows.wrapped_window", m=stripe_len),),
    uses=(wrapped_window,),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="M = 1, m = 2, s = n = 1: a stripe of 3 on a ring of 1; with M = 2, where the filter fits, a stripe of 3 on a ring of 2.  For short rings the "
    "stripe is the ring, min(ell, n_l M) columns.  The minus signs of the formula are lost in the text at hand and read as in that of the patch.",
)

# how many columns meet a given one

d, u = real("d"), real("u")  # places from one window to the next, either way; depth of a shared row in the first
natural_n = assume("natural_n", n, ">=", 1, words="there is a filter")
positive_stride = assume("positive_stride", s, ">", 0, words="s >= 1")
shared_first = assume("shared_first", u, "<=", m - 1, words="a row at depth u lies in the first window")
shared_second = assume("shared_second", u - d * s, ">=", 0, words="and at depth u - d s in the window d places on")
d_nonneg = assume("d_nonneg", d, ">=", 0, words="d places the shorter way round")
whole_numbers = (whole("whole_n", n, "n is a whole number"), whole("whole_d", d, "d is a whole number"))
multiple = assume(
    "multiple",
    m,
    "==",
    h * s,
    words="the filter length is a multiple of the stride (Definition 2.1: m_l/s_l = m_{l-1})",
)
_overlap = (natural_n, positive_stride, shared_first, shared_second, d_nonneg, *whole_numbers)
_ranges = {"n": range(1, 4), "s": range(1, 5), "m": range(1, 8), "d": range(4), "u": range(7)}
_stripe = floor((2 * (m / s) - 1) * n)
_columns = Claim(
    (2 * d + 1) * n,
    "<=",
    _stripe,
    tex=r"(2d+1)n_l\le\lfloor(2m_l/s_l-1)n_l\rfloor",
    words="the columns at most d places from a given one, d places being near enough to share a row, fit into one stripe",
)
_count_columns = (
    rule("twice", "whole_sum", a=d, b=d),
    rule("one", "whole_one"),
    rule("odd", "whole_sum", a=2 * d, b=1),
    rule("whole_columns", "whole_product", a=2 * d + 1, b=n),
)

stripe_columns = Step(
    label="windows.stripe_columns",
    cite="Section 2.2: the columns with a nonzero inner product with a given one lie in one stripe of floor((2 m_l/s_l - 1) n_l) columns",
    register=("MT08",),
    hypotheses=(*_overlap, whole("whole_h", h, "m/s is a whole number"), multiple),
    over=(reals_beyond(**_ranges, h=range(1, 4)),),
    printed=_columns,
    argument=(
        *_count_columns,
        rule("inverse", "inverse_positive", b=s),
        arith("near", Claim(d, "<", h), by=("shared_first", "shared_second", "multiple", "inverse"), degree=2),
        rule("nearer", "whole_gap", a=d, b=h),
        arith(
            "room",
            Claim((2 * d + 1) * n, "<=", (2 * (m / s) - 1) * n),
            by=("nearer", "natural_n", "multiple"),
            degree=2,
        ),
        rule("floor", "floor_keeps_whole", a=(2 * d + 1) * n, b=(2 * (m / s) - 1) * n),
    ),
    expects=expect("PROVED", argument="VALID"),
    remark="Turns round the ring are taken out of d; a short ring has no more than N columns in all.",
)

stripe_columns_any_stride = Step(
    label="windows.stripe_columns_any_stride",
    cite="Section 2.2: the same, for any filter length and stride (the floor is printed for that)",
    register=("MT09",),
    reading="asked by the audit, not printed: at every stride",
    hypotheses=_overlap,
    over=(reals_beyond(**_ranges),),
    printed=_columns,
    repaired=Claim(
        (2 * d + 1) * n,
        "<=",
        (2 * ceiling(m / s) - 1) * n,
        tex=r"(2d+1)n_l\le(2\lceil m_l/s_l\rceil-1)n_l",
        words="with m/s rounded up, and no floor",
    ),
    repaired_argument=(
        rule("inverse", "inverse_positive", b=s),
        rule("up", "ceiling_above", a=m / s),
        rule("whole_up", "whole_ceiling", a=m / s),
        arith("near", Claim(d, "<", ceiling(m / s)), by=("shared_first", "shared_second", "inverse", "up"), degree=2),
        rule("nearer", "whole_gap", a=d, b=ceiling(m / s)),
        arith("room", Claim((2 * d + 1) * n, "<=", (2 * ceiling(m / s) - 1) * n), by=("nearer", "natural_n"), degree=2),
    ),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="m = 3, s = 2, n = 1: three columns meet, the formula says two; for m < s/2 it says less than one.",
)
