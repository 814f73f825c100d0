"""Opening exports safely: archives that climb out, links, encodings, streams that break off."""

from __future__ import annotations

import io
import itertools
import json
import stat
import zipfile
from pathlib import Path

import pytest

from disclosure.errors import InputError
from disclosure.hashing import sha256_folder
from disclosure.sources import json_items, sqlite, text
from disclosure.sources.tree import open_tree


def _archive(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


class TestArchives:
    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("../out.txt", "zip_traversal"),
            ("a/../../out.txt", "zip_traversal"),
            ("a\\..\\..\\out.txt", "zip_traversal"),
            ("/etc/passwd", "zip_absolute_path"),
            ("C:/Windows/x", "zip_absolute_path"),
            ("\\\\server\\share", "zip_absolute_path"),
        ],
    )
    def test_names_that_lead_out_are_refused(self, name: str, reason: str, tmp_path: Path) -> None:
        info = zipfile.ZipInfo("x")
        info.filename = name
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(info, b"x")
            archive.writestr("fine.txt", b"fine")
        tree = open_tree(path)
        assert list(tree.sizes) == ["fine.txt"]
        assert [(item.name, item.reason) for item in tree.refused] == [(name, reason)]
        with pytest.raises(KeyError):
            tree.open(name)

    def test_links_are_refused(self, tmp_path: Path) -> None:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr(info, b"/etc/passwd")
        assert [item.reason for item in open_tree(tmp_path / "a.zip").refused] == ["zip_link"]

    def test_an_absurd_ratio_is_refused(self, tmp_path: Path) -> None:
        path = _archive(tmp_path / "a.zip", ("bomb.bin", bytes(80 << 20)), ("small.bin", bytes(1 << 20)))
        tree = open_tree(path)
        assert list(tree.sizes) == ["small.bin"]
        assert [item.reason for item in tree.refused] == ["zip_absurd_ratio"]

    def test_of_two_members_with_one_name_the_other_is_said(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with pytest.warns(UserWarning, match="Duplicate name"):
            _archive(path, ("a.txt", b"first"), ("a.txt", b"second"))
        tree = open_tree(path)
        assert [item.reason for item in tree.refused] == ["zip_repeated_name"]
        with tree.open("a.txt") as stream:
            assert stream.read() == b"second"

    def test_a_damaged_one_is_said_to_be(self, tmp_path: Path) -> None:
        path = _archive(tmp_path / "a.zip", ("a.txt", b"first" * 100))
        path.write_bytes(path.read_bytes()[:60])
        with pytest.raises(InputError, match="damaged archive"):
            open_tree(path)

    def test_many_members_are_looked_at_quickly(self, tmp_path: Path) -> None:
        path = _archive(tmp_path / "a.zip", *((f"files/{number}.db", b"x" * 40) for number in range(3000)))
        assert sqlite.databases(open_tree(path)) == {}  # minutes, were the directory read for each


def test_names_are_found_by_pattern(tmp_path: Path) -> None:
    tree = open_tree(_archive(tmp_path / "a.zip", ("x/y/Result.json", b"{}"), ("result.json", b"{}"), ("r.txt", b"")))
    assert tree.find("**/result.json") == ["result.json", "x/y/Result.json"]
    assert tree.find("*.json") == ["result.json"]


def test_the_digest_of_a_folder_is_of_names_and_contents(tmp_path: Path) -> None:
    one = tmp_path / "one"
    (one / "sub").mkdir(parents=True)
    (one / "a.txt").write_text("a")
    (one / "sub" / "b.txt").write_text("b")
    before = sha256_folder(one)
    assert sha256_folder(one) == before
    (one / "sub" / "b.txt").rename(one / "b.txt")
    moved = sha256_folder(one)
    (one / "link").symlink_to("/etc/passwd")
    assert len({before, moved, sha256_folder(one)}) == 3


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_lines_and_their_places(self, encoding: str, end: str) -> None:
        words = ["first", "", "Ċ and 🙂 and ਊ", "x" * 5000, "last"]
        raw = end.join(words).encode(encoding)
        lines = list(text.lines(io.BytesIO(raw)))
        assert [line.text for line in lines] == words
        assert all(one.end == two.start for one, two in itertools.pairwise(lines))
        assert lines[-1].end == len(raw)
        assert not any(line.is_damaged for line in lines)

    def test_damage_is_visible(self) -> None:
        (line,) = text.lines(io.BytesIO(b"a\xffb"))
        assert (line.text, line.is_damaged) == ("a\\xffb", True)


class TestJson:
    def test_items_of_an_array_with_a_byte_order_mark(self) -> None:
        stream = io.BytesIO(b"\xef\xbb\xbf" + json.dumps({"a": {"b": [1, {"c": None}, "x"]}}).encode())
        assert list(json_items.items(stream, "a.b.item")) == [1, {"c": None}, "x"]

    def test_whole_items_before_a_break_are_given(self) -> None:
        raw = json.dumps([{"n": number} for number in range(50)]).encode()[:300]
        found = []
        with pytest.raises(json_items.Broken):
            found.extend(json_items.items(io.BytesIO(raw), "item"))  # extend keeps what came before the break
        assert found
        assert found == [{"n": number} for number in range(len(found))]
