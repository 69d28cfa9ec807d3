"""Files: limits, hostile input, the command line, and what it imports."""

import ast
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

import recheck
from boundcheck import terms as t
from boundcheck.certificates.axioms import axioms, seal
from boundcheck.claim import Claim
from tests.recheck.made import rechecked, report_of, spoiled, step
from tests.recheck.test_derivations import chained, square

PROGRAM = Path(recheck.__file__)
SOON = 2 if sys.gettrace() is None else 20  # seconds; where coverage is measured, a program is many times slower


@pytest.fixture(scope="module")
def good():
    return report_of(chained())


@pytest.fixture(scope="module")
def refuted():
    a = t.real("a")
    data = report_of(step("wrong", Claim(a**2, "<", a)))
    side = data["steps"][0]["printed"]
    witness = {
        "title": "at 2",
        "world": {"kind": "reals", "values": {"a": 2}},
        "index": {},
        "outcome": None,
        "lhs": "4",
        "rhs": "2",
    }
    side |= {"verdict": "REFUTED", "grade": "EXACT", "witnesses": [witness]}
    side["evidence"] = [
        {
            "checker": "hand",
            "verdict": "REFUTED",
            "grade": "EXACT",
            "reason": "",
            "statistics": {},
            "certificate": {"kind": "counterexample", "schema": "boundcheck-certificate/3", "claim": side["digest"]},
        }
    ]
    data["steps"][0]["status"] = "FALLS"
    return data


def run(path, *options):
    return subprocess.run(
        [sys.executable, "-I", str(PROGRAM), *options, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def written(tmp_path, data):
    path = tmp_path / "report.json"
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return path


LIMITED = """
import resource, runpy, sys

resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def limited(path):
    """The program on a file with 512 MB of memory: what it answered, and its seconds of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = subprocess.run(
        [sys.executable, "-I", "-c", LIMITED, str(PROGRAM), str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_it_imports_nothing_but_the_standard_library():
    tree = ast.parse(PROGRAM.read_text())
    found = {
        alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    found |= {str(node.module).partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert found <= sys.stdlib_module_names
    assert not found & {"subprocess", "os", "importlib", "pickle", "ctypes", "socket", "shelve", "marshal"}
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"eval", "exec", "compile", "__import__", "float"}


def test_a_good_report_is_replayed_on_the_command_line(tmp_path, good):
    found = run(written(tmp_path, good))

    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout == "2 verdicts: 2 replayed, 0 not replayable (listed), 0 wrong; 0 more claim nothing\n"


def test_a_counterexample_is_replayed_and_a_spoiled_one_is_wrong(tmp_path, refuted):
    assert run(written(tmp_path, refuted)).returncode == 0
    for change in (
        lambda d: d["steps"][0]["printed"]["witnesses"][0]["world"]["values"].__setitem__("a", "1/2"),
        lambda d: d["steps"][0]["printed"]["witnesses"].clear(),
        lambda d: d["steps"][0]["printed"].__setitem__("verdict", "SURVIVED"),
    ):
        found = run(written(tmp_path, spoiled(refuted, change)))
        assert found.returncode == 1
        assert "wrong: made.wrong.printed" in found.stdout


def test_the_answer_in_json_has_one_entry_per_verdict(tmp_path, good):
    found = json.loads(run(written(tmp_path, good), "--json").stdout)

    assert [entry["state"] for entry in found] == ["replayed", "replayed"]


def test_bad_arguments_and_missing_files_are_exit_2(tmp_path):
    assert run(tmp_path / "nothing.json").returncode == 2
    assert run(tmp_path / "nothing.json", "--trust").returncode == 2


HOSTILE = {
    "nothing": b"",
    "not json": b"{",
    "a list": b"[]",
    "another schema": b'{"schema": "boundcheck-report/2", "steps": []}',
    "a float": b'{"schema": "boundcheck-report/1", "steps": [], "x": 1.5}',
    "a float in exponent form": b'{"schema": "boundcheck-report/1", "steps": [], "x": 1e999}',
    "NaN": b'{"schema": "boundcheck-report/1", "steps": [], "x": NaN}',
    "infinity": b'{"schema": "boundcheck-report/1", "steps": [], "x": -Infinity}',
    "a key twice": b'{"schema": "boundcheck-report/1", "steps": [], "steps": []}',
    "a long integer": b'{"schema": "boundcheck-report/1", "steps": [], "x": ' + b"9" * 5000 + b"}",
    "deep": b'{"schema": "boundcheck-report/1", "steps": ' + b"[" * 300 + b"]" * 300 + b"}",
    "very deep": b"[" * 1_000_000,
    "many lists": b"[" + b"[]," * 2_000_000 + b"[]]",
    "many commas": b"[" + b"0," * 4_000_000 + b"0]",
    "large": b'"' + b" " * (65 << 20) + b'"',
    "large and wide": b'"' + "\U0001f600".encode() * (5 << 20) + b'"',
    "brackets that do not match": b'{"schema": "boundcheck-report/1", "steps": [}]',
    "bad unicode": b'{"schema": "\xff"}',
    "steps that are no list": b'{"schema": "boundcheck-report/1", "steps": {}}',
    "a million steps": b'{"schema": "boundcheck-report/1", "axioms": {}, "steps": ['
    + b'{"label": "a"},' * 10**6
    + b"{}]}",
    "steps that are no objects": b'{"schema": "boundcheck-report/1", "steps": [1]}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_exit_2_soon_and_in_little_memory(name, tmp_path):
    found, seconds = limited(written(tmp_path, HOSTILE[name]))

    assert found.returncode == 2, found.stderr[-500:]
    assert found.stderr.startswith("recheck: ")
    assert seconds < 2


HUGE = ["pow", ["pow", ["pow", ["num", "9"], ["num", "4096"]], ["num", "4096"]], ["num", "4096"]]


def total(body, last):
    return ["total", body, "j", ["span", ["num", "1"], ["num", str(last)]]]


BUSY = {
    "logarithms": (total(["log", ["idx", "j"]], 10**5), {"a": 2}),
    "exponentials": (total(["exp", ["idx", "j"]], 60000), {"a": 2}),
    "roots": (total(["pow", ["idx", "j"], ["num", "1/2"]], 10**5), {"a": 2}),
    "a sum of fractions": (total(["pow", ["idx", "j"], ["num", "-1"]], 10**5), {"a": 2}),
    "powers of long numbers": (
        total(["pow", ["add", ["num", "9" * 300], ["idx", "j"]], ["num", "900"]], 10**5),
        {"a": 2},
    ),
    "powers of roots": (total(["pow", ["pow", ["idx", "j"], ["num", "1/2"]], ["num", "4095"]], 10**5), {"a": 2}),
    "long sets": (["size", ["cap", *[["span", ["num", "1"], ["num", "99999"]]] * 90]], {"a": 2}),
    "a tower of powers": (HUGE, {"a": 2}),
    "a large span": (["total", ["idx", "j"], "j", ["span", ["num", "1"], ["num", "9" * 300]]], {"a": 2}),
    "nested sums": (
        [
            "total",
            [
                "total",
                ["total", ["idx", "j"], "j", ["span", ["num", "1"], ["num", "999"]]],
                "k",
                ["span", ["num", "1"], ["num", "999"]],
            ],
            "l",
            ["span", ["num", "1"], ["num", "999"]],
        ],
        {"a": 2},
    ),
    "a large exponential": (["exp", ["exp", ["num", "9"]]], {"a": 2}),
    "an unknown parameter": (["sym", "nobody"], {"a": 2}),
}


@pytest.mark.parametrize("name", BUSY)
def test_work_without_end_is_refused_soon(name):
    term, values = BUSY[name]
    start = time.process_time()
    claim = ["claim", [], term, "<", ["num", "0"]]
    answer, why = recheck.check_witness(
        claim, [], {"world": {"kind": "reals", "values": values}, "index": {}}, axioms(), recheck.Work()
    )

    assert (answer is None and why) or name == "a large exponential"
    assert time.process_time() - start < SOON


@pytest.mark.parametrize("node", [["eval", "1"], ["num", "1e5"], ["num", 1.5], ["num", "1/0"], ["num", "٣"], ["sym", 3], ["sym", "#0"], ["rel", ["num", "1"], "=<", ["num", "2"]],
                                  ["add"], [], "x", None, ["prob", ["true"], ["true"], ["true"]], ["num", "9" * 401], ["total", ["num", "1"], "j"], {"a": 1}])  # fmt: skip
def test_a_term_outside_of_the_language_is_refused(node):
    with pytest.raises(recheck.BrokenError):
        recheck.read(node, "R", recheck.Work())


SMALL = {"worlds": {"reals": {"data": {"values": None}, "words": [], "valid": []}}, "rules": {}, "within": []}


@pytest.fixture
def small(refuted, monkeypatch):
    """A small report: with axioms that hold no more than it needs."""
    monkeypatch.setattr(recheck, "AXIOMS", recheck.digest(SMALL))
    return {**{key: refuted[key] for key in ("schema", "steps")}, "axioms": SMALL}


def test_no_truncated_report_is_accepted(small):
    text = json.dumps(small).encode()

    for length in range(len(text)):
        with pytest.raises(recheck.BadInputError):
            recheck.load(text[:length])


def test_no_changed_byte_changes_what_is_replayed(small):
    """A changed report is refused, or found wrong, or still says the same of the same claim (words for people changed)."""
    text = json.dumps(small).encode()
    claim = small["steps"][0]["printed"]["digest"]
    replayed = 0
    for place in range(len(text)):
        for byte in (text[place] ^ 1, ord("0")):
            try:
                data = recheck.load(text[:place] + bytes([byte]) + text[place + 1 :])
                found = rechecked(data)
            except (recheck.BadInputError, recheck.BrokenError):
                continue
            if any(o.state == "replayed" for o in found):
                replayed += 1
                side = data["steps"][0]["printed"]
                assert (side["digest"], side["verdict"], recheck.digest(side["claim"])) == (claim, "REFUTED", claim)
    assert replayed


def test_a_step_may_use_only_what_was_replayed_before_it(good):
    turned = spoiled(good, lambda d: d["steps"].reverse())
    assert [o.state for o in rechecked(turned) if o.label == "made.chained.printed"] == ["not replayable"]
    alone = spoiled(good, lambda d: d["steps"].pop(0))
    assert [o.state for o in rechecked(alone) if o.label == "made.chained.printed"] == ["not replayable"]


def test_two_steps_with_one_label_and_other_axioms_are_refused(good):
    with pytest.raises(recheck.BadInputError, match="two steps"):
        rechecked(spoiled(good, lambda d: d["steps"].append(d["steps"][0])))
    with pytest.raises(recheck.BadInputError, match="axioms"):
        rechecked(spoiled(good, lambda d: d["axioms"]["within"].append("Rows")))


def test_the_axioms_are_those_that_the_program_pins():
    assert recheck.AXIOMS == seal() == recheck.digest(json.loads(json.dumps(axioms())))


def test_nothing_is_executed_and_only_the_report_is_opened(tmp_path, good):
    """An audit hook sees every file that is opened, every import from a file, every process and every compilation."""
    path = written(tmp_path, good)
    hook = (
        "import runpy, sys\nimport argparse, collections.abc, fractions, hashlib, itertools, json, math, re, typing\n"
        "code = compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')\nseen = []\n"
        "sys.addaudithook(lambda event, args: seen.append((event, args)))\nsys.argv = sys.argv[1:]\n"
        "try:\n    exec(code, {'__name__': '__main__'})\nexcept SystemExit as end:\n    print(end.code)\n"
        "bad = ('subprocess', 'os.system', 'os.exec', 'socket', 'ctypes', 'compile', 'import', 'pickle')\n"
        "after = seen[[e for e, _ in seen].index('open') :]  # named tuples compile their own constructors before\n"
        "print([e for e, _ in after if e.startswith(bad)], [a[0] for e, a in seen if e == 'open'])\n"
    )
    found = subprocess.run(
        [sys.executable, "-I", "-c", hook, str(PROGRAM), str(path)], capture_output=True, text=True, check=False
    )

    assert found.stdout.splitlines()[-1] == f"[] ['{path}']", found.stdout + found.stderr


def enclosed():
    x = t.real("x")
    data = report_of(step("box", Claim(x**2 - x, "<", 1)))
    side = data["steps"][0]["printed"]
    ends = [["claim", [], ["sym", "x"], ">=", ["num", "0"]], ["claim", [], ["sym", "x"], "<=", ["num", "1"]]]
    side["hypotheses"] = [{"name": f"h{n}", "claim": e, "digest": recheck.digest(e)} for n, e in enumerate(ends)]
    boxes = [[["0", "1/2"]], [["1/2", "1"]]]
    proof = {
        "kind": "enclosure",
        "schema": "boundcheck-certificate/3",
        "claim": side["digest"],
        "order": ["x"],
        "box": {"x": ["0", "1"]},
        "boxes": boxes,
    }
    side |= {"verdict": "PROVED", "grade": "BALL"}
    side["evidence"] = [
        {"checker": "enclosure", "verdict": "PROVED", "grade": "BALL", "certificate": proof, "statistics": {}}
    ]
    data["steps"][0] |= {"status": "STANDS", "argument": {"verdict": "VALID"}}
    return data, proof, side


def test_an_enclosure_is_replayed_where_the_hypotheses_bound_the_box():
    data, _, side = enclosed()
    assert [o.state for o in rechecked(data)] == ["replayed"]

    side["hypotheses"].pop()
    assert "wrong" in [o.state for o in rechecked(data)]


def test_an_enclosure_of_a_false_claim_is_found():
    data, proof, side = enclosed()
    side["claim"] = ["claim", [], ["sym", "x"], "<", ["num", "1"]]
    side["digest"] = proof["claim"] = recheck.digest(side["claim"])

    assert "replayed" not in [o.state for o in rechecked(data)]


def test_a_certificate_of_an_unknown_kind_is_named(good):
    data = report_of(square())
    data["steps"][0]["printed"]["evidence"][0]["certificate"]["kind"] = "oracle"

    (found,) = rechecked(data)
    assert (found.state, "oracle" in found.reason) == ("not replayable", True)


TOWER = ["num", "9"]
for _ in range(30):
    TOWER = ["pow", TOWER, ["num", "12"]]
HARD = {
    "a tower of small powers": TOWER,
    "a large power": ["pow", ["num", "9"], ["num", "9" * 300]],
    "a large power of a sum": ["pow", ["add", ["sym", "a"], ["sym", "b"], ["num", "1"]], ["num", "64"]],
}


@pytest.mark.parametrize("name", HARD)
def test_algebra_without_end_is_refused_soon(name):
    data = report_of(square())
    side = data["steps"][0]["printed"]
    proof = next(e["certificate"] for e in side["evidence"] if e["certificate"])
    proof["lines"][-1]["conclusion"] = side["claim"] = ["claim", [], HARD[name], "<=", ["num", "0"]]
    side["digest"] = proof["claim"] = recheck.digest(side["claim"])
    start = time.process_time()

    assert {o.state for o in rechecked(data)} <= {"wrong", "not replayable"}
    assert time.process_time() - start < SOON


def test_the_program_as_a_function(tmp_path, good, capsys):
    path = str(written(tmp_path, good))

    assert recheck.main([path]) == 0
    assert recheck.main(["--json", "--work=2", path]) == 0
    assert recheck.main([path, "--trust"]) == 2
    assert recheck.main([str(tmp_path / "nothing.json")]) == 2
    assert "usage" in capsys.readouterr().err
    for name in ("a float", "a long integer", "a key twice", "not json"):
        with pytest.raises(recheck.BadInputError):
            recheck.load(HOSTILE[name])
