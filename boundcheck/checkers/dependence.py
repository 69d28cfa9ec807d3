"""The dependence detector: what a claim's averaging over signs rests on, against the graph and the exact joint law.

The laws are those that the claim states (an independence, a conditional probability over the signs of a layer), or the
one given to ``dependence``.  REFUTED and SURVIVED are said of a claim that *is* the law; of any other claim UNDECIDED,
with the two sign patterns in ``statistics["dependence"]``: a false law leaves its claim without proof, not false.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boundcheck import values
from boundcheck.canonical import Node
from boundcheck.checkers.base import Checker, Question
from boundcheck.checkers.search import meets
from boundcheck.errors import BoundcheckError
from boundcheck.evidence import Finding, Grade, Verdict, Witness
from boundcheck.laws import Contradiction, Law, contradiction, laws_in, ways
from boundcheck.model import Model
from boundcheck.world import World

NAME = "dependence"
_MOST_OUTCOMES = 2**9  # of an instance that is not designed
Data = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class _Dependence:
    law: Law | None
    model: Model | None
    over: tuple[Any, ...]

    def __call__(self, question: Question) -> Finding:
        printed = question.label.endswith(".printed")
        given = [self.law.node] if self.law is not None and printed else []
        found = [*given, *laws_in(question.claim, question.model)]
        if not found:
            reason = "the claim states no law of signs: it averages over nothing that is given"
            return Finding(checker=NAME, verdict=Verdict.UNDECIDED, reason=reason)
        law = found[0]
        hypotheses = tuple(h.node for h in question.hypotheses) if law not in given else ()
        return _examined(law, self, question, hypotheses)


def dependence(law: Law | None = None, *, model: Model | None = None, over: Sequence[Any] = ()) -> Checker:
    """Examine the law that a claim rests on.

    Args:
        law: the law, where the claim does not show it (Theorem 3.1 applied with a coefficient that may be random).
        model: the graph of definitions that explains it; that of the step if left out.
        over: the sources whose simple and designed instances are counted; those of the step if left out.
    """
    return _Dependence(law=law, model=model, over=tuple(over))


def examines_laws(check: object) -> bool:
    """Say whether a checker is one of these."""
    return isinstance(check, _Dependence)


def _examined(law: Node, asked: _Dependence, question: Question, hypotheses: tuple[Node, ...]) -> Finding:
    agreeing: list[World] = []
    shown: tuple[World, Contradiction] | None = None
    for world, every in _worlds(asked.over or question.over):
        found = contradiction(law, world, every_pattern=every)
        if found is None:
            agreeing.append(world)
        elif meets(world, hypotheses):
            shown = world, found
            break
    # the hypotheses cost more than the count: of the instances that agree they are asked for where nothing contradicts
    tried = len(agreeing) + 1 if shown else sum(meets(world, hypotheses) for world in agreeing)
    paths = ways(law, asked.model or question.model)
    verdict = Verdict.REFUTED if shown else Verdict.SURVIVED if tried else Verdict.VACUOUS
    data: Data = {"law": law, "verdict": verdict.value, "paths": paths, "instances": tried}
    if shown is not None:
        data |= _shown(*shown)
    return _finding(law, question, data, shown)


def _worlds(sources: Sequence[Any]) -> Iterator[tuple[World, bool]]:
    """Simple instances, those with the fewest sign patterns first, then designed ones, which are slow to make."""
    for late in (False, True):
        found: list[tuple[int, int, int, World, bool]] = []
        for source in (each for each in sources if bool(each.designed) is late):
            for data in source.boundary():
                world, every = _with_all_signs(source, data)
                if len(world.outcomes) > 1 and (late or len(world.outcomes) <= _MOST_OUTCOMES):
                    found.append((len(world.outcomes), len(json.dumps(data)), len(found), world, every))
        for *_, world, every in sorted(found, key=lambda each: each[:3]):
            yield world, every


def _with_all_signs(source: Any, data: Mapping[str, Any]) -> tuple[World, bool]:
    try:
        return source.world({**data, "signs": "all"}), True
    except BoundcheckError:  # too many signs, or a kind of world that lets none be chosen
        return source.world(data), False


def _shown(world: World, found: Contradiction) -> Data:
    (high, often), (low, seldom) = found.patterns
    return {
        "world": world.data,
        "index": found.index,
        "outcome": found.outcome,
        "signs": found.names,
        "given": [[node, _plain(value)] for node, value in found.given],
        "patterns": [
            {"signs": _signs(high), "probability": str(often)},
            {"signs": _signs(low), "probability": str(seldom)},
        ],
        "implied": found.implied,
    }


def _signs(pattern: tuple[int, ...]) -> str:
    return "".join("+" if sign > 0 else "-" for sign in pattern)


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool) else values.show(value)


def _finding(law: Node, question: Question, data: Data, shown: tuple[World, Contradiction] | None) -> Finding:
    statistics = {NAME: data}
    is_claim = not law[3] and question.claim.relation == "holds" and question.claim.node[2] == law[2]
    if not shown:
        said = f"the law agrees with the joint law of {data['instances']} instances"
        verdict = Verdict.SURVIVED if is_claim and data["instances"] else Verdict.UNDECIDED
        grade = Grade.EMPIRICAL if verdict is Verdict.SURVIVED else None
        return Finding(checker=NAME, verdict=verdict, grade=grade, reason=said, statistics=statistics)
    first, second = data["patterns"]
    reason = (
        f"the signs are not independent and uniform: {first['signs']} has probability {first['probability']}, "
        f"{second['signs']} has {second['probability']}"
    )
    if not is_claim:
        return Finding(checker=NAME, verdict=Verdict.UNDECIDED, reason=reason, statistics=statistics)
    world, found = shown
    witness = Witness(
        title="smallest with two unequal patterns",
        world=world.data,
        index=found.index,
        outcome=None,
        lhs="False",
        rhs="True",
    )
    return Finding(
        checker=NAME,
        verdict=Verdict.REFUTED,
        grade=Grade.EXACT,
        reason=reason,
        witnesses=(witness,),
        statistics=statistics,
    )
