from pathlib import Path

import pytest

from convo_tui import assets


def test_the_checkout_is_read_where_there_is_one() -> None:
    root = Path(__file__).parents[2]
    assert assets.styles_dir() == root / "styles"
    assert assets.data_dir() == root / "data"


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        (["pyproject.toml", "styles/"], "."),
        (["pyproject.toml"], "convo_tui/_assets"),
        (["styles/"], "convo_tui/_assets"),
        ([], "convo_tui/_assets"),
    ],
)
def test_a_package_that_is_no_checkout_reads_what_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: list[str], expected: str
) -> None:
    for name in beside:
        if name.endswith("/"):
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).touch()
    monkeypatch.setattr(assets, "PACKAGE", tmp_path / "convo_tui")
    assert assets.data_dir() == tmp_path / expected / "data"
    assert assets.styles_dir() == tmp_path / expected / "styles"


def test_a_data_file_is_read_by_its_bare_name() -> None:
    assert assets.load_toml("agendas")["agenda"][0]["name"] == "standard"


def test_a_data_file_that_was_not_shipped_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        assets.load_toml("nothing-of-the-kind")
