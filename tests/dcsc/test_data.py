"""Bad data are refused, and the message names the place, what was expected and what was found."""

import pytest

from boundcheck.dcsc.fields import rational
from boundcheck.dcsc.integers import reduced_rows, row_space_projector
from boundcheck.dcsc.worlds import build
from boundcheck.errors import BoundcheckError

LAYER = {"kind": "layer", "M": 2, "n_prev": 1, "n": 1, "filters": [[1]], "x": [1, 0], "v": [0, 0]} | {
    "S": 1,
    "zeta": 0,
    "p": 0,
    "m_next": 1,
}
NETWORK = {"kind": "network", "M": 2, "layers": [{"filters": [[1]]}], "x": [1, 0], "v0": [0, 0]}


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ({"kind": "lair"}, "kind"),
        ({"M": 0}, "M"),
        ({"M": True}, "M"),
        ({"stride": 3}, "stride"),
        ({"x": [1]}, "x"),
        ({"x": [1, 0.5]}, "x[1]"),
        ({"x": "10"}, "x"),
        ({"v": ["1e9", 0]}, "v[0]"),
        ({"v": ["1/0", 0]}, "v[0]"),
        ({"filters": []}, "filters"),
        ({"filters": [[]]}, "filters"),
        ({"filters": [[1], [1]]}, "filters"),
        ({"filters": [[1, 0], [1]], "n": 2}, "filters"),
        ({"S": -1}, "S"),
        ({"m_next": 0}, "m_next"),
        ({"ties": "random"}, "ties"),
        ({"signs": "some"}, "signs"),
        ({"M": 30, "x": [1] * 30, "v": [0] * 30}, "signs"),
    ],
)
def test_layer_is_refused(change, label):
    """One wrong entry at a time."""
    with pytest.raises(BoundcheckError) as caught:
        build({**LAYER, **change})
    assert caught.value.label == label


@pytest.mark.parametrize("key", sorted(set(LAYER) - {"kind"}))
def test_layer_needs(key):
    """Each entry that has no default."""
    with pytest.raises(BoundcheckError, match=key):
        build({name: entry for name, entry in LAYER.items() if name != key})


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ({"layers": []}, "layers"),
        ({"layers": [{"filters": [[1]], "n": 2}]}, "layers[0].filters"),
        ({"zeta": [0]}, "zeta"),
        ({"S": []}, "S"),
        ({"M": 18, "x": [1] * 18, "v0": [0] * 18}, "network"),
        ({"signs": "none"}, "signs"),
    ],
)
def test_network_is_refused(change, label):
    """One wrong entry at a time; more than 2^16 patterns."""
    with pytest.raises(BoundcheckError) as caught:
        build({**NETWORK, **change})
    assert caught.value.label == label


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "signs", "alpha": [1] * 21, "t": 1},
        {"kind": "matrix", "B": [[1, 0], [1]]},
        {"kind": "reals", "values": [1]},
        {"kind": "vector", "z": [1], "k": -1},
        {},
        [],
    ],
    ids=str,
)
def test_plain_worlds_are_refused(data):
    """Each with its own reason."""
    with pytest.raises(BoundcheckError):
        build(data)


def test_long_values_are_cut_in_messages():
    """A message stays readable."""
    with pytest.raises(BoundcheckError) as caught:
        rational("9" * 1000, "zeta")
    assert len(str(caught.value)) < 200


def test_indices_outside_are_refused():
    """Python's negative indices would read another atom."""
    world = build(LAYER)
    for name in ("x", "v", "w", "eps", "c"):
        with pytest.raises(IndexError):
            world.families[name](world.outcomes[0], -1)
    with pytest.raises(IndexError):
        world.sets["Touch"](None, 2)
    with pytest.raises(IndexError):
        build(NETWORK).events["W"](((1, 1),), 2)


def test_projector_of_nothing():
    """Empty and zero matrices."""
    assert row_space_projector([]) == []
    assert row_space_projector([[0, 0]]) == [[0, 0], [0, 0]]
    assert reduced_rows([]) == []
