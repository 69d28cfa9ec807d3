"""The public names: each is there, is what its module defines, and stays so whatever was imported before."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

import boundcheck


@pytest.mark.parametrize("name", boundcheck.__all__)
def test_a_public_name_is_the_object_of_its_module(name):
    found = getattr(boundcheck, name)

    assert not isinstance(found, ModuleType)
    assert found is getattr(import_module(boundcheck._WHERE[name]), name)


def test_no_public_name_is_that_of_a_module():
    """Importing the module would put it in the place of the object."""
    assert set() == set(boundcheck.__all__) & {module.name for module in iter_modules(boundcheck.__path__)}


def test_the_names_are_listed_and_others_are_refused():
    assert list(boundcheck.__all__) == dir(boundcheck)
    with pytest.raises(AttributeError, match="'theorem'"):
        _ = boundcheck.theorem
