"""Cost grows as promised: ratios of times, so that the speed of the machine drops out; imports stay cheap."""

import subprocess
import sys

import pytest

from boundcheck.rademacher import tail


@pytest.mark.slow
def test_time_grows_as_the_algorithms_say():
    """Linear in the length of the ring, doubling per sign in the enumeration, doubling per two signs in the tails."""
    growth = pytest.importorskip("benchmarks.growth")
    for name, (ratio, low, high) in growth.ratios(7).items():
        assert low <= ratio <= high, name


@pytest.mark.parametrize("package", ["boundcheck.rademacher", "boundcheck.counting"])
def test_importing_the_packages_loads_no_compiler(package):
    """Kernels load on first use."""
    code = f"import sys, {package}; sys.exit('numba' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_unknown_names_are_attribute_errors():
    """The lazy packages behave like ordinary modules."""
    import boundcheck.counting
    import boundcheck.rademacher

    for package in (boundcheck.counting, boundcheck.rademacher):
        assert set(package.__all__) == set(dir(package))
        assert all(getattr(package, name) is not None for name in package.__all__)
        with pytest.raises(AttributeError, match="no attribute 'absent'"):
            _ = package.absent
    assert tail([1], 0).total == 2
