"""How long a cold and a warm start take: from the command to the first page.

Cold means a copy of the project without environment, packages of the design system or data: everything is
installed (from the caches of this machine, when they hold it) and an empty database is filled. The demo year
is left out unless asked for, for its time says more of the demo than of the start.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"is ready: (\S+)")
WARM_STARTS = 5
TARGET_WARM = 3.0


def copy_of_project(target: Path) -> Path:
    """Copies what is under version control: what a fresh clone holds."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def seconds_to_first_page(project: Path, *words: str) -> tuple[float, list[str]]:
    """Starts, waits for the address (said after the first page was served), stops; returns also the steps."""
    left_out = {"DATABASE_URL", "KENNISMAKELAAR_DATA", "KENNISMAKELAAR_SECRET_KEY", "PYTHONPATH"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "start.py", "--port", "18020", *words],
        cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    said = []
    for line in process.stdout:
        said.append(line.rstrip())
        if READY.search(line):
            break
    else:
        raise SystemExit("The start failed:\n" + "\n".join(said[-20:]))
    took = time.perf_counter() - began
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    return took, [line.strip() for line in said if re.search(r": [\d.]+ s\s*$", line)]


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kennismakelaar-cold-"))
    folder.chmod(0o755)
    try:
        project = copy_of_project(folder / "project")
        cold, steps = seconds_to_first_page(project, "--without-demo")
        warm = sorted(seconds_to_first_page(project, "--without-demo")[0] for _ in range(WARM_STARTS))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{'Start':<58}{'seconds':>8}")
    for step in steps:
        name, _, took = step.rpartition(": ")
        print(f"  {name:<56}{took.removesuffix(' s'):>8}")
    print(f"{'Cold: fresh copy to first page, without demo year':<58}{cold:8.1f}")
    print(f"{'Warm: median of ' + str(WARM_STARTS):<58}{warm[WARM_STARTS // 2]:8.1f}")
    print(f"{'Warm: slowest':<58}{warm[-1]:8.1f}")
    print(f"{'Target warm':<58}{TARGET_WARM:8.1f}")


if __name__ == "__main__":
    main()
