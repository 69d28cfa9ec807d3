"""What the Coq kernel says of a folder, as plain data and as blocks."""

from __future__ import annotations

from typing import Any

from boundcheck.kernel_audit import KernelAudit, KernelFinding
from boundcheck.report.blocks import Blocks, Data, head, items, para, table

SCHEMA = "boundcheck-kernel/1"


def kernel_data(found: KernelAudit) -> dict[str, Any]:
    """The audit as plain data: statements, verdicts, axioms, and the files that were compiled."""
    return {
        "schema": SCHEMA,
        "paper": found.folder.key,
        "coq": found.coq,
        "claims": [_claim(one) for one in found.found],
    }


def _claim(one: KernelFinding) -> dict[str, Any]:
    label, _, side = one.question.label.rpartition(".")
    finding = one.finding
    return {
        "label": label,
        "side": side,
        "digest": one.question.claim.digest,
        "by": "by tactics" if one.script is None else "by hand",
        "verdict": finding.verdict.value,
        "grade": finding.grade.value if finding.grade else None,
        "reason": finding.reason,
        "axioms": list(finding.certificate.get("axioms", ())),
        "source": finding.certificate.get("source", ""),
    }


def kernel_page(data: Data) -> Blocks:
    """Counts, a row for each claim, the axioms, and the proofs by hand that were declined."""
    claims = data["claims"]
    proved = [one for one in claims if one["verdict"] == "PROVED"]
    rows = [("claim", "side", "verdict", "proof")]
    rows += [(one["label"], one["side"], _verdict(one), one["by"]) for one in claims]
    axioms = sorted({axiom for one in proved for axiom in one["axioms"]})
    declined = [one for one in claims if one["by"] == "by hand" and one["verdict"] != "PROVED"]
    found = [
        head(1, f"{data['paper']} in the kernel of {data['coq']}"),
        para(f"{len(proved)} of {len(claims)} claims that can be said in Coq are PROVED at grade KERNEL."),
        table(rows),
        para(
            "Axioms that the proofs rest on (those of Coq's real numbers):" if axioms else "No proof rests on an axiom."
        ),
        *items(axioms),
    ]
    if declined:
        found.append(para("Proofs by hand that Coq does not accept:"))
        found += items(f"{one['label']} ({one['side']}): {one['reason']}" for one in declined)
    return found


def _verdict(one: Data) -> str:
    return f"{one['verdict']} {one['grade']}" if one["grade"] else str(one["verdict"])
