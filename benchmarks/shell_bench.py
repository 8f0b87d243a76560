"""Times whole programs in pssh, beside the recorded figures of PowerShell.

    python benchmarks/shell_bench.py --shell ".venv/bin/pssh -NoProfile -NonInteractive -File" \\
        --against benchmarks/results/pwsh-7.6.5.json [--groups language] [--only 'start*' fib-24] [--save FILE]

A figure is the wall time of a fresh process less that of an empty script (row `start`), the median of the rounds,
in units of a fixed Python loop timed in the same round: figures of two machines can stand side by side. The ratio
is pssh's units to PowerShell's; below 1 pssh is faster. The rows of `remote` need an sshd on
--host that lets this user in by key.
"""

import argparse
import fnmatch
import json
import math
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

from rows import CALIBRATE, GROUPS


def wall(argv: list[str], folder: str, limit: float) -> float:
    """Seconds that the command took; it must print nothing on standard error and end with 0."""
    began = time.perf_counter()
    done = subprocess.run(
        argv,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=limit,
        env={**os.environ, "NO_COLOR": "1", "TERM": "xterm"},
        check=False,
    )
    took = time.perf_counter() - began
    if done.returncode or done.stderr.strip():
        raise RuntimeError(done.stderr.decode(errors="replace").strip() or f"exit {done.returncode}")
    return took


class Bench:
    """The shell under test and the calibration beside it."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.shell = shlex.split(options.shell)
        self.shell[0] = os.path.abspath(self.shell[0]) if "/" in self.shell[0] else self.shell[0]
        self.options = options

    def script(self, text: str) -> float:
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "bench.ps1")
            file.write_text(text.replace("HOST", self.options.host))
            return wall([*self.shell, str(file)], folder, self.options.limit)

    def row(self, name: str, text: str) -> dict[str, float]:
        times, starts, units = [], [], []
        for _ in range(self.options.rounds):
            units.append(wall([self.options.python, "-I", "-c", CALIBRATE], "/", 60))
            starts.append(self.script(""))
            times.append(self.script(text))
        net = statistics.median(times) - (0 if name == "start" else statistics.median(starts))
        return {"seconds": round(net, 4), "units": round(net / statistics.median(units), 4)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shell", required=True)
    parser.add_argument("--groups", nargs="*", default=list(GROUPS), choices=list(GROUPS))
    parser.add_argument("--only", nargs="*", default=["*"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--against")
    parser.add_argument("--save")
    options = parser.parse_args()
    reference = json.loads(pathlib.Path(options.against).read_text())["items"] if options.against else {}
    bench = Bench(options)
    bench.script("")
    items: dict[str, dict[str, float]] = {}
    for group in options.groups:
        ratios = []
        print(f"{group:24}{'seconds':>9}{'units':>9}{'pwsh':>9}{'ratio':>8}")
        for name, text in GROUPS[group].items():
            if not any(fnmatch.fnmatch(name, pattern) for pattern in options.only):
                continue
            try:
                items[name] = bench.row(name, text)
            except (RuntimeError, subprocess.TimeoutExpired) as problem:
                print(f"{name:24}   failed: {str(problem).splitlines()[0][:80]}", flush=True)
                continue
            line = f"{name:24}{items[name]['seconds']:9.3f}{items[name]['units']:9.3f}"
            if name in reference:
                ratio = max(items[name]["units"], 1e-4) / reference[name]["units"]
                ratios.append(ratio)
                line += f"{reference[name]['units']:9.3f}{ratio:8.2f}"
            print(line, flush=True)
        if ratios:
            mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
            print(
                f"geometric mean of {len(ratios)} ratios: {mean:.2f}, largest {max(ratios):.2f}\n", flush=True
            )
    if options.save:
        pathlib.Path(options.save).write_text(
            json.dumps({"rounds": options.rounds, "items": items}, indent=1) + "\n"
        )


if __name__ == "__main__":
    main()
