"""What an SSH exec channel runs first: say whether the archive is here, take it if not, start the agent.

It must run on any Python 3, so that an old one can be named: no syntax newer than 3.5, no import before the
first answer. A line of code on the command line reads it from stdin (see deploy.py). The last arguments:
marker, hash of the archive. What it says are lines `MARKER word ...`: `have`, `want` (eight bytes of length
and the archive follow), `ready`, `old`, `bad`.
"""

import os
import sys

if False:  # for type checkers; typing costs an import on every start
    from typing import Any

NEEDED = (3, 9)
VERSIONS = ("3.14", "3.13", "3.12", "3.11", "3.10", "3.9")


def say(*words: str) -> None:
    """One marker line; a line end before it, because a noisy profile may have left the cursor anywhere."""
    data = ("\n%s %s\n" % (sys.argv[-2], " ".join(words))).encode("utf-8", "replace")  # noqa: UP031 - 3.5
    while data:
        data = data[os.write(1, data) :]


def read(size: int) -> bytes:
    """Exactly `size` bytes of stdin; nothing after them is touched."""
    parts = []
    while size:
        part = os.read(0, min(size, 1 << 20))
        if not part:
            sys.exit(3)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def newer_python() -> None:
    """Become a newer Python, if there is one."""
    if os.environ.get("PSSH_STAGE0"):
        return
    os.environ["PSSH_STAGE0"] = "1"
    for folder in [*os.environ.get("PATH", "").split(":"), "/usr/local/bin", "/opt/bin"]:
        for version in VERSIONS:
            path = os.path.join(folder, "python" + version)
            if os.access(path, os.X_OK):
                import binascii

                # What came on stdin has been read: it goes on as an argument. `d` is what the command line
                # read.
                code = binascii.b2a_base64(globals()["d"]).decode().strip()
                run = "import sys,zlib,binascii;d=binascii.a2b_base64(sys.argv[1]);exec(zlib.decompress(d))"
                os.execv(path, [path, "-ISc", run, code, *sys.argv[-2:]])


def private(folder: str) -> bool:
    """Make a folder of our own that nobody else may enter; whether it is one."""
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
        facts = os.lstat(folder)
    except OSError:
        return False
    return facts.st_uid == os.getuid() and not facts.st_mode & 0o022 and os.access(folder, os.W_OK)


def caches() -> "list[str]":
    """Where archives may be kept, the best first."""
    home = os.path.expanduser("~")
    own = os.environ.get("XDG_CACHE_HOME", "")
    folders = [own] if own.startswith("/") else []
    if home.startswith("/"):
        folders.append(os.path.join(home, ".cache"))
    return [os.path.join(f, "pssh", "agent") for f in folders] + ["/tmp/pssh-%d/agent" % os.getuid()]  # noqa: UP031 - 3.5


def unpack(data: bytes, folder: str, name: str) -> str:
    """Unpack the archive beside its place and move it there; what cannot be written is an OSError."""
    import io
    import zipfile

    place = os.path.join(folder, name)
    fresh = os.path.join(folder, ".new-%d" % os.getpid())  # noqa: UP031 - 3.5
    try:
        zipfile.ZipFile(io.BytesIO(data)).extractall(fresh)
        open(os.path.join(fresh, "complete"), "w").close()
        os.rename(fresh, place)
    except OSError:
        import shutil

        shutil.rmtree(fresh, ignore_errors=True)
        if not os.path.exists(os.path.join(place, "complete")):
            raise
    return place


def prune(folder: str, name: str) -> None:
    """Remove archives nobody has started for two months."""
    import shutil
    import time

    for old in os.listdir(folder):
        path = os.path.join(folder, old)
        try:
            if old != name and time.time() - os.stat(os.path.join(path, "complete")).st_mtime > 60 * 86400:
                shutil.rmtree(path, ignore_errors=True)
        except OSError:
            continue


class MemoryFinder:
    """Imports from the archive's bytes, for hosts where nothing can be written."""

    def __init__(self, data: bytes) -> None:
        import io
        import zipfile
        from importlib.machinery import ModuleSpec

        archive = zipfile.ZipFile(io.BytesIO(data))
        self.files = {n: archive.read(n) for n in archive.namelist()}
        self.make = ModuleSpec

    def find_spec(self, name: str, path: "Any" = None, target: "Any" = None) -> "Any":
        stem = name.replace(".", "/")
        for file, package in ((stem + "/__init__.py", True), (stem + ".py", False)):
            if file in self.files:
                loader = self  # type: Any
                return self.make(name, loader, origin=file, is_package=package)
        return None

    def create_module(self, spec: "Any") -> None:
        """Python makes it."""

    def exec_module(self, module: "Any") -> None:
        origin = module.__spec__.origin
        module.__file__ = "<pssh>/" + origin
        exec(compile(self.files[origin], module.__file__, "exec"), module.__dict__)


def receive(name: str) -> None:
    """Take the archive, check it, and put it where Python finds it.

    A child does the work: what unpacking and compiling take of memory goes with it.
    """
    data = read(int.from_bytes(read(8), "big"))
    answer, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            store(data, name, tell)
        finally:
            os._exit(0)
    os.close(tell)
    words = os.read(answer, 1 << 16).decode("utf-8", "surrogateescape").split("\0")
    os.close(answer)
    if words[0] == "bad":
        say("bad", "the archive arrived damaged")
        sys.exit(4)
    if words[0] == "disk":
        say("ready", "disk", words[1])
        os.waitpid(child, 0)
        sys.path.insert(0, os.path.join(words[1], name))
        return
    os.waitpid(child, 0)
    sys.meta_path.insert(0, MemoryFinder(data))
    say("ready", "memory", words[-1] or "the archive could not be unpacked")


def store(data: bytes, name: str, tell: int) -> None:
    """Unpack the archive into the first cache folder that takes it and say which; then let Python compile it."""
    import hashlib

    if hashlib.sha256(data).hexdigest() != name:
        os.write(tell, b"bad")
        return
    reason = "no private cache folder can be written"
    for folder in caches():
        if private(os.path.dirname(folder)) and private(folder):
            try:
                place = unpack(data, folder, name)
            except OSError as error:
                reason = str(error)
                continue
            os.write(tell, ("disk\0" + folder).encode("utf-8", "surrogateescape"))
            prune(folder, name)
            sys.path.insert(0, place)
            settle()
            return
    os.write(tell, ("memory\0" + reason).encode("utf-8", "surrogateescape"))


def settle() -> None:
    """Use what every session needs once: its compiled modules are on disk from then on."""
    if sys.dont_write_bytecode:
        return
    import pssh.agent.session_host
    from pssh.agent.job_process import warm_up, warm_up_more

    assert pssh.agent.session_host
    warm_up()
    warm_up_more()


def main() -> None:
    """Answer, and become the agent."""
    version = "%d.%d.%d" % sys.version_info[:3]  # noqa: UP031 - 3.5
    if sys.version_info < NEEDED:
        newer_python()
        say("old", version, sys.executable or "python3")
        sys.exit(2)
    name = sys.argv[-1]
    for folder in caches():
        place = os.path.join(folder, name)
        if os.path.exists(os.path.join(place, "complete")) and os.stat(place).st_uid == os.getuid():
            say("have", version)
            sys.path.insert(0, place)
            try:
                os.utime(os.path.join(place, "complete"))  # still in use; see prune
            except OSError:
                pass
            break
    else:
        say("want", version)
        receive(name)
    os.environ.pop("PSSH_STAGE0", None)
    from pssh.agent.main import main as agent

    agent()


if __name__ == "__main__":
    main()
