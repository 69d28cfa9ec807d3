"""The program stays small enough to be read: its lines of code can only become fewer."""

import ast
from pathlib import Path

import recheck

MOST = 1367  # lines that are not blank, not a comment and not a docstring; 600 were aimed at


def code_lines(text):
    """Numbers of the lines that are code."""
    told = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            told |= {*range(node.body[0].lineno, node.body[0].end_lineno + 1)}
    lines = enumerate(text.splitlines(), 1)
    return [n for n, line in lines if line.strip() and not line.strip().startswith("#") and n not in told]


def test_the_program_has_no_more_lines_of_code_than_before():
    assert len(code_lines(Path(recheck.__file__).read_text(encoding="utf-8"))) <= MOST


def test_lines_of_code_are_counted():
    assert code_lines('"""One."""\n\n# two\nx = 1\n\n\ndef f():\n    """Say\n    nothing."""\n    return x\n') == [
        4,
        7,
        10,
    ]
