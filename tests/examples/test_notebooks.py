"""The example notebooks run from top to bottom, in a real kernel: inside its running event loop."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():
    # jupyter_core announces where its files will be some day; it matters to nobody who starts a kernel by hand.
    warnings.filterwarnings("ignore", message="Jupyter is migrating", category=DeprecationWarning)
    import nbformat
    from nbclient import NotebookClient
    from nbformat import NotebookNode

FOLDER = Path(__file__).parents[2] / "examples" / "notebooks"
NOTEBOOKS = sorted(path.stem for path in FOLDER.glob("*.ipynb"))

pytestmark = pytest.mark.timeout(90)  # a kernel takes seconds to start, and tens of them where many tests run at once


def test_the_example_notebooks_are_found() -> None:
    assert NOTEBOOKS == ["a_queue", "a_stream"]


def read(name: str) -> NotebookNode:
    notebook: NotebookNode = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    return notebook


@pytest.fixture(scope="module")
def kernel_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A kernel that runs this Python, and leaves nothing in the home of whoever runs the tests."""
    home = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            patch.setenv(name, str(home))
        yield


def execute(name: str) -> NotebookNode:
    notebook = read(name)
    client = NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}})
    return client.execute()


def said(notebook: NotebookNode) -> str:
    return "\n".join(str(output) for cell in notebook.cells for output in cell.get("outputs", ()))


@pytest.mark.slow(reason="runs a whole notebook in a kernel")
@pytest.mark.usefixtures("kernel_environment")
def test_a_queue_is_told_as_report_table_and_picture() -> None:
    done = execute("a_queue")
    told = said(done)
    assert "row 3 should have the link of row 4" in told
    shown = kinds(done)
    assert "text/html" in shown
    assert "image/png" in shown
    assert "stderr" not in told  # neither warnings nor logs


@pytest.mark.usefixtures("kernel_environment")
def test_a_stream_is_checked_inside_the_running_loop() -> None:
    done = execute("a_stream")
    told = said(done)
    assert "11/11" in told
    assert "'text/plain': 'True'" in told  # the same verdicts from AsyncChecker
    assert "<Verdict.MISMATCH: 'mismatch'>" in told


def reports_shown(notebook: NotebookNode) -> list[list[str]]:
    """Of each cell that shows a report, the texts that it shows it by."""
    outputs = [cell.get("outputs", ()) for cell in notebook.cells]
    return [
        [output["data"].get("text/plain", "") for output in shown if "data" in output]
        for shown in outputs
        if any('class="linkcheck"' in output.get("data", {}).get("text/html", "") for output in shown)
    ]


@pytest.mark.slow(reason="runs whole notebooks in a kernel")
@pytest.mark.usefixtures("kernel_environment")
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_report_shows_itself_once_and_has_a_text_for_readers_without(name: str) -> None:
    shown = reports_shown(execute(name))
    assert shown
    for texts in shown:
        (text,) = texts
        assert "✗ mismatch" in text


def kinds(notebook: NotebookNode) -> set[str]:
    return {kind for cell in notebook.cells for output in cell.get("outputs", ()) for kind in output.get("data", ())}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_output_is_committed(name: str) -> None:
    cells: list[dict[str, Any]] = [cell for cell in read(name).cells if cell["cell_type"] == "code"]
    assert not [cell for cell in cells if cell["outputs"] or cell["execution_count"]]
    assert (FOLDER / f"{name}.ipynb").stat().st_size < 10_000


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_name_no_path_of_this_machine(name: str) -> None:
    text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    assert not re.search(rf"{re.escape(sys.prefix)}|/home/|/root/", text)
