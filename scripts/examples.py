"""Writes the real output under every `$ dnnd …` line of the documents; with --check, says where it differs.

A block that begins with "```console" holds one command line and its output. An output may be cut: a line "…" stands for
any lines that follow. A store named in a command is written into a folder of its own, which is gone afterwards.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "README.vi.md")
WIDTH = 100
_BLOCK = re.compile(r"```console\n\$ (?P<command>dnnd [^\n]*)\n(?P<output>.*?)```", re.DOTALL)
_STORE = "reports.store"
_HEAD = re.compile(r" \| head -(?P<lines>\d+)$")


def output(command: str, folder: str) -> str:
    """What a command prints, run from the project's root on a terminal 100 columns wide; `| head -N` is understood.

    The store lies in `folder`.
    """
    head = _HEAD.search(command)
    store = str(Path(folder) / _STORE)
    arguments = [store if word == _STORE else word for word in shlex.split(_HEAD.sub("", command))[1:]]
    settings = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "DNND"))}
    settings |= {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    run = [sys.executable, "-m", "dnnd", *arguments]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", cwd=ROOT, env=settings, check=True)
    lines = [line.rstrip() for line in done.stdout.replace(store, _STORE).splitlines()]
    return "\n".join(lines[: int(head["lines"])] if head else lines).strip("\n") + "\n"


def rewritten(text: str) -> str:
    """A document with the real output under each of its commands."""
    with tempfile.TemporaryDirectory() as folder:
        return _BLOCK.sub(lambda m: f"```console\n$ {m['command']}\n{output(m['command'], folder)}```", text)


def main() -> int:
    stale = []
    for name in DOCUMENTS:
        path = ROOT / name
        old = path.read_text(encoding="utf-8")
        new = rewritten(old)
        if new != old:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    if stale and "--check" in sys.argv:
        sys.stderr.write(f"examples out of date in {', '.join(stale)}: run make examples\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
