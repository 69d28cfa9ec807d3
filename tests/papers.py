"""Proof folders for tests: copies of the invented paper, and folders that are wrong in one way each."""

import itertools
import shutil
from pathlib import Path

EXAMPLE = Path(__file__).parent / "fixtures" / "example_paper"
_numbers = itertools.count()

PAPER = """
from boundcheck import Paper

paper = Paper(key="tiny", title="Tiny", authors="A. Example", version="1")
"""

LINE = """
from boundcheck import Claim, Step, expect, real, reals

x = real("x")
line = Step(label="lemma.line", cite="(1)", over=(reals(x=("-1", "1")),), printed=Claim(x**2, "<=", 1),
            expects=expect("SURVIVED"))
"""


def example(where):
    """A copy of the invented paper under a package name of its own."""
    target = where / f"example_{next(_numbers)}"
    shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def folder(where, **files):
    """A proof folder of the given modules; paper.py is there unless ``paper=None``."""
    target = where / f"paper_{next(_numbers)}"
    target.mkdir()
    for name, text in {"__init__": "", "paper": PAPER, **files}.items():
        if text is not None:
            (target / f"{name}.py").write_text(text, encoding="utf-8")
    return target


# name -> (modules, what the one line of the message must say)
WRONG = {
    "unknown_relation": ({"lemma": LINE.replace('"<="', '"=<"')}, ("lemma.py line 5", "a relation among", "'=<'")),
    "float": ({"lemma": LINE.replace("x**2", "0.5 * x")}, ("lemma.py line 5", "exact", "Float")),
    "float_alone": (
        {"lemma": LINE.replace('"<=", 1)', '"<=", 0.5)')},
        ("lemma.py line 5", "claim.rhs", "Rational(1, 3)", "0.5"),
    ),
    "label_mismatch": ({"lemma": LINE.replace("lemma.line", "lemma.other")}, ("lemma.line", "'lemma.other'")),
    "label_clash": ({"lemma": LINE, "lemma_2": LINE}, ("lemma.line", "unique", "lemma_2.line")),
    "label_used_twice": (
        {
            "lemma": LINE
            + "\nfirst = line\n"
            + LINE.partition("\n\n")[2].replace("line = Step(", "line = Step(uses=(first,), "),
        },
        ("lemma.line", "unique"),
    ),
    "no_such_label": (
        {"lemma": LINE.replace('"lemma.line"', '"lemma line"')},
        ("step.label", "dotted identifiers", "'lemma line'"),
    ),
    "missing_use": (
        {
            "lemma": LINE,
            "theorem": LINE.replace("import Claim", "import arith, Claim")
            .replace("lemma.line", "theorem.line")
            .replace("expects", 'argument=(arith("a", Claim(x**2, "<=", 1), by=("lemma.line",)),), expects'),
        },
        ("theorem.line", "uses", "'lemma.line'", "'a'", "no uses"),
    ),
    "hidden_step": (
        {
            "lemma": LINE.replace(
                "line = Step(",
                'line = Step(uses=(Step(label="lemma.nowhere", cite="", printed=Claim(x, "==", x)),), ',
            ),
        },
        ("lemma.nowhere", "attribute"),
    ),
    "circular": (
        {"lemma": "from .theorem import line as other\n" + LINE, "theorem": "from .lemma import line\n"},
        ("circular import", "may not rest on itself"),
    ),
    "raises": ({"lemma": LINE + "\n1 / 0\n"}, ("lemma.py line 8", "ZeroDivisionError")),
    "exits": ({"lemma": LINE + "\nraise SystemExit(0)\n"}, ("lemma.py line 8", "SystemExit")),
    "no_python": ({"lemma": "line = Step(\n"}, ("lemma.py line 1", "SyntaxError")),
    "undefined": ({"lemma": LINE.replace("real,", "").replace(", real", "")}, ("NameError",)),
    "unknown_name": (
        {"lemma": LINE.replace("import Claim", "import Theorem, Claim")},
        ("lemma.py line 2", "ImportError", "Theorem"),
    ),
    "no_steps": ({"lemma": "x = 1\n"}, ("tiny", "at least one Step", "none")),
    "no_paper": ({"paper": None, "lemma": LINE}, ("paper.py",)),
    "paper_of_another_type": ({"paper": "paper = 'Tiny'\n", "lemma": LINE}, ("paper.py", "Paper(...)", "str")),
    "key_is_a_path": ({"paper": PAPER.replace('"tiny"', '"../tiny"'), "lemma": LINE}, ("paper.key", "'../tiny'")),
    "two_conclusions": (
        {
            "lemma": LINE,
            "conclusions": "from boundcheck import Conclusion\nfrom .lemma import line\n"
            'a = Conclusion(label="t", title="T", rests_on=(line,))\n'
            'b = Conclusion(label="t", title="U", rests_on=(line,))\n',
        },
        ("t", "unique", "two conclusions"),
    ),
}
