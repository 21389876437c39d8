"""The wheel, installed into a clean environment, works from another folder. Slow: `make check` asks for it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(not os.environ.get("DNND_WHEEL_TEST"), reason="slow: run by make check")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True)
    return next(folder.glob("*.whl"))


def test_it_holds_the_tables_and_the_sample(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tables = {f"dnnd/lexicons/{path.name}" for path in (ROOT / "src/dnnd/lexicons").glob("*.tsv")}
    sample = {f"dnnd/sample/{path.parent.name}/{path.name}" for path in (ROOT / "data").glob("20*/*.txt")}
    assert len(sample) >= 12 and tables | sample <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names) and any(
        name.endswith("licenses/NOTICE.md") for name in names
    )


def test_it_compares_the_sample_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    folder = "Scripts" if os.name == "nt" else "bin"
    python, dnnd = tmp_path / "env" / folder / "python", tmp_path / "env" / folder / "dnnd"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    (tmp_path / "elsewhere").mkdir()
    done = subprocess.run(
        [str(dnnd), "compare", "2019", "2020"], cwd=tmp_path / "elsewhere", capture_output=True, check=True
    )
    assert "sample collection" in done.stderr.decode()
    assert "Ban Đối ngoại Trung ương" in done.stdout.decode()
