"""A proof folder: one paper, its modules, and the steps and conclusions they hold.

Listing a paper is reading the ``Step`` attributes of its modules: nothing registers itself, and a step's label must say
where it stands.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from boundcheck.errors import BoundcheckError
from boundcheck.loading import import_modules, module_names, package_of
from boundcheck.quotations import check_quotations
from boundcheck.step import Conclusion, Paper, Step, ancestors_first

_PAPER = "paper"
_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, kw_only=True)
class ProofFolder:
    """A paper's proofs as loaded.

    Attributes:
        path: the folder.
        key: name of the paper's reports.
        paper: citation and notation.
        steps: steps in order of module and definition.
        conclusions: the theorems, in the order of ``conclusions.py``.
        file: the one file that was asked for, if not the whole folder.
    """

    path: Path
    key: str
    paper: Paper
    steps: tuple[Step, ...]
    conclusions: tuple[Conclusion, ...]
    file: Path | None = None

    @property
    def place(self) -> Path:
        """What was loaded: the folder or the file."""
        return self.file or self.path


def load_all(paths: Sequence[str | Path], pattern: str | None = None) -> tuple[ProofFolder, ...]:
    """Load the proof folders that the paths name; without paths, ``./proofs`` or the proofs that come with the package.

    With a ``pattern`` of labels, only the modules whose steps may match it are read (and what those import).

    Raises:
        BoundcheckError: a path does not exist or holds no proofs, a folder cannot be loaded, two papers share a key, or
            a step quotes a label that the paper it names does not have.
    """
    wanted = [place for path in paths for place in expand(Path(path))] if paths else default_places()
    found: dict[str, ProofFolder] = {}
    for place in dict.fromkeys(wanted):
        if pattern is not None and place.is_dir() and not _modules_for(place, pattern):
            continue
        folder = load(place, pattern)
        if folder.key in found:
            got = f"this key in {found[folder.key].path.name} and in {folder.path.name}"
            raise BoundcheckError(folder.key, expected="one paper for each key", got=got)
        found[folder.key] = folder
    whole = {
        key: {step.label for step in folder.steps}
        for key, folder in found.items()
        if folder.file is None and pattern is None
    }
    for key, folder in found.items():
        check_quotations(key, ((step.label, one) for step in folder.steps for one in step.quotes), whole)
    return tuple(found.values())


def default_places() -> list[Path]:
    """The proof folders in ``./proofs``, or else those of the installed package.

    Raises:
        BoundcheckError: there are none.
    """
    here = Path("proofs")
    if here.is_dir() and any(holds_paper(child) for child in here.iterdir()):
        return expand(here)
    spec = find_spec("proofs")
    for home in spec.submodule_search_locations or () if spec else ():
        if any(holds_paper(child) for child in Path(home).iterdir()):
            return expand(Path(home))
    raise BoundcheckError("paths", expected="a proof folder, or a directory proofs/ that holds some", got="none")


def expand(path: Path) -> list[Path]:
    """The proof folders (or the single file) that a path names.

    Raises:
        BoundcheckError: the path does not exist, or is neither a proof folder, nor a folder of them, nor a file of one.
    """
    if not path.exists():
        beside = [child.name for child in path.parent.iterdir()] if path.parent.is_dir() else []
        near = get_close_matches(path.name, beside, n=1)
        meant = f" (such as {path.parent / near[0]})" if near else ""
        raise BoundcheckError(str(path), expected=f"a proof folder or one of its files{meant}", got="no such path")
    path = path.resolve()
    if path.is_file():
        if path.suffix == ".py" and _folder_of(path) is not None:
            return [path]
        raise BoundcheckError(path.name, expected="a .py file in a folder with a paper.py", got="a file outside of one")
    if not path.is_dir():
        raise BoundcheckError(str(path), expected="a proof folder or one of its files", got="neither file nor folder")
    if holds_paper(path):
        return [path]
    below = [child for child in sorted(path.iterdir()) if child.is_dir() and _holds_modules(child)]
    if not below:
        raise BoundcheckError(path.name, expected="a paper.py, or folders that hold one", got="neither")
    return below


def holds_paper(path: Path) -> bool:
    """Say whether a directory is a proof folder."""
    return (path / f"{_PAPER}.py").is_file()


def _holds_modules(path: Path) -> bool:
    return path.name.isidentifier() and path.name != "__pycache__" and bool(module_names(path))


def _folder_of(file: Path) -> Path | None:
    return next((above for above in file.parents if holds_paper(above)), None)


def load(place: str | Path, pattern: str | None = None) -> ProofFolder:
    """Load one proof folder, or one file of it (then ``steps`` are those of the file, and there are no conclusions).

    With a ``pattern`` of labels, ``steps`` are those of the modules that may hold a match, again without conclusions.

    Raises:
        BoundcheckError: with label, expected and got, whatever is wrong with the folder.
    """
    place = Path(place).resolve()
    path = (_folder_of(place) or place.parent) if place.is_file() else place
    if not holds_paper(path):
        raise BoundcheckError(path.name, expected="a paper.py with paper = Paper(...)", got="no such file")
    if place.is_file():
        return _load_file(path, place)
    names = module_names(path) if pattern is None else (*_modules_for(path, pattern), _PAPER)
    modules = import_modules(path, names)
    paper = _paper(modules[_PAPER])
    steps = collect_steps(modules, package_of(path)[1])
    if not steps and pattern is None:
        raise BoundcheckError(paper.key, expected="at least one Step in its modules", got="none")
    conclusions = _conclusions(paper, modules) if pattern is None else ()
    return ProofFolder(path=path, key=paper.key, paper=paper, steps=steps, conclusions=conclusions)


def _modules_for(path: Path, pattern: str) -> tuple[str, ...]:
    """Modules of a folder whose steps, MODULE.NAME, may match a pattern of labels; told by its start without a star."""
    start = re.split(r"[*?\[]", pattern, maxsplit=1)[0]
    return tuple(n for n in module_names(path) if f"{n}.".startswith(start) or start.startswith(f"{n}."))


def _load_file(path: Path, file: Path) -> ProofFolder:
    name = ".".join(file.relative_to(path).with_suffix("").parts)
    modules = import_modules(path, (name, _PAPER))
    paper = _paper(modules[_PAPER])
    steps = collect_steps({name: modules[name]}, package_of(path)[1])
    if not steps:
        raise BoundcheckError(file.name, expected="at least one Step of its own", got="none")
    return ProofFolder(path=path, key=paper.key, paper=paper, steps=steps, conclusions=(), file=file)


def _paper(module: ModuleType) -> Paper:
    paper = getattr(module, _PAPER, None)
    if not isinstance(paper, Paper):
        raise BoundcheckError("paper.py", expected="an attribute paper = Paper(...)", got=type(paper).__name__)
    if not _KEY.fullmatch(paper.key):
        raise BoundcheckError(
            "paper.key", expected="letters, digits, '_', '-' and '.', to name files", got=repr(paper.key)
        )
    return paper


def collect_steps(modules: Mapping[str, ModuleType], package: str) -> tuple[Step, ...]:
    """Steps of the modules, each taken from the module that its label names.

    Raises:
        BoundcheckError: a label does not say where its step stands, two steps share one, or an argument cites a step
            it does not use.
    """
    found: list[Step] = []
    for name, module in modules.items():
        for attribute, value in vars(module).items():
            if isinstance(value, Step) and _at_home(name, attribute, value, modules, package):
                found.append(value)
    for step in ancestors_first(found):
        if not any(_held_by(module, step) for module in _known(modules, package)):
            raise BoundcheckError(
                step.label, expected="a module attribute of this name", got="none that holds the step"
            )
        _check_citations(step)
    return tuple(found)


def _at_home(name: str, attribute: str, step: Step, modules: Mapping[str, ModuleType], package: str) -> bool:
    if step.label == f"{name}.{attribute}":
        return True
    home = step.label.rpartition(".")[0]
    if any(_held_by(module, step) for module in _known(modules, package)):
        return False
    if home in modules and isinstance(getattr(modules[home], step.label.rpartition(".")[2], None), Step):
        raise BoundcheckError(
            step.label, expected="labels to be unique", got=f"a second step with it, {name}.{attribute}"
        )
    raise BoundcheckError(
        step.label, expected=f"the label {name}.{attribute}, after file and attribute", got=repr(step.label)
    )


def _known(modules: Mapping[str, ModuleType], package: str) -> list[ModuleType]:
    """Modules of this folder, and loaded ones of its package (shared classical lemmas)."""
    top = f"{package.partition('.')[0]}."
    return [*modules.values(), *(module for name, module in sys.modules.items() if name.startswith(top))]


def _held_by(module: ModuleType, step: Step) -> bool:
    home, _, attribute = step.label.rpartition(".")
    return f".{module.__name__}".endswith(f".{home}") and getattr(module, attribute, None) is step


def _check_citations(step: Step) -> None:
    """An argument may cite only steps that it uses (labels have a dot, names of hypotheses and lines none)."""
    used = {one.label for one in step.uses}
    for lines in (step.argument, step.repaired_argument):
        for line in lines or ():
            for name in getattr(line, "by", ()):
                if "." in name and name not in used:
                    raise BoundcheckError(
                        step.label,
                        expected=f"uses to hold the step {name!r} that line {line.name!r} cites",
                        got=_list(used),
                    )


def _list(labels: set[str]) -> str:
    return f"uses of {', '.join(sorted(labels))}" if labels else "no uses"


def _conclusions(paper: Paper, modules: Mapping[str, ModuleType]) -> tuple[Conclusion, ...]:
    """Conclusions of the paper, then of conclusions.py, then of the other modules, in order of definition."""
    first = sorted(modules, key=lambda name: (name != "conclusions", name))
    listed = [value for name in first for value in vars(modules[name]).values() if isinstance(value, Conclusion)]
    found: dict[str, Conclusion] = {}
    for conclusion in (*paper.conclusions, *listed):
        known = found.setdefault(conclusion.label, conclusion)
        if known is not conclusion:
            raise BoundcheckError(
                conclusion.label, expected="labels of conclusions to be unique", got="two conclusions"
            )
    return tuple(found.values())
