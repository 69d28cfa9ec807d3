"""Two engines agree, and the same bytes come out whatever is installed beneath: nobody has to believe one library.

Enclosures exist twice: Arb balls (``boundcheck.values``) and the re-checker's fractions.  Both must contain what mpmath
finds with three times the digits.  A wrong enclosure, or a checker that believes too much, does not pass unnoticed.
"""

import os
import random
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import flint
import mpmath
import pytest
from sympy import exp

import recheck
from boundcheck import Claim, enclosure, real, values, within
from boundcheck.evaluate import nodes
from boundcheck.evidence import Finding, Grade, Verdict
from tests.papers import example
from tests.recheck import made

ROOT = Path(__file__).resolve().parent.parent
BITS, DIGITS, COUNT = 128, 120, 400
x = real("x")

NOTHING = {"reals": {"data": {"values": None}, "words": [], "valid": []}}


def evaluated(term):
    """Value of a term by the re-checker."""
    world = recheck.World({"kind": "reals", "values": {}}, NOTHING, recheck.Work())
    evaluator = recheck.Evaluator(world, recheck.Work())
    evaluator.precise(BITS)
    return evaluator(recheck.read(term, "R", recheck.Work()))


# name -> (boundcheck, the re-checker, mpmath), all on a positive rational
ENCLOSURES = {
    "exp": (values.exponential, lambda v: recheck.exponential(v, BITS), mpmath.exp),
    "exp of minus": (
        lambda v: values.exponential(-v),
        lambda v: recheck.exponential(-v, BITS),
        lambda v: mpmath.exp(-v),
    ),
    "log": (values.logarithm, lambda v: recheck.logarithm(v, BITS), mpmath.log),
    "cosh": (lambda v: values.ball(v).cosh(), lambda v: evaluated(["cosh", ["num", str(v)]]), mpmath.cosh),
    "square root": (
        lambda v: values.ball(values.power(v, Fraction(1, 2))),
        lambda v: recheck.power(v, Fraction(1, 2), BITS),
        mpmath.sqrt,
    ),
    "inverse square root": (
        lambda v: 1 / values.ball(values.power(v, Fraction(1, 2))),
        lambda v: recheck.power(v, Fraction(-1, 2), BITS),
        lambda v: 1 / mpmath.sqrt(v),
    ),
}


def arguments(name):
    draw = random.Random(name)
    for _ in range(COUNT):
        yield Fraction(draw.randint(1, 10**9), 10**9) * Fraction(2) ** draw.randint(-30, 7)


def ends(found):
    """An enclosure as two rationals, whoever made it."""
    if isinstance(found, tuple):
        return found
    if isinstance(found, (int, Fraction)):
        return Fraction(found), Fraction(found)
    middle, exponent = found.mid().man_exp()
    radius, scale = found.rad().man_exp()
    centre, width = int(middle) * Fraction(2) ** int(exponent), int(radius) * Fraction(2) ** int(scale)
    return centre - width, centre + width


def truth(act, argument):
    """The value by mpmath, three times as precise, as two rationals that surely enclose it."""
    with mpmath.workdps(DIGITS):
        value = act(mpmath.mpf(argument.numerator) / argument.denominator)
        sign, mantissa, exponent, _ = value._mpf_
    centre = (-1) ** sign * int(mantissa) * Fraction(2) ** exponent
    return centre - abs(centre) / 10 ** (DIGITS - 10), centre + abs(centre) / 10 ** (DIGITS - 10)


def disagreement(found, argument, act):
    """Where an enclosure misses the true value, or is no enclosure; None if it is right."""
    low, high = ends(found)
    true_low, true_high = truth(act, argument)
    return None if low <= true_high and true_low <= high and low <= high else (argument, low, high)


@pytest.fixture
def precise():
    before, flint.ctx.prec = flint.ctx.prec, BITS
    yield
    flint.ctx.prec = before


@pytest.mark.usefixtures("precise")
@pytest.mark.parametrize("name", ENCLOSURES)
def test_both_enclosures_hold_the_value_that_a_third_engine_finds(name):
    ours, theirs, act = ENCLOSURES[name]
    for argument in arguments(name):
        assert disagreement(ours(argument), argument, act) is None
        assert disagreement(theirs(argument), argument, act) is None


@pytest.mark.usefixtures("precise")
@pytest.mark.parametrize("name", ENCLOSURES)
def test_an_enclosure_that_is_wrong_by_a_billionth_of_its_value_is_caught(name):
    ours, _, act = ENCLOSURES[name]
    argument = next(arguments(name))
    low, high = ends(ours(argument))

    for wrong in ((low * Fraction(10**9 + 1, 10**9), high * 2), (high, low)):
        assert disagreement(wrong, argument, act) is not None


def test_a_claim_proved_by_a_wrong_enclosure_is_not_replayed(monkeypatch):
    """exp made a tenth too small proves what is false; the re-checker, which has its own exp, says so."""
    monkeypatch.setitem(
        nodes._MAKERS, "exp", nodes._unary(lambda value: values.exponential(value) * values.ball(Fraction(9, 10)))
    )
    nodes.compile_node.cache_clear()
    try:
        false = made.step("false", Claim(exp(x), "<=", 1 + x), hypotheses=within(x, "[0, 1/5]"), checks=(enclosure(),))
        report = made.report_of(false)
    finally:
        nodes.compile_node.cache_clear()

    assert "PROVED" == report["steps"][0]["printed"]["verdict"]
    assert "replayed" not in made.states(report).values()


@dataclass(frozen=True)
class Believer:
    """Proves whatever it is asked, with the certificate of something else or none."""

    certificate: tuple = ()

    def __call__(self, question):
        return Finding(
            checker="believer",
            verdict=Verdict.PROVED,
            grade=Grade.BALL,
            certificate={
                "schema": "boundcheck-certificate/3",
                "claim": question.claim.digest,
                **dict(self.certificate),
            },
        )


@pytest.mark.parametrize(
    "certificate",
    [
        (),
        (("kind", "enclosure"), ("order", ["x"]), ("box", {"x": ["0", "1"]}), ("boxes", [[["0", "1"]]])),
        (("kind", "series"), ("variable", "x")),
        (("kind", "derivation"), ("lines", [])),
        (("kind", "a new kind"),),
    ],
    ids=lambda entries: dict(entries).get("kind", "none"),
)
def test_an_unsound_checker_that_no_search_contradicts_is_not_replayed(certificate):
    step = made.step(
        "false", Claim(exp(x), "<=", 1 + x), hypotheses=within(x, "[0, 1]"), checks=(Believer(certificate),)
    )
    report = made.report_of(step)

    assert "PROVED" == report["steps"][0]["printed"]["verdict"]
    assert "replayed" not in made.states(report).values()


AUDIT = "from boundcheck.cli.main import main; raise SystemExit(main())"
SURROUNDINGS = {
    "pure-Python numbers": {"SYMPY_GROUND_TYPES": "python"},
    "python-flint numbers, hash seed, locale, time zone": {
        "SYMPY_GROUND_TYPES": "flint",
        "PYTHONHASHSEED": "4",
        "LC_ALL": "C",
        "TZ": "Asia/Tokyo",
    },
}


def audited(place, out, surroundings, *options):
    environment = {**os.environ, "PYTHONHASHSEED": "1", **surroundings}
    command = [sys.executable, "-c", AUDIT, "audit", "--effort", "quick", "--out", str(out), *options, str(place)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return {file.name: file.read_bytes() for file in out.iterdir()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    where = tmp_path_factory.mktemp("plain")
    place = example(where)
    return place, audited(place, where / "out", {}, "--jobs", "1")


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_the_reports_have_the_same_bytes_in_other_surroundings(plain, tmp_path, name):
    place, expected = plain

    assert expected == audited(place, tmp_path / "out", SURROUNDINGS[name], "--jobs", "1")
    assert {".json", ".md"} <= {Path(file).suffix for file in expected}


def test_the_rechecker_runs_where_no_other_package_is_installed(plain, tmp_path):
    """No python-flint, no sympy, no solver: -S and -I leave only the standard library."""
    expected = plain[1]
    file = tmp_path / "report.json"
    file.write_bytes(expected["example_paper.json"])
    found = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "recheck.py"), str(file)], check=False, capture_output=True, text=True
    )

    assert 0 == found.returncode, found.stderr
    assert "replayed" in found.stdout


def test_no_verdict_rests_on_a_solver():
    """z3 is no part of any engine: nothing imports it, so its absence changes nothing."""
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "boundcheck").rglob("*.py")]

    assert not any("import z3" in text or "from z3" in text for text in texts)


def test_without_python_flint_the_tool_says_what_is_missing(tmp_path):
    """Arb is needed to evaluate a claim; there is no fallback, and no verdict without it."""
    code = f"import sys; sys.modules['flint'] = None; {AUDIT}"
    found = subprocess.run(
        [sys.executable, "-c", code, "list"], check=False, capture_output=True, text=True, cwd=tmp_path
    )

    assert found.returncode != 0
    assert "flint" in found.stderr
