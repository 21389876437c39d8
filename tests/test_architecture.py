"""The house: a module imports only from rows above its own, and some libraries have one door each."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "dnnd"
ROWS = [line.split() for line in (Path(__file__).parent / "rows.txt").read_text().splitlines()]
ROW = {module: number for number, modules in enumerate(ROWS) for module in modules}
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE or not path.stem.startswith("__"))
DOORS = {
    "dask": set(),
    "distributed": {"cluster"},
    "fsspec": {"remote"},
    "lunar_vn": {"dates.lunar"},
    "pydivsufsort": {"slogans.recurrence"},
    "underthesea": set(),
    "pyarrow": {"counted", "parts", "stored", "stored_counts"},
    "rich": {"render"},
    "typer": {"cli", "options"},
    "xlsxwriter": {"render"},
}


def module(path: Path) -> str:
    """How a file is called in rows.txt: `segment`, `dates.page`; `dates` for the package's own file."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def ids(path: Path) -> str:
    return module(path)


def imports(path: Path) -> set[str]:
    """Everything a module imports, at its top or within a function, as dotted names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name for name in inner if name.removeprefix("dnnd.") in ROW} or {node.module}
    return found


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_module_imports_only_from_rows_above_its_own(path: Path) -> None:
    name = module(path)
    assert name in ROW, f"{name} stands in no row of tests/rows.txt"
    mine = {imported.removeprefix("dnnd.") for imported in imports(path) if imported.startswith("dnnd.")}
    assert not {other for other in mine if ROW[other] >= ROW[name]}


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_each_library_has_its_door(path: Path) -> None:
    for library, doors in DOORS.items():
        used = any(name.split(".")[0] == library for name in imports(path))
        assert not used or module(path) in doors, f"{module(path)} imports {library}"


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_size_and_first_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert (ast.get_docstring(ast.parse(text)) or "").strip()
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert not long


def test_every_row_names_a_module_that_exists() -> None:
    assert sorted(ROW) == sorted(map(module, MODULES))


@pytest.mark.parametrize("command", [["--help"], ["compare", "--help"]])
def test_help_loads_no_heavy_library(command: list[str]) -> None:
    code = f"import sys; sys.argv=['dnnd', *{command!r}]\nimport atexit\nfrom dnnd.cli import main\n"
    code += "atexit.register(lambda: print('LOADED', {'pandas', 'numpy', 'underthesea', 'rich'} & set(sys.modules)))\nmain()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert "LOADED set()" in done.stdout
