"""A user's own instance: the format, its refusals, and the answers of the command."""

import json
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from boundcheck.cli.main import main
from boundcheck.cli.probability import command
from boundcheck.counting import (
    InputError,
    InstanceError,
    TooLargeError,
    as_data,
    describe,
    estimate_pathway,
    exact_pathway,
    parse_instance,
    probability,
)
from boundcheck.counting.grammar import number, parse_json
from boundcheck.rademacher import memory

from .rings import by_definition, gram_rows

EXAMPLES = Path(__file__).parents[2] / "examples"
LAYER = {"taps": 3, "inputs": 1, "filters": [[1, 1, 1], [1, -1, 1]],
         "support": [9, 0, 5], "values": ["-0.75", 1, "1/2"],
         "noise": [0, "0.1", 0, 0, "-0.2", 0, 0, 0]}  # fmt: skip
TOP = {"taps": 2, "inputs": 2, "filters": [[1, 1, 1, 1], [1, -1, 1, -1]], "support": [0, 9], "values": [1, 2]}
BELOW = {"taps": 2, "inputs": 1, "filters": [["0.6", "0.8"], ["0.8", "-0.6"]], "norm_squared": 1}


def instance(*layers, **changes):
    return {"format": "boundcheck-instance/1", "positions": 8, "layers": list(layers)} | changes


def written(tmp_path, data):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(data))
    return path


def test_a_layer_from_a_file_is_counted_as_the_definition_counts(tmp_path):
    """Filters, unsorted support, fractional values and noise, over one exact scale."""
    filters = np.array(LAYER["filters"]).reshape(2, 3, 1).transpose(1, 2, 0)
    weights = gram_rows(filters, 8, np.array([0, 5, 9]), [20, 10, -15])
    columns = gram_rows(filters, 8, np.arange(16), [1] * 16)
    assert columns.shape == (16, 16)
    noise = np.array([0, 2, 0, 0, -4, 0, 0, 0], dtype=object)
    base = [sum(int(filters[t, 0, f]) * int(noise[(p + t) % 8]) for t in range(3)) for p in range(8) for f in range(2)]
    expected = by_definition(weights, base, [i in (0, 5, 9) for i in range(16)])
    path = written(tmp_path, instance(LAYER))
    for route in ("auto", "enumeration", "transfer"):
        answer = probability(path, route=route).answer
        assert (answer.failures, answer.ties, answer.total) == expected


def test_the_pathway_of_one_layer_is_that_layer(tmp_path):
    """Two independent pieces of code, one probability."""
    path = written(tmp_path, instance(LAYER))
    layer, pathway = probability(path), probability(path, route="pathway")

    assert (layer.grade, pathway.grade) == ("EXACT", "EXACT")
    assert pathway.answer.probability == layer.answer.probability
    assert pathway.answer.probability_with_ties == layer.answer.probability_with_ties


def test_a_network_is_enumerated_over_the_signs_of_all_layers(tmp_path):
    """The law of the lowest failing layer sums to at most one, and sampling agrees with it."""
    network = instance({**BELOW, "noise": [0, "0.05", 0, 0, 0, 0, 0, 0]}, TOP)
    path = written(tmp_path, network)
    exact = probability(path)
    drawn = estimate_pathway(parse_instance(json.dumps(network)), 4000, seed=1, confidence=Fraction(999, 1000))

    assert (exact.layer, exact.route, exact.grade) == (None, "pathway", "EXACT")
    assert 0 <= exact.answer.probability <= exact.answer.probability_with_ties <= 1
    assert drawn.interval_with_ties[0] <= exact.answer.probability_with_ties <= drawn.interval_with_ties[1]
    assert drawn == estimate_pathway(
        parse_instance(json.dumps(network)), 4000, seed=1, threads=1, confidence=Fraction(999, 1000)
    )


def test_pathways_in_doubles_and_in_python_integers_agree():
    """A common factor of 10^20 forces Python integers and changes no event."""
    small = parse_instance(json.dumps(instance({**BELOW, "noise": [0, "0.05", 0, 0, 0, 0, 0, 0]}, TOP)))
    large = {**TOP, "filters": [[z * 10**20 for z in row] for row in TOP["filters"]]}
    noisy = {**BELOW, "noise": [0, 5 * 10**18, 0, 0, 0, 0, 0, 0]}

    assert exact_pathway(small) == exact_pathway(parse_instance(json.dumps(instance(noisy, large))))


def test_a_pathway_with_too_many_signs_is_sampled_or_refused(tmp_path):
    """Automatic choice samples and says so; a forced exact route refuses with the number of signs."""
    filters = [[1, 1, 1, 1], [1, -1, 1, -1]]
    layers = (
        BELOW,
        {"taps": 2, "inputs": 2, "filters": filters, "support": [0, 3, 6, 9, 12, 15], "values": [1, 3, 9, 27, 81, 243]},
    )
    path = written(tmp_path, instance(*layers))
    found = probability(path, budget_seconds=1.0)

    assert (found.route, found.grade) == ("monte-carlo", "EMPIRICAL")
    with pytest.raises(TooLargeError, match="at most 20 signs over all layers, got"):
        probability(path, route="pathway")


def test_the_text_names_grade_route_fraction_and_ties(tmp_path):
    """What the command prints."""
    path = written(tmp_path, instance(LAYER))
    text = "\n".join(describe(probability(path)))
    assert "layer 1 of 1: EXACT, route enumeration" in text
    assert "P(failure)" in text
    assert "P(failure or tie)" in text
    assert "Clopper-Pearson" in "\n".join(describe(probability(path, route="monte-carlo")))


def test_progress_names_the_compilation_before_it_starts(tmp_path):
    """The first call comes before any kernel runs."""
    seen = []
    probability(written(tmp_path, instance(LAYER)), progress=lambda *step: seen.append(step))
    assert "compiles" in seen[0][0]
    assert all(0 <= done <= whole for _, done, whole in seen)


@pytest.mark.parametrize(
    ("changed", "label"),
    [
        ({"taps": 0}, r"layers\[0\].taps"),
        ({"taps": True}, r"layers\[0\].taps"),
        ({"filters": [[1, 1, 1], [1, 1]]}, r"layers\[0\].filters\[1\]: expected a list of 3 entries, got 2"),
        ({"filters": [[1, 1, 1], [1, 2, 1]]}, r"filters\[1\]: expected squared norm 3 within 0, and not zero, got 6"),
        ({"filters": [[0, 0, 0], [0, 0, 0]]}, r"filters\[0\]: expected squared norm 0 within 0, and not zero, got 0"),
        ({"norm_squared": 4}, r"filters\[0\]: expected squared norm 4 within 0, and not zero, got 3"),
        ({"support": [0, 5, 16]}, r"support\[2\]: expected an integer in 0..15, got 16"),
        ({"support": [0, 5, 5]}, r"support: expected distinct atoms"),
        ({"values": [1, 1]}, r"values: expected a list of 3 entries, got 2"),
        ({"values": [1, 0, 1]}, r"values\[1\]: expected a nonzero value, got 0"),
        ({"values": [1, "1e999", 1]}, r"values\[1\]: expected an integer, or a decimal"),
        ({"values": [1, "1/0", 1]}, r"values\[1\]"),
        ({"values": [1, "nan", 1]}, r"values\[1\]"),
        ({"noise": [0]}, r"noise: expected a list of 8 entries, got 1"),
        ({"stride": 2}, r"layers\[0\]: expected the keys .* unknown \['stride'\]"),
    ],
)
def test_bad_layers_are_refused_with_their_place(changed, label):
    """Label, expected, got."""
    with pytest.raises(InstanceError, match=label):
        parse_instance(json.dumps(instance(LAYER | changed)))


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ('{"a": 1.5}', "1.5"),
        ('{"a": 1e3}', "1e3"),
        ('{"a": NaN}', "NaN"),
        ('{"a": 1, "a": 2}', "'a' twice"),
        ('{"a": {}, "b": [{}, [0, {"c": 1.5}]]}', r"^b\[1\]\[1\].c: expected a string for a number .*, got 1.5$"),
        ('{"a": [2.5, 1.5]}', r"^a\[0\]: .*, got 2.5$"),
        ('{"a": [{"x": 1.5, "y": 0, "y": 1}]}', r"^a\[0\]: expected each key once, got 'y' twice$"),
        ("1.5", "^instance: .*, got 1.5$"),
        ('{"a": ' + "9" * 500 + "}", "500 digits"),
        ("{", "line 1, column 2: expected JSON"),
        ("[" * 100_000, "nesting too deep"),
    ],
)
def test_loose_json_is_refused(text, got):
    """Floats, NaN, duplicate keys, overlong numbers, broken and bottomless files."""
    with pytest.raises(InstanceError, match=got):
        parse_json(text)


def refused(capsys, path, *options):
    """Exit code and last line of ``boundcheck probability``."""
    code = main(["probability", str(path), *options])
    said = capsys.readouterr()
    assert said.out == ""
    return code, said.err.strip().splitlines()[-1]


TEXT = json.dumps(instance(LAYER))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (TEXT.replace('"1/2"', "0.5"), r"layers\[0\].values\[2\]: expected a string for a number .*, got 0.5"),
        (TEXT.replace('"1/2"', "NaN"), r"layers\[0\].values\[2\]: expected a finite number, got NaN"),
        (TEXT.replace('"1/2"', '"x"'), r"layers\[0\].values\[2\]: expected an integer, or a decimal .*, got 'x'"),
        (TEXT.replace('"taps": 3', '"taps": 3, "taps": 3'), r"layers\[0\]: expected each key once, got 'taps' twice"),
        (TEXT.replace('"taps": 3', '"taps": 0'), r"layers\[0\].taps: expected an integer in 1..100000, got 0"),
        (
            TEXT.replace('"positions": 8', '"positions": 1' + 500 * "0"),
            r"positions: expected numbers of .*, got 501 digits",
        ),
        (TEXT[:-1], r"line 1, column \d+: expected JSON, got .*"),
        ("[]", r"instance: expected an object, got list"),
        (b"\xff\xfe", r"byte 0: expected a readable UTF-8 file, got invalid start byte"),
        (None, r"instance: expected a readable UTF-8 file, got No such file or directory"),
        ("folder", r"instance: expected a readable UTF-8 file, got Is a directory"),
    ],
)
def test_the_command_names_file_place_expected_and_got_and_exits_with_2(content, place, tmp_path, capsys):
    """A float, NaN, a bad string, a double key, a bad value, a cut file, no object, no text, no file, a folder."""
    path = tmp_path / "instance.json"
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, text = refused(capsys, path)

    assert code == 2
    assert re.search(f"{re.escape(str(path))}: {place}$", text), text


def test_the_command_refuses_requests_with_2_and_sizes_with_4(tmp_path, capsys):
    """A layer that is not there, a layer without values; and signs, or memory, beyond every limit."""
    two = written(tmp_path, instance(BELOW, TOP))
    code, text = refused(capsys, two, "--layer", "3")
    assert (code, text.endswith("probability.layer: expected an integer in 1..2, got 3")) == (2, True)
    code, text = refused(capsys, two, "--layer", "1")
    assert code == 2
    assert f"{two}: layers[0]: expected a layer with support and values, got none in the file" in text

    wide = LAYER | {"support": list(range(120)), "values": [1] * 120, "noise": [0] * 60}
    many = written(tmp_path, instance(wide, positions=60))
    code, text = refused(capsys, many, "--route", "enumeration")
    assert code == 4
    assert "at most 48 signs, got 120" in text


def test_rows_that_do_not_fit_the_memory_are_refused_before_they_are_made(tmp_path, monkeypatch):
    """With the figures: bytes and entries."""
    path = written(tmp_path, instance(LAYER))
    monkeypatch.setattr(memory, "MOST", 1000)
    with pytest.raises(
        TooLargeError, match=r"layers\[0\]: expected at most 1000 bytes, got 4800 bytes for 30 row entries"
    ):
        probability(path)


def test_decimal_filters_may_state_a_norm_and_a_tolerance():
    """Unit columns to nine digits are accepted as given, and only within the stated tolerance."""
    layer = LAYER | {"filters": [["0.577350269"] * 3] * 2, "norm_squared": 1, "norm_tolerance": "1e-8"}
    assert parse_instance(json.dumps(instance(layer))).layers[0].bank_scale == 10**9
    with pytest.raises(InstanceError, match="squared norm 1 within 1/1000000000000"):
        parse_instance(json.dumps(instance(layer | {"norm_tolerance": "1e-12"})))


def test_networks_that_do_not_fit_together_are_refused():
    """Inputs of a layer are the filters below; the last layer carries x; unknown formats and empty networks."""
    cases = [
        (instance(BELOW, {**TOP, "inputs": 1, "filters": [[1, 1], [1, -1]]}), r"layers\[1\].inputs: expected 2"),
        (instance(BELOW), r"layers\[0\]: expected support and values in the last layer"),
        (instance(LAYER, format="other"), "format: expected boundcheck-instance/1"),
        (instance(), "layers: expected at least one layer"),
        (instance(LAYER, positions=10**9), "positions: expected an integer"),
        ([1], "instance: expected an object, got list"),
    ]
    for data, text in cases:
        with pytest.raises(InstanceError, match=text):
            parse_instance(json.dumps(data))


def test_bad_requests_are_refused(tmp_path):
    """Missing file, layer out of range, unknown route, a counting route for a pathway, a layer without x."""
    path = written(tmp_path, instance(BELOW, TOP))
    for arguments, text in (
        ((path, 3), r"probability.layer: expected an integer in 1..2, got 3"),
        ((path, None, None, "fast"), "probability.route"),
        ((path, None, None, "transfer"), "expected a layer for the route 'transfer'"),
        ((path, 1), "expected a layer with support and values"),
        ((tmp_path / "absent.json",), "a readable UTF-8 file"),
    ):
        with pytest.raises(InputError, match=text):
            probability(*arguments)


def test_numbers_keep_every_digit():
    """Decimals, exponents and fractions are exact."""
    assert number("x", "0.1") == Fraction(1, 10)
    assert number("x", "-3e-2") == Fraction(-3, 100)
    assert number("x", ".5") == Fraction(1, 2)
    for bad in (0.5, None, True, "", "1/2/3", "٣", "0x1", "1_0", " 1"):
        with pytest.raises(InstanceError):
            number("x", bad)


def test_machines_get_exact_fractions_and_people_the_same(tmp_path):
    """JSON of an exact answer, of an interval, and of a seeded estimate; the seed decides the trials."""
    path = written(tmp_path, instance(LAYER))
    exact = probability(path)
    assert as_data(exact)["failure"] == str(exact.answer.probability)
    first, again, other = (probability(path, route="monte-carlo", seed=seed) for seed in (1, 1, 2))
    assert as_data(first) == as_data(again) != as_data(other)
    assert as_data(first)["failure"] == list(first.answer.interval)
    result = CliRunner().invoke(command, [str(path), "--json", "--seed", "3"])
    assert json.loads(result.stdout) == as_data(exact)
    assert as_data(exact)["schema"] == "boundcheck-probability/1"


@pytest.mark.parametrize("name", ["layer.json", "network.json"])
def test_the_examples_are_counted_exactly(name):
    """What the README runs."""
    assert probability(EXAMPLES / name).grade == "EXACT"
