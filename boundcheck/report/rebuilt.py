"""The world of a witness, built once for all the pages that tell it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from boundcheck.dcsc.worlds import build
from boundcheck.world import World

_KEPT = 32  # worlds; a page tells the same witness several times, and a network of 2^15 sign patterns takes seconds


def rebuilt(data: Mapping[str, Any]) -> World:
    """Make the world that the data describe, or the one made for them before.

    Raises:
        BoundcheckError: the data describe no world.
    """
    return _world(json.dumps(data))


@lru_cache(maxsize=_KEPT)
def _world(text: str) -> World:
    return build(json.loads(text))
