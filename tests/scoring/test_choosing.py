from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linkcheck.errors import InputError, SettingsError
from linkcheck.scoring.choosing import choose_detectors
from linkcheck.settings import Settings

MODULE = """
class Shouting:
    code = "shouting"
    def weigh(self, case):
        return ()

ready = Shouting()
ready.code = "ready"
number = 3
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = f"own_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / f"{name}_broken.py").write_text("raise RuntimeError('no key')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return name


def test_names_lead_to_objects_and_to_classes_that_take_nothing(module: str) -> None:
    found = choose_detectors(Settings(detectors=(f"{module}:Shouting", f"{module}:ready")))
    assert [detector.code for detector in found] == ["shouting", "ready"]
    assert choose_detectors(Settings(detectors=(f"{module}:Shouting",)))[0] is found[0]


def test_without_names_there_are_none() -> None:
    assert choose_detectors() == choose_detectors(Settings()) == ()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("no_such_module_of_ours:x", "ModuleNotFoundError: No module named 'no_such_module_of_ours'"),
        ("MODULE:missing", "has no attribute 'missing'"),
        ("MODULE_broken:x", "RuntimeError: no key"),
        ("MODULE:number", "int is no object with a code and a method weigh(case)"),
    ],
)
def test_a_name_that_leads_to_no_detector_is_an_error_at_once(module: str, name: str, problem: str) -> None:
    name = name.replace("MODULE", module)
    with pytest.raises(SettingsError) as caught:
        choose_detectors(Settings(detectors=(name,)))
    assert name in str(caught.value)
    assert problem in str(caught.value)


@pytest.mark.parametrize("name", ["os.system", "a:b:c", ":x", "x:", "a b:c", "../x:y", ""])
def test_a_setting_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="module:attribute"):
        Settings(detectors=(name,))


def test_one_name_alone_is_no_tuple() -> None:
    with pytest.raises(SettingsError, match="a tuple of names"):
        Settings(detectors="module:attribute")  # type: ignore[arg-type] # the mistake under test


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("Shouting", "use lower case and hyphens"),
        ("", "use lower case and hyphens"),
        ("number", "which linkcheck uses itself (number-differs)"),
        ("topic-lead", "which linkcheck uses itself (topic-lead)"),
    ],
)
def test_a_code_that_is_none_or_taken_is_refused(told: Any, code: str, problem: str) -> None:
    detector = told()
    detector.code = code
    with pytest.raises(InputError) as caught:
        choose_detectors(given=(detector,))
    assert problem in str(caught.value)


def test_an_object_that_is_no_detector_is_refused(told: Any) -> None:
    with pytest.raises(InputError, match=r"Told, a class is no object with a code"):
        choose_detectors(given=(told,))
    with pytest.raises(InputError, match=r"give a tuple of detectors"):
        choose_detectors(given=told())
    with pytest.raises(InputError, match="two detectors have the code 'told'"):
        choose_detectors(given=(told(), told()))
