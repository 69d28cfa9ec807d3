"""What an audit was tried on is counted, and a definition that fails on an instance stops it."""

import pytest
from hypothesis import strategies as st
from sympy import Abs

from boundcheck import (
    Claim,
    Index,
    Model,
    Step,
    assume,
    expect,
    family,
    fixed,
    independent,
    layers,
    named_set,
    real,
    reals,
    total,
)
from boundcheck.audit import Settings
from boundcheck.checkers.definitions import try_model
from boundcheck.checkers.search import worlds_of
from boundcheck.errors import BoundcheckError
from boundcheck.folder import load
from boundcheck.folder_audit import audit_folder
from boundcheck.instances.source import Source
from boundcheck.report.survey_page import survey_data, survey_page
from boundcheck.survey import survey
from tests.papers import EXAMPLE

QUICK = Settings(effort="quick")
i, j = Index("i"), Index("j")
g, x, eps, w, c = (family(name) for name in ("g", "x", "eps", "w", "c"))
All, Lam = named_set("All"), named_set("Lam")

CORRELATION = Claim(c(i), "==", eps(i) * (total(eps(j) * x(j) * g(i, j), j, Lam) + w(i)), ((i, All),))
SIGN_LOST = Claim(c(i), "==", total(eps(j) * x(j) * g(i, j), j, Lam) + w(i), ((i, All),))
SIGNS = assume("signs", independent((eps(j), j, All)), "holds")
TIED_SIGNS = assume("tied", independent((eps(j), j, All), (eps(j), j, All)), "holds")


def model(**changes):
    """A layer as the proof of Lemma 3.3 sees it."""
    said = {"signs": ("eps",), "given": ("g", "x", "w"), "definitions": (CORRELATION,), "laws": (SIGNS,)}
    return Model(name="made layer", **{**said, **changes})


def line(over=(), **others):
    """A step over some sources."""
    return Step(label="made.line", cite="(1)", printed=Claim(Abs(x(i)), ">=", 0, ((i, All),)), over=over, **others)


def test_classes_and_edge_cases_of_the_sources_are_counted():
    found = survey([line((layers(),)), line((layers(), reals(mu=("0", "1"))))], QUICK)

    (source,) = found.sources
    assert (source["name"], source["kind"], source["steps"]) == (layers().name, "layer", 2)
    assert sum(source["classes"].values()) == source["instances"] > 60
    assert source["classes"]["informative"] > 0
    assert source["edges"]["mu_zero"] > 0
    assert found.defects == ()


def test_a_generator_without_an_informative_instance_is_a_defect():
    first = next(iter(layers().boundary()))
    poor = Source(name="poor", boundary=lambda: [first], strategy=lambda: st.just(first))

    assert survey([line((poor,))], QUICK).defects == ("poor: expected an informative instance, got none among 1",)


def test_a_defect_makes_the_audit_differ():
    folder = audit_folder(load(EXAMPLE), QUICK)
    source = {"name": "poor", "kind": "layer", "instances": 3, "classes": {"informative": 0}, "edges": {}}
    poor = type(folder.survey)(sources=(source,))

    assert folder.surprises == ()
    assert type(folder)(folder=folder.folder, steps=(), conclusions=(), survey=poor).surprises


def worlds():
    """Instances of layers with all signs free, and with those off the support held."""
    return {source.name: worlds_of(source, 12, 0, 64) for source in (layers(signs="all"), layers())}


def test_true_definitions_and_laws_are_counted():
    definition, law = try_model(model(), worlds())

    assert (definition.kind, law.kind) == ("definition", "law")
    assert definition.readings > definition.instances > 20
    assert 0 < law.instances < definition.instances  # a law of all signs cannot be read where some are held


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"definitions": (SIGN_LOST,)}, "its definition c\\(i\\)"),
        ({"laws": (TIED_SIGNS,)}, "its law Independent"),
        ({"given": ("g", "x", "w", "c"), "definitions": ()}, "to depend on no sign: c"),
        ({"given": ("g", "x", "w"), "definitions": (), "depends": {"c": ("x",)}}, "to depend on no sign: c"),
    ],
)
def test_a_spoiled_model_is_named_with_what_fails_and_where(changes, said):
    with pytest.raises(BoundcheckError, match=f"model 'made layer': expected .*{said}.* got") as raised:
        try_model(model(**changes), worlds())

    assert "layer" in raised.value.got


def test_a_definition_of_other_words_is_not_tried():
    """What no instance supplies cannot be read, and the count says so."""
    (definition,) = try_model(model(definitions=(Claim(real("unheard"), "==", 1),), laws=()), worlds())

    assert (definition.instances, definition.readings) == (0, 0)


def test_the_audit_tries_the_models_of_its_steps():
    with pytest.raises(BoundcheckError, match="its definition"):
        survey([line((layers(),), model=model(definitions=(SIGN_LOST,)))], QUICK)


def test_a_report_tells_shares_edge_cases_and_models():
    found = survey([line((layers(),), model=model(), expects=expect("SURVIVED"))], QUICK)
    texts = [row for block in survey_page(survey_data(found)) for row in block.rows]

    assert any(row[0] == layers().name and row[-1].endswith(" %)") for row in texts)
    assert any(row[0] == "tie" for row in texts)
    assert any(row[0] == "made layer" and row[1] == "law" for row in texts)
    assert survey_page({}) == []


def test_a_designed_instance_that_breaks_its_model_is_an_error_of_its_step():
    """Also where it violates nothing, and whether or not a definition is what it breaks."""
    p, q = real("p"), real("q")
    doubled = Model(name="doubled", given=("q",), signs=("eps",), definitions=(Claim(p, "==", 2 * q),))
    wrong = {"kind": "tables", "scalars": {"p": 3, "q": 1}, "families": {"eps": [2]}, "sets": {"All": [0]}}

    for claim, said in ((Claim(p, ">=", q), "its definition p == 2"), (Claim(eps(0), ">=", 1), "eps to be 1 or -1")):
        step = Step(label="made.line", cite="(1)", printed=claim, over=(fixed("mine", wrong),), model=doubled)
        with pytest.raises(BoundcheckError, match=f"made.line: model 'doubled' on the designed.*{said}.*got"):
            survey([step], QUICK)
