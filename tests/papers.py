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


TERMS = """
from boundcheck import Claim, Step, arith, assume, expect, real, reals, rule
from boundcheck import terms as t

x, j, K, f, E = real("x"), t.Index("j"), t.named_set("K"), t.family("f"), t.event_family("E")
"""


def stated(claim, **fields):
    """A module with one step of the given claim, its fields as they are written."""
    plain = {"cite": '"(1)"', "over": '(reals(x=("-1", "1")),)', "expects": 'expect("SURVIVED")'}
    said = ", ".join(f"{name}={text}" for name, text in (plain | fields).items())
    return {"lemma": f'{TERMS}line = Step(label="lemma.line", printed={claim}, {said})\n'}


SQUARE = 'Claim(x**2, "<=", 1)'

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
ILL_SORTED = {
    "a set beside a number": ('Claim(K, "<=", 1)', "claim.lhs: expected a real term, got a set, 'set K'"),
    "a truth beside a number": ('Claim(x, "<=", True)', "claim.rhs: expected an exact term"),
    "a sum of events": ('Claim(t.Total(E(j), j, K), "<=", 1)', "part 1 of total: expected a real term, got an event"),
    "a sum over a number": ('Claim(t.total(f(j), j, x), "<=", 1)', "part 3 of total: expected a set, got a real term"),
    "an entry at a set": ('Claim(x + f(K), "<=", 1)', "part 2 of at: expected a real term, got a set"),
    "the size of a number": ('Claim(t.size(x), "<=", 1)', "part 1 of size: expected a set, got a real term, 'sym x'"),
    "the chance of a number": ('Claim(t.Prob(x), "<=", 1)', "part 1 of prob: expected an event, got a real term"),
    "an event with a number": ('Claim(t.Both(E(), x), "implies", E())', "part 2 of both: expected an event"),
    "membership in a number": ('Claim(t.belongs(x, x), "holds")', "part 2 of belongs: expected a set"),
    "signs that are a set": ('Claim(t.independent(K), "holds")', "part 1 of independent: expected a real term"),
    "an index in a number": ('Claim(x, "<=", 1, ((j, x),))', "claim.forall, j: expected a set, got a real term"),
    "no index": ('Claim(x, "<=", 1, ((x, K),))', "claim.forall: expected pairs (Index(...), set), got x"),
    "a number of many digits": ('Claim(x, "<=", 7**9999)', "a number of 28071 bits, where 14000"),
    "a sum of many terms": (
        'Claim(t.total(x, j, t.Span(1, 10**12)), "<=", 1)',
        "at most 10000000 terms to run through, got 1000000000000",
    ),
    "sums in sums": (
        'Claim(t.total(t.total(x, j, t.Span(1, 9999)), t.Index("k"), t.Span(1, 9999)), "<=", 1)',
        "got 99980001",
    ),
    "very many indices": ('Claim(x, "<=", 1, ((j, t.Span(1, 10**12)),))', "got 1000000000000"),
}
ILL_STATED = {
    "uses that are labels": ({"uses": '("lemma.other",)'}, "uses=(Step, ...), got ('lemma.other',)"),
    "uses that are no tuple": ({"uses": "None"}, "uses=(Step, ...), got None"),
    "a reading that is a number": ({"reading": "3"}, "reading=text, got 3"),
    "a place that is none": ({"cite": "None"}, "cite=text, got None"),
    "a reference that is a truth": ({"cited": "True"}, "cited=text, got True"),
    "text that no file can hold": ({"remark": '"\\ud800"'}, "remark=text"),
    "a register of numbers": ({"register": "(1,)"}, "register=(text, ...), got (1,)"),
    "a hypothesis without a name": ({"hypotheses": '(Claim(x, ">=", 0),)'}, "hypotheses=(assume(...), ...)"),
    "one name for two hypotheses": ({"hypotheses": '(assume("h", x, ">=", 0), assume("h", x, "<=", 1))'}, "two 'h'"),
    "a repair that is text": ({"repaired": '"x"'}, "repaired=Claim(...) or None, got 'x'"),
    "one source without its tuple": ({"over": 'reals(x=("-1", "1"))'}, "over=(source, ...), such as (reals(...),)"),
    "a source that is a number": ({"over": "(3,)"}, "over=(source, ...), such as (reals(...),), got (3,)"),
    "a checker that is text": ({"checks": '("search",)'}, "checks=(checker, ...), functions of a question"),
    "a model that is text": ({"model": '"m"'}, "model=a Model or None, got 'm'"),
    "an expectation that is text": ({"expects": '"PROVED"'}, "expects=expect(...), verdicts one of PROVED"),
    "an unknown verdict": ({"expects": 'expect("PROVEN")'}, "printed='PROVEN'"),
    "an unknown verdict of arguments": ({"expects": 'expect("PROVED", argument="SOUND")'}, "argument='SOUND'"),
    "an argument in words": ({"argument": '("trivial",)'}, "a tuple of lines, got ('trivial',)"),
    "a line without its tuple": ({"argument": f'arith("a", {SQUARE}, by=())'}, "a tuple of lines, got Line(name='a'"),
    "a line of no claim": (
        {"argument": '(arith("a", x**2, by=()),)'},
        "line a: expected claim to be a Claim, got x**2",
    ),
    "facts that are one text": ({"argument": f'(arith("a", {SQUARE}, by="h"),)'}, "by to be a tuple of names, got 'h'"),
    "a vast degree": (
        {"argument": f'(arith("a", {SQUARE}, by=(), degree=10**6),)'},
        "degree to be 1 to 6, got 1000000",
    ),
    "an unknown rule": ({"argument": '(rule("a", "squar", a=x, c=x),)'}, "a rule such as square, squared_sum"),
    "an unknown word of a rule": (
        {"argument": '(rule("a", "square", z=x),)'},
        "bindings of a, c, the words of square, got 'z'",
    ),
    "a float for a word of a rule": ({"argument": '(rule("a", "square", a=0.5, c=x),)'}, "a: expected an exact term"),
}
WRONG |= {name: (stated(claim), ("lemma.py line 6", said)) for name, (claim, said) in ILL_SORTED.items()}
WRONG |= {name: (stated(SQUARE, **fields), ("lemma.py line 6", said)) for name, (fields, said) in ILL_STATED.items()}
