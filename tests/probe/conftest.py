"""Fixtures of the probe's tests."""

from functools import partial

import pytest

from boundcheck.probe import spec as specs
from boundcheck.probe.layers import LayerTarget


@pytest.fixture
def small(monkeypatch):
    """Tasks over single layers look at few points."""
    monkeypatch.setattr(specs, "LayerTarget", partial(LayerTarget, size=20))
    specs.target_of.cache_clear()
    yield
    specs.target_of.cache_clear()
