"""How much memory an array may take: refusals come before any work, with the figures."""

import os
from pathlib import Path
from typing import Final

MOST: Final = 16 * 10**9  # bytes one computation may use unless told otherwise
MEMINFO: Final = Path("/proc/meminfo")


def limit() -> int:
    """The memory limit, at most four fifths of what the machine has, and what is free of it now where that is known."""
    pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return min(MOST, pages * page * 4 // 5, available())


def available() -> int:
    """Bytes that new arrays can have without swapping, by the kernel's own estimate (Linux); else no limit."""
    try:
        lines = MEMINFO.read_text(encoding="ascii").splitlines()
    except OSError:
        return MOST
    found = [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    return found[0] if found else MOST
