from __future__ import annotations

import subprocess
import sys

import linkcheck

HEAVY = ("sklearn", "scipy", "numpy", "lxml", "httpx", "httpcore", "trafilatura", "bs4", "msgspec", "pandas", "rich")


def test_importing_linkcheck_imports_no_network_html_or_learning_library() -> None:
    code = f"import linkcheck, sys; print([name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    for name in linkcheck.__all__:
        assert getattr(linkcheck, name) is not None
    assert set(linkcheck.__all__) <= set(dir(linkcheck))


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(linkcheck, "fetch_all")


def test_comparing_imports_no_training_library() -> None:
    code = (
        "import linkcheck, sys; linkcheck.compare('Water on the Moon', linkcheck.Page(text='Water on the Moon.'));"
        "print([name for name in ('sklearn', 'scipy', 'httpx', 'trafilatura') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
