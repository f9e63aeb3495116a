"""Reads one survey export and tells rows a second and the peak of memory, of both processes that read."""

import os
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennismakelaar.config.settings")
    import django

    django.setup()
    from benchmarks._main_job import ON
    from kennismakelaar.surveys.files import Tally, read_file

    path = Path(sys.argv[1])
    content = path.read_bytes()
    before, began, worked = _peak(), time.perf_counter(), time.process_time()
    tally = Tally()
    found = read_file(path.name, content, on=ON, into=tally)
    passed, busy = time.perf_counter() - began, time.process_time() - worked
    rows = tally.forms
    print(
        f"import of {rows:,} survey rows ({len(content) / 1e6:.1f} MB csv): {passed:.1f} s, {rows / passed:,.0f} rows/s; "
        f"peak {_peak():.0f} MB (before reading {before:.0f}), "
        f"process that opens the file {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3:.0f} MB; processor {busy:.1f} s; "
        f"not read: {len(found.unread)}"
    )


def _peak() -> float:
    """The highest use since this program began, in MB; getrusage would count what its parent held as well."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e3
