"""The documents say what the program does: their examples are its output, every command and option is described."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMANDS = ("articles", "tokens", "entities", "dates", "slogans", "compare", "kwic", "annotate")


def test_examples_are_real_output() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/examples.py", "--check"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("document", ["README.md", "README.vi.md"])
def test_every_command_has_an_example(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert not [command for command in COMMANDS if f"$ dnnd {command} " not in text]
    assert "make demo" in text and "make test" in text


@pytest.mark.parametrize("document", ["README.md", "README.vi.md"])
def test_every_shared_option_is_described(document: str) -> None:
    declared = re.findall(r'"(--[a-z-]+)"', (ROOT / "src/dnnd/options.py").read_text(encoding="utf-8"))
    text = (ROOT / document).read_text(encoding="utf-8")
    assert not [option for option in declared if f"`{option}" not in text]


def test_every_file_that_is_linked_exists() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_data_files_stand_in_the_notice() -> None:
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    sources = (ROOT / "src/dnnd/lexicons/sources.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert not [row.split("\t")[0] for row in sources if f"`{row.split(chr(9))[0]}`" not in notice]
