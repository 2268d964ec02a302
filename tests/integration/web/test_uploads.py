"""Larger uploads lie in the instance's own folder while they come in, for its owner alone, and none is left behind."""

import os
from collections.abc import Callable
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.test import Client, RequestFactory

from safetynet.config.cli.serving import sweep_uploads
from safetynet.config.home import Home

LARGE = 2 * 1024 * 1024


def test_a_large_upload_lies_where_nobody_else_reads(home: Home, tmp_path: Path) -> None:
    """As the server takes it from a request."""
    file = tmp_path / "large.xlsx"
    file.write_bytes(bytes(LARGE))
    with file.open("rb") as content:
        sent: UploadedFile = RequestFactory().post("/workbooks/", {"file": content}).FILES["file"]
    assert isinstance(sent, TemporaryUploadedFile)
    lies = Path(sent.temporary_file_path())
    assert lies.parent == home.files
    assert (lies.stat().st_mode & 0o777, home.files.stat().st_mode & 0o777) == (0o600, 0o700)
    sent.close()
    assert not lies.exists()


def test_what_a_killed_process_left_is_swept_and_the_rest_stays(home: Home) -> None:
    """An upload that is still coming in is read to its end."""
    kept = home.files / "kept.txt"
    kept.write_text("not an upload")
    left = TemporaryUploadedFile("left.xlsx", "application/octet-stream", LARGE, None)
    left.write(b"a county's workbook")
    left.flush()
    sweep_uploads(home)
    assert os.listdir(home.files) == ["kept.txt"]
    left.seek(0)
    assert left.read() == b"a county's workbook"
    left.close()
    kept.unlink()


def test_no_request_leaves_a_file(browser: Callable[..., Client], home: Home, tmp_path: Path) -> None:
    """A refused workbook of two megabytes is gone when the answer is there."""
    file = tmp_path / "large.xlsx"
    file.write_bytes(bytes(LARGE))
    with file.open("rb") as content:
        answer = browser("ada").post("/workbooks/", {"file": content})
    assert answer.status_code == 400
    assert "not an Excel workbook" in answer.content.decode()
    assert os.listdir(home.files) == []
