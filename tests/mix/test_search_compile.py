"""Where compiled code is kept."""

import os
import subprocess
import sys

import pytest

from tonematch.mix.search.compile import cache_folder, is_compiled, mark_compiled


def test_the_cache_lies_where_it_is_told_and_remembers(tmp_path, monkeypatch) -> None:
    """The folder is made in the place given, empty at first, and says so once it is filled."""
    monkeypatch.setenv("TONEMATCH_CACHE_DIR", str(tmp_path))
    folder = cache_folder()
    assert folder is not None
    assert folder.parent == tmp_path
    assert not is_compiled()
    mark_compiled()
    assert is_compiled()


def test_a_place_that_cannot_be_written_is_passed_over(tmp_path, monkeypatch) -> None:
    """Where the cache folder cannot be made, another is taken, and nothing fails."""
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("TONEMATCH_CACHE_DIR", str(blocked))
    folder = cache_folder()
    assert folder is None or blocked not in folder.parents


@pytest.mark.parametrize("question", ["max_parts=8", "max_parts=8, max_shades=1"])
def test_small_searches_compile_nothing(question) -> None:
    """The usual question, two pots of a bundled palette, never loads the compiler."""
    code = (
        "import sys; from tonematch.mix.match import find_matches\n"
        "from tonematch.mix.palettes.load import load_palette\n"
        f"find_matches((58, 12, 19), [load_palette('generic-camouflage')], {question}); print('numba' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "False"
