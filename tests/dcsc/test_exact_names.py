"""`boundcheck.dcsc.exact` is the counting engine by its other name, not a second one."""

from boundcheck import counting
from boundcheck.dcsc import exact


def test_each_name_is_that_of_the_counting_engine():
    assert set(exact.__all__) <= set(counting.__all__)
    assert all(getattr(exact, name) is getattr(counting, name) for name in exact.__all__)
