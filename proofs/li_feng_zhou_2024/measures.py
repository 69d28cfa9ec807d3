"""Section 4.2: the three measures, from the confusion matrix (TP, FP, TN, FN); and the penalised loss of Section 4.

The accuracies reported in Section 4 are measurements, not claims of a proof: they are out of scope.
"""

from boundcheck import Claim, Step, algebra, arith, assume, expect, real, reals, rule

from .spread import spread

TP, TN, FP, FN = (real(name) for name in ("TP", "TN", "FP", "FN"))
_counts = reals(TP=range(1, 4), TN=range(1, 4), FP=range(3), FN=range(3))
_positive = (
    assume("TP_positive", TP, ">", 0, words="some pixel is rightly positive"),
    assume("TN_positive", TN, ">", 0, words="some pixel is rightly negative"),
    assume("FP_nonneg", FP, ">=", 0, words="a count"),
    assume("FN_nonneg", FN, ">=", 0, words="a count"),
)
_printed = (TP / (TP + FP) + TN / (TN + FN)) / 2
_usual = (TP / (TP + FN) + TN / (TN + FP)) / 2

mean_pixel_accuracy = Step(
    label="measures.mean_pixel_accuracy",
    cite="Section 4.2, mPA",
    register=("LF26",),
    reading="the printed formula against the usual mean pixel accuracy, the mean over the classes of the share of its pixels found",
    hypotheses=_positive,
    over=(_counts,),
    printed=Claim(
        _printed,
        "==",
        _usual,
        tex=r"\tfrac12\Big(\frac{TP}{TP+FP}+\frac{TN}{TN+FN}\Big)=\tfrac12\Big(\frac{TP}{TP+FN}+\frac{TN}{TN+FP}\Big)",
    ),
    repaired=Claim(
        _printed,
        "==",
        _usual,
        tex=r"FP=FN\Rightarrow\tfrac12\Big(\frac{TP}{TP+FP}+\frac{TN}{TN+FN}\Big)=\tfrac12\Big(\frac{TP}{TP+FN}+\frac{TN}{TN+FP}\Big)",
        words="equal when both kinds of errors are equally many",
    ),
    repaired_hypotheses=(assume("balanced", FP, "==", FN, words="FP = FN"),),
    repaired_argument=(algebra("same", Claim(_printed, "==", _usual), by=("balanced",)),),
    expects=expect("REFUTED", argument="GAP", repaired="PROVED"),
    remark="The printed formula divides by the predicted sizes: it is the mean precision.",
)

_total = TP + TN + FP + FN
pixel_accuracy = Step(
    label="measures.pixel_accuracy",
    cite="Section 4.2, PA",
    register=("LF26",),
    reading="as usual: the share of pixels that are right, at most 1",
    hypotheses=_positive,
    over=(_counts, spread("TP", "TN", "FP", "FN")),
    printed=Claim((TP + TN) / _total, "<=", 1, tex=r"PA=\frac{TP+TN}{TP+TN+FP+FN}\le 1"),
    argument=(
        arith("some", Claim(_total, ">", 0), by=("TP_positive", "TN_positive", "FP_nonneg", "FN_nonneg")),
        arith("part", Claim(TP + TN, "<=", _total), by=("FP_nonneg", "FN_nonneg")),
        rule("share", "fraction_below", a=TP + TN, b=1, d=_total),
    ),
    expects=expect("PROVED", argument="VALID"),
)

_union, _other_union = TP + FP + FN, TN + FP + FN
_iou = (TP / _union + TN / _other_union) / 2
mean_iou = Step(
    label="measures.mean_iou",
    cite="Section 4.2, mIoU",
    register=("LF26",),
    reading="as usual: the mean over both classes of intersection over union, at most 1",
    hypotheses=_positive,
    over=(_counts, spread("TP", "TN", "FP", "FN")),
    printed=Claim(_iou, "<=", 1, tex=r"mIoU=\tfrac12\Big(\frac{TP}{TP+FP+FN}+\frac{TN}{TN+FP+FN}\Big)\le 1"),
    argument=(
        arith("some", Claim(_union, ">", 0), by=("TP_positive", "FP_nonneg", "FN_nonneg")),
        arith("some_other", Claim(_other_union, ">", 0), by=("TN_positive", "FP_nonneg", "FN_nonneg")),
        arith("part", Claim(TP, "<=", _union), by=("FP_nonneg", "FN_nonneg")),
        arith("other_part", Claim(TN, "<=", _other_union), by=("FP_nonneg", "FN_nonneg")),
        rule("share", "fraction_below", a=TP, b=1, d=_union),
        rule("other_share", "fraction_below", a=TN, b=1, d=_other_union),
        arith("mean", Claim(_iou, "<=", 1), by=("share", "other_share")),
    ),
    expects=expect("PROVED", argument="VALID"),
)
