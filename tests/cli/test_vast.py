"""Vast powers, spans and files: refused, or answered by enclosures, in 2 seconds and 512 MB; never a traceback."""

import os
import re
import subprocess
import sys

import pytest

from tests.papers import folder, stated

START_SECONDS = 2  # imports and loading, on a busy machine
CODE = """
import pathlib
from boundcheck.cli.main import main

code = main()
status = pathlib.Path("/proc/self/status")
pathlib.Path("status").write_text(status.read_text() if status.exists() else "VmHWM: 0 kB")
raise SystemExit(code)
"""
WORDS = """
from functools import partial
from sympy import Pow, exp

power = partial(Pow, evaluate=False)
"""
VAST = {
    "a vast power": 'Claim(x ** (10**9), "<=", 1)',
    "a vast number that is written as a power": 'Claim(x, "<=", power(2, 10**9))',
    "a tower of powers": 'Claim(x, "<=", power(power(power(9, 9999), 9999), 9999))',
    "a tower of exponentials": 'Claim(exp(exp(exp(exp(x + 9)))), ">=", 1)',
    "a sum of many terms": 'Claim(t.total(x, j, t.Span(1, 10**12)), "<=", 1)',
    "a power that algebra would multiply out": 'Claim((x + 1) ** (10**6), ">=", 0)',
}


def limited(tmp_path, *arguments):
    """Exit code, standard error, seconds of processor time and megabytes of a command."""
    with (tmp_path / "said").open("w+") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", CODE, *arguments], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        # the most that the program itself held: ru_maxrss counts what the test runner held when it forked
        held = re.search(r"VmHWM:\s*(\d+)", (tmp_path / "status").read_text())
        return process.returncode, said.read(), used.ru_utime + used.ru_stime, int(held[1]) >> 10


@pytest.mark.parametrize("name", VAST)
def test_a_vast_number_in_a_proof_file_is_answered_soon(tmp_path, name):
    text = stated(VAST[name])["lemma"].replace("line = Step", f"{WORDS}line = Step")
    place = str(folder(tmp_path, lemma=text))
    code, said, seconds, megabytes = limited(tmp_path, "audit", "--effort", "quick", "--jobs", "1", place)

    assert code in (0, 1, 2)
    assert "Traceback" not in said
    assert START_SECONDS + 2 > seconds
    assert 512 > megabytes


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["bounds", "--m", "1" + "0" * 28], 2, "error: m: expected at most 1000000000000000000, got"),
        (["bounds", "--m", "2**10**9"], 2, "error: m: expected a number such as"),
        (["bounds", "--m", "1000000000000000000"], 0, ""),
        (["bounds", "--layers", "1000000000"], 2, "is not in the range 1<=x<=1000"),
        (["bounds", "--sweep", "m=1..1000000000"], 2, "expected 2 to 20000 values"),
        (["probability", "/dev/zero"], 2, "/dev/zero: instance: expected at most"),
        (["diff", "/dev/zero", "/dev/zero"], 2, "error: /dev/zero: expected a report of at most 256 MB"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_a_vast_number_on_the_command_line_is_answered_soon(tmp_path, arguments, code, said):
    found, text, seconds, megabytes = limited(tmp_path, *arguments)

    assert (found, "Traceback" in text) == (code, False)
    assert said in text
    assert START_SECONDS + 2 > seconds
    assert 512 > megabytes
