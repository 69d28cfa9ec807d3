"""Drawn instances depend on source, number and seed alone, not on what else is loaded."""

import importlib
import json
import subprocess
import sys

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from boundcheck.instances.steady import steady

START = 10**30  # far from the numbers in other modules
ODD = START + 123457  # a number that nobody draws by chance
DRAWN = """
import json, sys
for name in sys.argv[1:]:
    __import__(name)
from boundcheck.instances.coverage import sample
from boundcheck.instances.cascades import cascades
from boundcheck.instances.layers import layers
from boundcheck.instances.networks import networks
from boundcheck.instances.parameters import reals
sources = layers(), networks(), reals(t=(None, None), n=(0, 10**6)), cascades()
print(json.dumps([sample(source, 40, 3) for source in sources]))
"""


def drawn(within):
    """Four hundred numbers of a wide range, drawn beside a module that names one of them."""
    found = []

    @seeded(11)
    @settings(
        max_examples=400,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(START + within, 2 * START))
    def collect(value):
        found.append(value)

    collect()
    return found


def test_no_number_of_a_loaded_module_is_drawn(tmp_path, monkeypatch):
    """Hypothesis by itself draws it, so that this test can fail."""
    (tmp_path / "numbers_of_a_neighbour.py").write_text(f"LIMIT = {ODD}\n")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("numbers_of_a_neighbour")

    assert ODD in drawn(within=17)
    with steady():
        assert ODD not in drawn(within=18)
    assert ODD in drawn(within=19)


def test_instances_are_the_same_whatever_papers_are_loaded():
    found = [
        subprocess.run([sys.executable, "-c", DRAWN, *names], capture_output=True, text=True, check=True).stdout
        for names in ([], ["proofs.li_feng_zhou_2024.theorem_10", "proofs.murray_tanner_2021.bound_5"])
    ]

    assert found[0] == found[1]
    assert all(len(one) == 40 for one in json.loads(found[0]))
