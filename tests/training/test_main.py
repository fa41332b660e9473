from __future__ import annotations

import pytest

from linkcheck.training.__main__ import PARTS, main


@pytest.mark.parametrize("part", [*PARTS, "all"])
def test_every_part_of_the_training_tells_what_it_takes(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([part, "--help"])
    assert "--" in capsys.readouterr().out


def test_training_everything_stops_at_the_first_part_that_fails(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = str(tmp_path_factory.mktemp("empty"))
    assert main(["all", "--data", empty, "--pages", empty, "--date", "2026-11-27"]) == 2
    told = capsys.readouterr().err
    assert "index.jsonl: no such file" in told
    assert "model" not in told
