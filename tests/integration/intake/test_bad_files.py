"""Files that are no workbook, too large, packed to burst, locked, damaged or without headers: refused in plain words."""

import io
import random
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from safetynet.intake.actions import reading
from safetynet.intake.actions.reading import MOST_COLUMNS, MOST_SECONDS, check_file, read_workbook
from safetynet.intake.actions.receive import open_workbook
from safetynet.kernel.faults import Fault
from tests.factories.county_workbooks import PUBLIC, read_sheets, write_sheets
from tests.factories.people import new_coordinator
from tests.integration.intake.loading_help import load

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENT = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"
_STRINGS_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def comma_separated(path: Path) -> None:
    path.write_text("Client #,Last Name\n1,Doe\n")


def nothing_at_all(path: Path) -> None:
    path.write_bytes(b"")


def two_hundred_megabytes(path: Path) -> None:
    with path.open("wb") as file:
        file.write(PUBLIC.read_bytes()[:4096])
        file.truncate(200 * 1024 * 1024)


def locked(path: Path) -> None:
    path.write_bytes(_OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2048))


def of_the_old_kind(path: Path) -> None:
    path.write_bytes(_OLE + bytes(504) + "Workbook".encode("utf-16-le") + bytes(2048))


def cut_off(path: Path) -> None:
    path.write_bytes(PUBLIC.read_bytes()[:90_000])


def damaged_inside(path: Path) -> None:
    repack(path, {"xl/workbook.xml": b"<workbook><sheets>"})


def with_a_broken_sum(path: Path) -> None:
    content = bytearray(PUBLIC.read_bytes())
    at = content.find(_CONTENT.encode()) + 400
    content[at : at + 40] = bytes(40)
    path.write_bytes(bytes(content))


def a_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")


def a_binary_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", "x")


def packed_to_burst(path: Path) -> None:
    repack(path, {_CONTENT: b"<row>" + b" " * (60 * 1024 * 1024) + b"</row>"})


def of_very_many_parts(path: Path) -> None:
    repack(path, {f"xl/media/{place}.png": b"" for place in range(3_000)})


def lying_about_its_size(path: Path) -> None:
    """A part that says it unpacks to a hundred bytes and holds much more."""
    content = bytearray(PUBLIC.read_bytes())
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(_CONTENT.encode()))
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    path.write_bytes(bytes(content))


def of_entities(path: Path) -> None:
    repack(path, {_CONTENT: entities("worksheet")})


def of_entities_in_its_plan(path: Path) -> None:
    repack(path, {"xl/workbook.xml": entities("workbook")})


def entities(root: str) -> bytes:
    """A document of which each entity holds the one before it twice, twenty times over."""
    doubled = "".join(f'<!ENTITY a{place} "&a{place - 1};&a{place - 1};">' for place in range(1, 20))
    return f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{doubled}]><{root}>&a19;</{root}>'.encode()


def empty(path: Path) -> None:
    write_sheets({"Clients": [], "Arrests": [[None, None]]}, path)


def without_headers(path: Path) -> None:
    write_sheets({"Agendas": read_sheets(PUBLIC)["Agendas"][1:30]}, path)


def too_wide(path: Path) -> None:
    write_sheets({"Clients": [["Client #", "Last Name", *range(MOST_COLUMNS)]]}, path)


def with_a_row_far_below(path: Path) -> None:
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += b'<row r="9999999"><c r="A9999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    repack(path, {_CONTENT: sheet})


def of_very_wide_blank_rows(path: Path) -> None:
    """Rows of one blank cell in the last column: few octets, 300 million cells."""
    rows = "".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(1, 20_001))
    repack(path, {_CONTENT: f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()})


def of_very_many_texts(path: Path) -> None:
    repack(path, with_texts("<si><t/></si>" * 1_500_000))


def of_one_text_in_very_many_cells(path: Path) -> None:
    """One text of 32,000 characters that stands in 60,000 cells."""
    row = "<row>" + '<c t="s"><v>0</v></c>' * 400 + "</row>"
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{row * 150}</sheetData></worksheet>'
    repack(path, with_texts(f"<si><t>{'x' * 32_000}</t></si>") | {_CONTENT: sheet.encode()})


def with_texts(texts: str) -> dict[str, bytes]:
    """The parts of a workbook that keeps these texts apart from its cells."""
    with zipfile.ZipFile(PUBLIC) as archive:
        kinds = archive.read("[Content_Types].xml").decode()
    told = f'<Override PartName="/{_STRINGS}" ContentType="{_STRINGS_KIND}"/></Types>'
    listed = kinds if _STRINGS in kinds else kinds.replace("</Types>", told)
    return {_STRINGS: f'<sst xmlns="{_MAIN}">{texts}</sst>'.encode(), "[Content_Types].xml": listed.encode()}


def of_one_very_full_row(path: Path) -> None:
    """Cells without anything in one row, beside a picture that makes the file large enough to hold so many."""
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData><row>{"<c/>" * 17_000_000}</row></sheetData></worksheet>'.encode()
    repack(path, {_CONTENT: sheet, "xl/media/1.png": random.Random(1).randbytes(600_000)})


BAD: dict[Callable[[Path], None], str] = {
    comma_separated: "not an Excel workbook",
    nothing_at_all: "This file is empty",
    two_hundred_megabytes: "This file has 200 MB; a workbook may have 25 MB",
    locked: "locked with a password",
    of_the_old_kind: "of the old kind (.xls)",
    cut_off: "is not complete",
    damaged_inside: "its inside cannot be read",
    with_a_broken_sum: "its inside cannot be read",
    a_document: "not an Excel workbook",
    a_binary_workbook: "binary workbook",
    packed_to_burst: "unpacks to far more",
    of_very_many_parts: "unpacks to far more",
    lying_about_its_size: "its inside cannot be read",
    of_entities: "its inside cannot be read",
    of_entities_in_its_plan: "its inside cannot be read",
    empty: "This workbook is empty",
    without_headers: "has a row of headers",
    too_wide: "more rows or columns",
    with_a_row_far_below: "more rows or columns",
    of_very_wide_blank_rows: "more rows or columns",
    of_one_text_in_very_many_cells: "more rows or columns",
    of_very_many_texts: "more cells or texts",
    of_one_very_full_row: "more cells or texts",
}


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_it_is_refused_in_plain_words(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    make(path)
    began = time.process_time()
    with path.open("rb") as file, pytest.raises(Fault) as fault:
        open_workbook(file)
    assert time.process_time() - began < MOST_SECONDS / 2
    assert BAD[make] in fault.value.what
    assert fault.value.kept and fault.value.next
    assert "Traceback" not in str(fault.value) and "openpyxl" not in str(fault.value)


def test_a_large_file_is_refused_before_it_is_read() -> None:
    class Unread(io.BytesIO):
        def read(self, *size: int) -> bytes:
            raise AssertionError("it was read")

        def seek(self, offset: int, whence: int = 0) -> int:
            return settings.WORKBOOK_MAX_BYTES + 1 if whence == 2 else 0

    with pytest.raises(Fault, match="a workbook may have 25 MB"):
        check_file(Unread())


def test_reading_ends_after_a_while_wherever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no time at all already the first part is too long; with the usual time the same workbook is read."""
    with PUBLIC.open("rb") as file:
        assert read_workbook(file)
        monkeypatch.setattr(reading, "MOST_SECONDS", -1)
        with pytest.raises(Fault, match="takes longer to read"):
            read_workbook(file)


def test_blank_cells_to_the_last_column_are_no_obstacle(tmp_path: Path) -> None:
    """Somebody formatted whole rows: they are as wide as a sheet, and hold what they hold."""
    cells = '<c r="A1" t="inlineStr"><is><t>Last Name</t></is></c><c r="XFD1"/>'
    path = tmp_path / "wide.xlsx"
    repack(path, {_CONTENT: f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()})
    with path.open("rb") as file:
        assert read_workbook(file)[0].rows == [(1, ["Last Name"])]


def test_nothing_of_a_bad_file_is_kept(home: object, tmp_path: Path, superuser: psycopg.Connection) -> None:
    member = new_coordinator()
    for make in (cut_off, without_headers):
        make(tmp_path / "bad.xlsx")
        with pytest.raises(Fault):
            load(member, tmp_path / "bad.xlsx")
    assert superuser.execute("SELECT count(*) FROM intake_workbook WHERE table_id = %s", [member.table]).fetchone() == (0,)


def test_cells_come_as_text_and_formulas_as_they_were_typed(tmp_path: Path) -> None:
    row = ["=1+1", 3.0, 2.5, True, "  spaces\u200b ", "line\nbreak", None, "x" * 30_000, "\ufeffname"]
    path = write_sheets({"Sheet": [row]}, tmp_path / "cells.xlsx")
    with path.open("rb") as file:
        [sheet] = read_workbook(file)
    assert sheet.rows[0][1] == ["=1+1", "3", "2.5", "TRUE", "spaces", "line\nbreak", "", "x" * 30_000, "name"]


def repack(path: Path, parts: dict[str, bytes]) -> None:
    """The workbook of the study with some of its parts replaced or added."""
    with zipfile.ZipFile(PUBLIC) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, content in parts.items():
            after.writestr(name, content)
