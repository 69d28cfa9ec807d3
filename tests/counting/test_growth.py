"""Cost grows as promised: ratios of times, so that the speed of the machine drops out; imports stay cheap."""

import subprocess
import sys

import pytest

from boundcheck.rademacher import tail


def outside(found):
    """Names of the ratios that are not accepted."""
    return [name for name, (ratio, low, high) in found.items() if not low <= ratio <= high]


@pytest.mark.slow
def test_time_grows_as_the_algorithms_say():
    """Linear in the length of the ring, doubling per sign in the enumeration, doubling per two signs in the tails."""
    growth = pytest.importorskip("benchmarks.growth")
    found = growth.ratios(7)

    assert outside(found) == [], found


@pytest.mark.slow
def test_methods_that_grow_half_a_power_faster_are_noticed():
    """Each method spoiled by repetition: M^1.5, 2^(1.5 k) and 2^(3 k/4) are all outside of what is accepted."""
    growth = pytest.importorskip("benchmarks.growth")

    def spoiled(method, times):
        return lambda *sizes: [method(*sizes) for _ in range(times(*sizes))]

    found = growth.ratios(
        3,
        spoiled(growth.pass_over, lambda tables: round(2 * (tables.signs / 5000) ** 0.5)),
        spoiled(growth.enumeration, lambda rows: 2 ** ((rows.signs - 23) // 2)),
        spoiled(growth.meeting, lambda coefficients, _: 2 ** ((len(coefficients) - 34) // 4)),
    )
    assert outside(found) == list(growth.ACCEPTED), found


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
