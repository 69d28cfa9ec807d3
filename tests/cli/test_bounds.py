"""``boundcheck bounds``, ``dependence`` and ``sharpness`` as a person calls them."""

import json

import pytest

from boundcheck.cli.main import main


def said(capsys, *args):
    code = main(args)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_bounds_says_what_is_allowed_and_answers_for_every_ring(capsys):
    code, out, _ = said(capsys, "bounds")
    out = " ".join(out.split())

    assert code == 0
    assert "(3) 5 5.4497" in out
    assert "(5) 2 2.3209" in out
    assert "for every M, delta, zeta and x_min <= x_max: (5) allows nothing that (3) does not" in out
    assert "none from M = 1067 on" in out
    assert "the right side of (5) exceeds that of (3): first at m = 490." in out


def test_bounds_as_data_holds_no_float_and_is_the_same_every_time(capsys):
    first, second = (said(capsys, "bounds", "--json", "--up-to", "20", "--zeta", "1/10")[1] for _ in range(2))
    found = json.loads(first, parse_float=lambda text: pytest.fail(f"a float: {text}"))

    assert first == second
    assert found["schema"] == "boundcheck-bounds/1"
    assert {row["bound"] for row in found["allowed"]} == {"(3)", "(5)", "J0", "J1", "J2"}


def test_J0_allows_what_3_does_not_where_5_allows_nothing(capsys):
    asked = ("bounds", "--json", "--m", "4096", "--zeta", "1/10", "--delta", "0.01", "--up-to", "1", "--layers", "1")
    found = json.loads(said(capsys, *asked)[1])

    assert {row["bound"]: row["largest"] for row in found["allowed"]} == {
        "(3)": 36,
        "(5)": 0,
        "J0": 45,
        "J1": 0,
        "J2": 0,
    }
    assert found["joint"]["allows_more"] is True
    assert {row["strongest"] for row in found["joint"]["rows"]} == {"J0"}


def test_a_coherence_of_ones_own_leaves_out_the_growth(capsys):
    found = json.loads(said(capsys, "bounds", "--json", "--mu", "1/10")[1])

    assert found["growth"] is None
    assert found["layer"]["mu"] == "1/10"


def test_a_sweep_draws_the_same_picture_every_time(capsys, tmp_path):
    files = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for file in files:
        assert said(capsys, "bounds", "--sweep", "m=480..530", "--svg", str(file))[0] == 0

    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_text(encoding="utf-8").startswith("<svg ")


def test_exact_failures_beside_gamma(capsys):
    code, out, _ = said(capsys, "bounds", "--exact", "mu")

    assert code == 0
    assert "1/26" in out
    assert "0.00091553" in out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--zeta", "hello"), "zeta: expected a number"),
        (("--m", "0"), "m: expected an integer that is at least 1"),
        (("--mu", "2"), "mu: expected a coherence"),
        (("--delta", "2"), "delta: expected a probability"),
        (("--xmin", "3"), "xmax: expected a magnitude that is at least xmin = 3"),
        (("--svg", "x.svg"), "--svg: expected --sweep or --exact"),
        (("--sweep", "q=1..2"), "sweep: expected one of"),
        (("--sweep", "m=1..30000"), "sweep: expected 2 to 20000 values"),
        (("--nonzeros", "1000"), "nonzeros: expected a number between 1 and N = 98, got 1000"),
        (("--layers", "0"), "Invalid value for '--layers'"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(capsys, args, says):
    code, _, err = said(capsys, "bounds", "--up-to", "5", *args)

    assert code == 2
    assert says in err
    assert "Traceback" not in err


def test_a_picture_that_cannot_be_written_is_refused(capsys, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = said(capsys, "bounds", "--sweep", "m=9..20", "--svg", str(tmp_path / "file" / "x.svg"))

    assert code == 2
    assert "writable directory" in err


def test_dependence_shows_law_way_and_two_patterns(capsys):
    code, out, _ = said(capsys, "dependence", "lemma_3_3_max.third_line_inner_layer", "proofs/murray_tanner_2021")
    out = " ".join(out.split())

    assert code == 0
    assert "<a, v> at layer 3 depends on D^(3) through v^(2), then x^(2)" in out
    assert "++ 1/2 -+ 0" in out


def test_dependence_of_a_step_without_a_law_is_refused(capsys):
    code, _, err = said(capsys, "dependence", "bound_5.equivalence", "proofs/murray_tanner_2021")

    assert code == 2
    assert "dependence: expected a step that rests on a law" in err


def test_sharpness_of_a_file_that_is_no_report_is_refused(capsys, tmp_path):
    (tmp_path / "r.json").write_text("{}", encoding="utf-8")

    assert said(capsys, "sharpness", str(tmp_path / "r.json"))[0] == 2
    assert said(capsys, "sharpness", str(tmp_path / "none.json"))[0] == 2
