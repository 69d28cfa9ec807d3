"""Pictures: the same bytes from the same data, well-formed whatever the texts, with words for who cannot see them."""

from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boundcheck.draw.figure import STYLE, Figure, drawn, label, standalone
from boundcheck.draw.glyph import SHAPES, badge, glyph
from boundcheck.draw.graph import Box, Node, graph
from boundcheck.draw.layers import layers
from boundcheck.draw.plot import Axis, Bars, Curve, Dots, Level, Region, binned, plot
from boundcheck.draw.ring import Arc, Cell, ring, tracks_of
from boundcheck.draw.scale import Scale, written
from boundcheck.draw.svg import coordinate, element, plain, write
from boundcheck.errors import BoundcheckError

HOSTILE = "</title><script>alert(1)</script>\"'><img onerror=x>]]>&\x00\ud800"


def parsed(text):
    """What we wrote ourselves just now, as a tree."""
    return ET.fromstring(text.encode())  # noqa: S314


def a_plot(name="curve"):
    points = [(x, Fraction(1, x + 1)) for x in range(5)]
    marks = [
        Region(name="region", below=[(0, 0), (4, 0)], above=points, series=2),
        Curve(name=name, points=points),
        Dots(name="dots", points=points, series=3),
        Level(name="one half", at=Fraction(1, 2)),
        Level(name="at 2", at=2, along="y"),
    ]
    return plot(name, "falls", Axis(name="x", low=0, high=4), Axis(name="y", low=0, high=1), marks)


def a_ring(name="patch"):
    cells = [Cell(text=str(i), marked=i == 2) for i in range(8)]
    return ring(
        name, "a window that wraps", cells, [Arc(name=name, start=6, length=4), Arc(name="all", start=0, length=8)]
    )


def a_graph(name="step"):
    nodes = [Node(key=f"n{i}", text=f"{name} {i}", shape=SHAPES[i], look="ok", href=f"#{i}") for i in range(6)]
    boxes = [Box(key=f"b{i}", name=name, nodes=tuple(nodes[2 * i : 2 * i + 2])) for i in range(3)]
    return graph(name, "who uses whom", boxes, [("n0", "n2"), ("n1", "n0"), ("n3", "n5"), ("n0", "nowhere")])


PICTURES = (a_plot, a_ring, a_graph)


@pytest.mark.parametrize("picture", PICTURES)
def test_the_same_data_give_the_same_bytes(picture):
    assert standalone(picture()) == standalone(picture())
    assert drawn(picture(), "p") == drawn(picture(), "p")


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_well_formed_and_says_what_it_shows(picture):
    root = parsed(standalone(picture()))
    ids = {one.get("id"): one.text for one in root.iter() if one.get("id")}

    assert "img" == root.get("role")
    assert ids[root.get("aria-labelledby")]
    assert ids[root.get("aria-describedby")]


@pytest.mark.parametrize("picture", PICTURES)
def test_hostile_text_stays_text(picture):
    root = parsed(standalone(picture(HOSTILE)))

    assert not [one for one in root.iter() if one.tag.endswith(("script", "img"))]
    assert "<script>alert(1)" in root[0].text


@pytest.mark.parametrize("picture", PICTURES)
def test_no_picture_carries_a_style_attribute_or_a_script(picture):
    """A page with a strict content policy can hold it."""
    said = drawn(picture(), "p", interactive=True)

    assert " style=" not in said
    assert " on" not in said.replace(" one", "")
    assert 'role="group"' in said


def test_the_sheet_closes_no_element():
    assert "<" not in STYLE


@given(st.fractions(max_denominator=10**6) | st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_coordinate_is_within_half_a_hundredth(value):
    text = coordinate(value)

    assert abs(Fraction(text) - Fraction(value)) <= Fraction(1, 200)
    assert "e" not in text
    assert "-0" != text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_finite_has_no_place(value):
    with pytest.raises(BoundcheckError, match="finite"):
        coordinate(value)


@given(st.text())
def test_any_text_can_be_written_and_read_back(text):
    root = parsed(write(element("a", element("b"), "x" + text, title=text)))

    assert "x" + plain(text).replace("\r\n", "\n").replace("\r", "\n") == root[0].tail


def test_a_scale_keeps_the_order_and_its_ends():
    scale = Scale(low=Fraction(1, 3), high=5, start=100, end=0)

    assert (100, 0) == (scale(Fraction(1, 3)), scale(5))
    assert scale(99) == 0
    assert all(a > b for a, b in pairwise(scale(x) for x in (1, 2, 3, 4)))


@given(st.fractions(-1000, 1000), st.fractions(Fraction(1, 1000), 1000))
def test_ticks_are_few_even_and_inside(low, size):
    ticks = Scale(low=low, high=low + size, start=0, end=1).ticks()

    assert all(low <= tick <= low + size for tick in ticks)
    assert 1 <= len(ticks) <= 6
    assert len({b - a for a, b in pairwise(ticks)}) <= 1


def test_a_logarithmic_scale_ticks_at_powers_of_ten():
    scale = Scale(low=Fraction(1, 10**4), high=100, start=0, end=600, logarithmic=True)

    assert [Fraction(1, 10**4), Fraction(1, 100), 1, 100] == list(scale.ticks(4))
    assert pytest.approx(400) == scale(1)
    assert ["10⁻⁴", "0.01", "1", "100"] == [written(tick) for tick in scale.ticks(4)]


@pytest.mark.parametrize("bad", [{"low": 1, "high": 1}, {"low": 0, "high": 1, "logarithmic": True}])
def test_a_scale_that_spans_nothing_is_refused(bad):
    with pytest.raises(BoundcheckError, match="low < high"):
        Scale(start=0, end=1, **bad)


def test_a_histogram_counts_every_value_once():
    bars = binned([0, 1, 1, 2, 3], 0, 3, 3)

    assert [1, 2, 2] == [height for _, _, height in bars]
    figure = plot("h", "d", Axis(name="x", low=0, high=3), Axis(name="n", low=0, high=2), [Bars(name="all", bars=bars)])
    assert 3 == drawn(figure, "p").count('class="bar s1" x') - 1


@given(st.integers(1, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(1, 12)), max_size=6))
def test_windows_on_one_track_do_not_overlap(size, windows):
    cells = lambda start, length: {(start + i) % size for i in range(min(length, size))}  # noqa: E731
    tracks = tracks_of(windows, size)

    for place, one in enumerate(windows):
        for other in range(place):
            assert tracks[place] != tracks[other] or not cells(*one) & cells(*windows[other])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
def test_layers_hold_every_key_once_and_lines_go_down(pairs):
    keys = [str(i) for i in range(10)]
    edges = [(str(a), str(b)) for a, b in pairs if a < b]
    rows = layers(keys, edges)
    depth = {key: place for place, row in enumerate(rows) for key in row}

    assert sorted(keys) == sorted(key for row in rows for key in row)
    assert all(depth[a] < depth[b] for a, b in edges)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7)), max_size=25))
def test_circles_and_unknown_keys_do_no_harm(pairs):
    keys = [str(i) for i in range(6)]

    assert sorted(keys) == sorted(key for row in layers(keys, [(str(a), str(b)) for a, b in pairs]) for key in row)


def test_a_long_chain_needs_no_recursion():
    keys = [str(i) for i in range(3000)]

    assert 3000 == len(layers(keys, list(pairwise(keys))))


@pytest.mark.parametrize("width", [340, 1040])
def test_boxes_stay_inside_and_do_not_overlap(width):
    boxes = [
        Box(
            key=f"b{b}",
            name=f"box number {b}",
            nodes=tuple(Node(key=f"{b}.{n}", text="t", shape="disc", look="", href="#") for n in range(b % 19 + 1)),
        )
        for b in range(24)
    ]
    edges = [(f"{b}.0", f"{b + step}.0") for b in range(20) for step in (1, 3)]
    figure = graph("g", "d", boxes, edges, width=width)
    frames = [
        tuple(float(one.get(key)) for key in ("x", "y", "width", "height"))
        for one in parsed(standalone(figure)).iter()
        if one.get("class") == "box"
    ]

    assert 24 == len(frames)
    for place, (x, y, w, h) in enumerate(frames):
        assert 0 <= x <= x + w <= width
        assert 0 <= y + h <= figure.height
        for u, v, s, t in frames[:place]:
            assert x + w <= u or u + s <= x or y + h <= v or v + t <= y


def test_every_shape_is_a_shape_of_its_own():
    drawn_shapes = {shape: tuple(map(write, glyph(shape, 0, 0, 10))) for shape in SHAPES}

    assert len(SHAPES) == len(set(drawn_shapes.values()))
    assert 'aria-hidden="true"' in badge("disc")
    with pytest.raises(BoundcheckError, match="disc"):
        glyph("blob", 0, 0, 10)


def test_an_empty_picture_is_a_picture():
    empty = Figure(title="t", description="d", width=10, height=10, body=(label(1, 2, "a", anchor="end"),))

    assert parsed(standalone(empty)) is not None
    assert graph("g", "d", [], []).height >= 0
