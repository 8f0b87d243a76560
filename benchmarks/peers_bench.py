"""Times pssh beside ssh, asyncssh and mitogen: the same work, the same host, the same run.

    python benchmarks/peers_bench.py --pssh ".venv/bin/pssh" --python peers/bin/python [--host localhost]

`--python` is a Python with asyncssh and mitogen; a contender it lacks is left out. `--host` must let this user in by
key. Ratios are to `ssh` in the same run: below 1 is faster. `(open)` rows work over a connection that is open already.
"""

import argparse
import contextlib
import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator

from measure import Command, Contender, Served, table, turns

SERVE = """
import sys, time
def serve():
    for line in sys.stdin:
        began = time.perf_counter()
        work()
        print((time.perf_counter() - began) * 1000, flush=True)
"""

ASYNCSSH = """
import asyncio, asyncssh, json
loop = asyncio.new_event_loop()
conn = loop.run_until_complete(asyncssh.connect("HOST"))
def run(command):
    return loop.run_until_complete(conn.run(command, check=True)).stdout
"""

ASYNCSSH_MANY = """
import asyncio, asyncssh
async def one():
    async with asyncssh.connect("HOST") as conn:
        await conn.run("true", check=True)
async def main():
    await asyncio.gather(*[one() for _ in range(MANY)])
asyncio.run(main())
"""

MITOGEN = """
import mitogen.core, mitogen.master, mitogen.utils
def one():
    return 1
def objects():
    return [{"Name": "n%d" % i, "Size": i} for i in range(20000)]
def work():
    context.call(WHAT)
if __name__ == "__main__":
    broker = mitogen.master.Broker()
    context = mitogen.master.Router(broker).ssh(hostname="HOST", python_path="python3")
    work()
    THEN
    broker.shutdown()
"""

SSH_KEPT = """
import subprocess
bash = subprocess.Popen(["ssh", "HOST", "bash"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
def work():
    bash.stdin.write(b"echo 1\\n"); bash.stdin.flush()
    bash.stdout.readline()
"""

SSH_OBJECTS = """
import json, subprocess
def work():
    out = subprocess.run(["ssh", "-S", "MASTER", "HOST", JSON], capture_output=True, check=True).stdout
    found = [json.loads(line) for line in out.splitlines()]
"""

JSON = 'python3 -c \'import json\nfor i in range(20000): print(json.dumps({"Name": "n%d" % i, "Size": i}))\''

PSSH = """
$s = New-PSSession -HostName HOST
while ($null -ne [Console]::In.ReadLine()) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = Invoke-Command $s { WORK }
    [Console]::Out.WriteLine($watch.Elapsed.TotalMilliseconds)
}
"""

PSSH_OBJECTS = 'foreach ($i in 0..19999) { [pscustomobject]@{ Name = "n$i"; Size = $i } }'


class Bench:
    """The contenders of each item."""

    def __init__(self, options: argparse.Namespace, folder: str) -> None:
        self.host = options.host
        self.many = options.many
        self.pssh = [*shlex.split(options.pssh), "-NoProfile", "-NonInteractive"]
        self.python = options.python
        self.folder = folder
        self.master = os.path.join(folder, "master")
        self.libraries = [name for name in ("asyncssh", "mitogen") if self._has(name)]

    def _has(self, name: str) -> bool:
        return not subprocess.run(
            [self.python, "-c", f"import {name}"], capture_output=True, check=False
        ).returncode

    def _text(self, text: str) -> str:
        return (
            text.replace("HOST", self.host)
            .replace("MANY", str(self.many))
            .replace("MASTER", self.master)
            .replace("JSON", repr(JSON))
        )

    def script(self, name: str, text: str) -> list[str]:
        """A pssh that runs the text."""
        path = os.path.join(self.folder, name + ".ps1")
        with open(path, "w") as file:
            file.write(self._text(text))
        return [*self.pssh, "-File", path]

    def program(self, *parts: str) -> list[str]:
        """A Python that runs the parts, from a file: mitogen sends the functions of a file to the other end."""
        path = os.path.join(self.folder, f"peer{len(os.listdir(self.folder))}.py")
        with open(path, "w") as file:
            file.write(self._text("".join(parts)))
        return [self.python, path]

    def mitogen(self, what: str, then: str) -> list[str]:
        return self.program(SERVE, MITOGEN.replace("WHAT", what).replace("THEN", then))

    def cold(self) -> Iterator[tuple[str, Contender]]:
        yield "ssh host true", Command(["ssh", self.host, "true"])
        yield (
            "pssh: Invoke-Command -HostName",
            Command(self.script("cold", "Invoke-Command -HostName HOST { 1 }")),
        )
        if "asyncssh" in self.libraries:
            yield "asyncssh: connect, run", Command(self.program(ASYNCSSH, "run('true')\n"))
        if "mitogen" in self.libraries:
            yield "mitogen: connect, call", Command(self.mitogen("one", "pass"))

    def open(self) -> Iterator[tuple[str, Contender]]:
        yield "ssh, shared connection", Command(["ssh", "-S", self.master, self.host, "true"])
        yield "pssh: Invoke-Command $s", Served(self.script("open", PSSH.replace("WORK", "1")))
        yield "bash kept open over ssh (the floor)", Served(self.program(SERVE, SSH_KEPT, "serve()"))
        if "asyncssh" in self.libraries:
            yield "asyncssh: run", Served(self.program(SERVE, ASYNCSSH, "def work(): run('true')\nserve()"))
        if "mitogen" in self.libraries:
            yield "mitogen: call", Served(self.mitogen("one", "serve()"))

    def objects(self) -> Iterator[tuple[str, Contender]]:
        yield "ssh, JSON lines", Served(self.program(SERVE, SSH_OBJECTS, "serve()"))
        yield "pssh: objects", Served(self.script("objects", PSSH.replace("WORK", PSSH_OBJECTS)))
        if "asyncssh" in self.libraries:
            work = "def work(): return [json.loads(line) for line in run(JSON).splitlines()]\nserve()"
            yield "asyncssh, JSON lines", Served(self.program(SERVE, ASYNCSSH, work))
        if "mitogen" in self.libraries:
            yield "mitogen: dictionaries", Served(self.mitogen("objects", "serve()"))

    def fan(self) -> Iterator[tuple[str, Contender]]:
        command = f"yes {shlex.quote(self.host)} | head -{self.many} | xargs -P{self.many} -I@ ssh @ true"
        yield "xargs ssh", Command(["sh", "-c", command])
        yield (
            "pssh: Invoke-Command -HostName",
            Command(self.script("fan", "$null = Invoke-Command -HostName (@('HOST') * MANY) { 1 }")),
        )
        if "asyncssh" in self.libraries:
            yield "asyncssh: gather", Command(self.program(ASYNCSSH_MANY))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pssh", default=".venv/bin/pssh")
    parser.add_argument("--python", default="python3")
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--many", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        bench = Bench(options, folder)
        shared = ["ssh", "-S", bench.master]
        subprocess.run([*shared, "-fNM", options.host], check=True, stderr=subprocess.DEVNULL)
        stack.callback(subprocess.run, [*shared, "-O", "exit", options.host], stderr=subprocess.DEVNULL)
        items = (
            ("connect and run one command", bench.cold(), 1),
            ("one command (open)", bench.open(), 10),
            ("20,000 objects from there (open)", bench.objects(), 1),
            (f"{options.many} connections at once", bench.fan(), 1),
        )
        for title, found, often in items:
            contenders = dict(found)
            table(title, turns(contenders, options.rounds * often, 2), next(iter(contenders)))
            for contender in contenders.values():
                if isinstance(contender, Served):
                    contender.end()


if __name__ == "__main__":
    main()
