"""The example notebook: its code runs, and what it shows is what is stored in it.

``UPDATE_SNAPSHOTS=1 pytest tests/test_tour.py`` stores anew what the cells show; read the difference.
"""

import ast
import io
import json
import os
from contextlib import redirect_stdout
from pathlib import Path

import pytest

TOUR = Path(__file__).resolve().parent.parent / "examples" / "tour.ipynb"


def shown(value):
    """What a notebook stores of the value of a cell's last line."""
    data = {kind: text.splitlines(keepends=True) for kind, text in value._repr_mimebundle_().items()}
    return {"output_type": "execute_result", "metadata": {}, "data": data}


def executed(source, names):
    """What a cell shows: the value of its last line, if that is an expression; nothing in the tour prints."""
    *body, last = ast.parse(source).body
    value = None
    with redirect_stdout(io.StringIO()) as printed:
        exec(compile(ast.Module(body=body, type_ignores=[]), str(TOUR), "exec"), names)  # noqa: S102 - our own file
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), str(TOUR), "eval"), names)  # noqa: S307
        else:
            exec(compile(ast.Module(body=[last], type_ignores=[]), str(TOUR), "exec"), names)  # noqa: S102
    assert "" == printed.getvalue()
    return [] if value is None else [shown(value)]


def without_numbers(outputs):
    return [{key: value for key, value in one.items() if key != "execution_count"} for one in outputs]


def test_the_tour_shows_what_is_stored_in_it():
    """Without Jupyter: each code cell is run, and what it would show is compared, byte for byte."""
    book = json.loads(TOUR.read_text(encoding="utf-8"))
    names = {}
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    found = [executed("".join(cell["source"]), names) for cell in cells]
    if os.environ.get("UPDATE_SNAPSHOTS"):
        for number, (cell, outputs) in enumerate(zip(cells, found, strict=True), 1):
            cell["execution_count"] = number
            cell["outputs"] = [one | {"execution_count": number} for one in outputs]
        TOUR.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    assert found == [without_numbers(cell["outputs"]) for cell in cells]
    assert sum(map(len, found)) >= 5


def test_the_tour_runs_in_jupyter():
    nbformat = pytest.importorskip("nbformat", reason="needs the extra `notebook`")
    nbclient = pytest.importorskip("nbclient", reason="needs the extra `notebook`")
    pytest.importorskip("ipykernel", reason="needs the extra `notebook`")
    book = nbformat.read(TOUR, as_version=4)
    nbformat.validate(book)
    before = [[dict(one["data"]) for one in cell["outputs"]] for cell in book.cells if cell.cell_type == "code"]
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
    after = [[dict(one["data"]) for one in cell["outputs"]] for cell in book.cells if cell.cell_type == "code"]

    assert before == after
