"""Workbooks of Excel and OpenDocument: every sheet that is shown is a table.

python-calamine reads them, which the extra `excel` brings. It holds a sheet as a whole, so that a workbook is unpacked
and counted first: one of a few kilobytes may stand for gigabytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from linkcheck._child_process import ask_child
from linkcheck._post.files import Beginning, Columns, FileFormat, RawRecord, workbook_child
from linkcheck._post.files.charset import Stream
from linkcheck._post.files.frame import as_cell
from linkcheck._post.files.rows import TableRow
from linkcheck._post.files.table import names_a_text, read_table_rows
from linkcheck._post.readers.fields import replace_surrogates
from linkcheck._text.display import plain
from linkcheck.errors import MissingExtraError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_WORKBOOK = 128 * 1024 * 1024
"""Bytes of a workbook as it is stored."""
MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes that a workbook may unpack to; one of 100,000 posts with all their columns has some 60 MB."""
MAX_CELLS = 5_000_000
"""Cells of a sheet, from its first to its last row and column, empty ones too: they are all held."""
MAX_ENTRIES = 10_000
"""Files in a workbook."""
_PIECE = 1024 * 1024
_SHOWN = 40
_EXCEL_PLACE = re.compile(rb"""<(?:\w{1,20}:)?(?:c|row)\s[^>]{0,300}?\br=["']([A-Z]{0,4})(\d{1,8})["']""")
_ODF_PLACE = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?![\w-])([^>]{0,2000}?)(/?)>")
_REPEATED = re.compile(rb'number-(?:columns|rows)-repeated="(\d{1,9})"')
_DAMAGE = (zipfile.BadZipFile, zlib.error, ExpatError, LookupError, ValueError, OSError, RuntimeError, EOFError)
"""What unpacking a damaged archive, and the XML in it, raises."""
_DEADLINE = 1.0 * workbook_child.MAX_TRIAL
"""Seconds by the clock after which the child that tries a workbook is killed."""
_OVERLAP = 2500
"""Bytes of a tag, which may begin in one piece and end in the next."""
_LOOKED_AT = 50
"""Rows of a sheet in which its header is looked for."""


def read_workbook(stream: Stream, columns: Columns) -> Iterator[RawRecord]:
    """The records of the sheets. A workbook that cannot be read is one problem. Raises MissingExtraError."""
    try:
        import python_calamine
    except ImportError:
        raise MissingExtraError("excel", "reading a workbook") from None
    content = _read_all(stream)
    problem = _problem_of(content)
    if problem:
        yield RawRecord(None, None, problem)
        return
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(content))
        shown = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
            and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        hidden = len(workbook.sheets_metadata) - len(shown)
    except _unreadable(python_calamine) as error:
        yield RawRecord(None, None, _unreadable_problem(error))
        return
    yield from _records_of_sheets(workbook, shown, columns, hidden=hidden)


def _records_of_sheets(workbook: Any, names: Sequence[str], columns: Columns, *, hidden: int) -> Iterator[RawRecord]:
    import python_calamine

    warning = f"{hidden} hidden sheet{'s are' if hidden > 1 else ' is'} not read" if hidden else ""
    sheets: list[CalamineSheet] = []
    for name in names:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except _unreadable(python_calamine) as error:
            yield RawRecord(None, None, f"sheet “{plain(name, _SHOWN)}”: {_unreadable_problem(error)}")
            continue
        if sheet.height:
            sheets.append(sheet)
    tables, others = _with_texts(sheets, columns)
    if others:
        listed = ", ".join(f"“{plain(sheet.name, _SHOWN)}”" for sheet in others[:5])
        unread = f"sheet{'s' if len(others) > 1 else ''} without a column of texts, not read: {listed}"
        warning = "; ".join(filter(None, (warning, unread)))
    for number, sheet in enumerate(tables):
        for record in read_table_rows(_rows(sheet), columns):
            told = "; ".join(filter(None, (warning, record.warning)))
            yield record._replace(part=sheet.name if number else "", warning=told)
            warning = ""


def _with_texts(sheets: Sequence[CalamineSheet], columns: Columns) -> tuple[list[CalamineSheet], list[CalamineSheet]]:
    """The sheets that name a column of texts, else the first; and the others."""
    named = [sheet for sheet in sheets if names_a_text(_rows(sheet, limit=_LOOKED_AT), columns)] or list(sheets[:1])
    return named, [sheet for sheet in sheets if sheet not in named]


def _rows(sheet: CalamineSheet, limit: int | None = None) -> Iterator[TableRow]:
    """The rows that hold something, each with the number that the sheet shows beside it."""
    start = sheet.start
    for number, row in enumerate(
        sheet.to_python(skip_empty_area=True, nrows=limit), start=(start[0] if start else 0) + 1
    ):
        cells = [replace_surrogates(as_cell(value) or "")[0] for value in row]
        if any(cell.strip() for cell in cells):
            yield TableRow(number, cells)


def _read_all(stream: Stream) -> bytes:
    """Everything in `stream`, up to a byte more than is read."""
    pieces = []
    held = 0
    while held <= MAX_WORKBOOK and (piece := stream.read(_PIECE)):
        pieces.append(piece.encode("latin-1", "replace") if isinstance(piece, str) else piece)
        held += len(piece)
    return b"".join(pieces)


def _problem_of(content: bytes) -> str:
    """Why a workbook is not read; empty for one that may be."""
    if len(content) > MAX_WORKBOOK:
        return f"the workbook is larger than {MAX_WORKBOOK} bytes: save it as CSV"
    if not content.startswith(b"PK"):
        return _trial(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _problem_of_archive(archive) or _trial(content)
    except _DAMAGE as error:
        return f"the workbook is damaged: {plain(str(error), 100)}"


def _trial(content: bytes) -> str:
    """Why a workbook that was tried in a child process is not opened in this one; empty if it was read there."""
    try:
        said = ask_child(workbook_child.__name__, content, deadline=_DEADLINE)
    except OSError:
        return ""  # where no process can be started, it is read here
    if not said.exit_code:
        return ""
    if said.exit_code == 1:
        return _unreadable_problem(said.written.decode("utf-8", "replace").strip())
    return "the workbook takes more memory or time to be read than it may: save it as CSV"


def _problem_of_archive(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return f"the workbook holds more than {MAX_ENTRIES} files"
    left = MAX_UNPACKED
    for entry in entries:
        if entry.flag_bits & 1:
            return "the workbook is encrypted: save it without a password"
        if entry.filename.endswith("workbook.bin"):
            return "a binary workbook (.xlsb) is not read: save it as .xlsx or CSV"
        extent = _Extent()
        left = _unpack(archive, entry, extent, left)
        if left < 0:
            return f"the workbook unpacks to more than {MAX_UNPACKED} bytes: save it as CSV"
        if extent.is_foreign:
            return "the workbook is in UTF-16: save it again, as .xlsx or CSV"
        if extent.cells > MAX_CELLS:
            return f"a sheet of the workbook spans more than {MAX_CELLS} cells: save it as CSV"
    return ""


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, extent: _Extent, left: int) -> int:
    """Unpack a file of a workbook, of which nothing is kept; how many of the bytes that it may have are left."""
    entry.file_size = left + _PIECE + 1  # what an archive says of itself need not be true: it is unpacked to its end
    parser = _parser() if entry.filename.endswith((".xml", ".rels")) else None
    with archive.open(entry) as unpacked:
        while left >= 0 and (piece := unpacked.read(_PIECE)):
            left -= len(piece)
            extent.add(piece)
            if parser is not None:
                parser.Parse(piece)
    if parser is not None and entry.compress_size and left >= 0:
        parser.Parse(b"", True)  # the reader goes round in circles in a document that is cut off
    return left


def _parser() -> XMLParserType:
    """A parser that raises ExpatError for what is no whole document, and for one that defines entities."""
    parser = ParserCreate()

    def refuse(*_: object) -> None:
        raise ExpatError("it has a document type")

    parser.StartDoctypeDeclHandler = refuse
    return parser


class _Extent:
    """How many cells a sheet spans, as far as it was unpacked: a cell far away makes all before it be held."""

    def __init__(self) -> None:
        self._rest = b""
        self._rows = self._columns = 0
        self._row = self._column = 0
        self.is_foreign = False
        """Whether it is in an encoding whose cells are not counted."""

    def add(self, piece: bytes) -> None:
        """Count the tags that end in the next piece of a file."""
        if not self._rest and piece.startswith((b"\xff\xfe", b"\xfe\xff", b"\0")):
            self.is_foreign = piece[4:100].count(b"\0") > 40 and b"<" in piece[:8]
        text = self._rest + piece
        end = 0
        for letters, row in _EXCEL_PLACE.findall(text):
            self._rows = max(self._rows, int(row))
            self._columns = max(self._columns, _number_of(letters))
        for found in _ODF_PLACE.finditer(text):
            self._count(found[1], found[2], is_filled=not found[3] or b"value" in found[2])
            end = found.end()
        self._rest = text[max(end, len(text) - _OVERLAP) :]

    def _count(self, tag: bytes, attributes: bytes, *, is_filled: bool) -> None:
        repeated = _REPEATED.search(attributes)
        times = int(repeated[1]) if repeated else 1
        if tag == b"table":
            self._row = 0
        elif tag == b"table-row":
            self._row, self._column = self._row + times, 0
        else:
            self._column += times
            if is_filled:
                self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)

    @property
    def cells(self) -> int:
        return self._rows * max(self._columns, 1)


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _unreadable(calamine: Any) -> tuple[type[BaseException], ...]:
    """What the reader raises for a damaged workbook; its own faults arrive as another kind of exception."""
    panic = next((kind for kind in BaseException.__subclasses__() if kind.__name__ == "PanicException"), ValueError)
    return (calamine.CalamineError, OSError, ValueError, zipfile.BadZipFile, OverflowError, panic)


def _unreadable_problem(said: object) -> str:
    return f"it cannot be read as a workbook: {plain(str(said), 100)}; save it as .xlsx or CSV"


def is_workbook(_beginning: Beginning) -> bool:
    """Never: a workbook is known by its first bytes, before its lines are looked at."""
    return False


FORMAT = FileFormat(
    name="excel", suffixes=(".xlsx", ".xlsm", ".xls", ".ods"), recognises=is_workbook, read=read_workbook
)
