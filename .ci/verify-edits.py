"""Edits rows of a workbook as a manager would and checks that its formulas follow.

    verify-edits.py FILE.xlsx...

Supplier answers are blanked, events moved to the month before, causes and sizes
changed on the rows listed. LibreOffice recalculates; every formula must come to
what it comes to when it is worked out here, and the Summary must say that
formulas no longer agree. A workbook whose formulas count from a tally is passed
over: its rows may be edited without effect, and it says so.
"""

import importlib.util
import pathlib
import random
import re
import sys
import tempfile

import openpyxl

spec = importlib.util.spec_from_file_location("verify_workbook", pathlib.Path(__file__).with_name("verify-workbook.py"))
workbook = importlib.util.module_from_spec(spec)
spec.loader.exec_module(workbook)

EDITED_ROWS = 6
NO_RATIO = "―"
SHOWN = re.compile("SUBTOTAL")  # what the filter shows is no figure of the report


class Number(float):
    """A number that has no quotient by zero."""

    def __truediv__(self, other):
        return None if other == 0 else Number(float(self) / float(other))

    def __sub__(self, other):
        return Number(float(self) - float(other))

    def __rmul__(self, other):
        return None if other is None else Number(float(other) * float(self))


def holds(cell, criterion):
    """Reports whether COUNTIFS counts a cell."""
    if not isinstance(criterion, str):
        return isinstance(cell, (int, float)) and cell == criterion
    operator, text = re.match(r"(<>|>=|<=|>|<|=)?(.*)", criterion, re.S).groups()
    text = re.sub(r"~([~*?])", r"\1", text)
    if operator in (">=", "<=", ">", "<"):
        value = float(text)
        return isinstance(cell, (int, float)) and {">=": cell >= value, "<=": cell <= value, ">": cell > value, "<": cell < value}[operator]
    equal = str("" if cell is None else cell).lower() == text.lower()
    return equal != (operator == "<>")


class Rows:
    """The rows of the listing by the defined names of their columns."""

    def __init__(self, book):
        self.columns, self.found = {}, {}
        for name in book.defined_names.definedName:
            if name.name.startswith("rows_"):
                (sheet, area), = name.destinations
                self.columns[name.name] = [row[0] for row in book[sheet][area]]

    def values(self, name):
        return [cell.value for cell in self.columns[name]]

    def matching(self, pairs):
        """Returns the numbers of the rows that fulfil all pairs of column and criterion."""
        kept = None
        for column, criterion in zip(pairs[::2], pairs[1::2]):
            key = id(column), criterion
            if key not in self.found:
                self.found[key] = {i for i, cell in enumerate(column) if holds(cell, criterion)}
            kept = self.found[key] if kept is None else kept & self.found[key]
        return kept

    def functions(self):
        return {
            "COUNTIFS": lambda *pairs: Number(len(self.matching(pairs))),
            "SUMIFS": lambda total, *pairs: Number(sum(total[i] for i in self.matching(pairs) if isinstance(total[i], (int, float)))),
            "SUM": lambda total: Number(sum(v for v in total if isinstance(v, (int, float)))),
            "ROWS": lambda column: Number(len(column)),
            "IFERROR": lambda value, other: other if value is None else value,
            **{name: self.values(name) for name in self.columns},
        }

    def compute(self, formula, functions):
        texts = []

        def keep(match):
            texts.append(match.group(0)[1:-1].replace('""', '"'))
            return f"_texts[{len(texts) - 1}]"

        code = re.sub(r'"(?:[^"]|"")*"', keep, formula.lstrip("="))
        return eval(code, {"__builtins__": {}, "_texts": texts, **functions})


def edit(rows, period, rng):
    """Changes some events of the period, a month as a number such as 202206."""
    month, first = rows.columns["rows_event_month"], rows.columns["rows_first_of_event"]
    events = [i for i in range(len(month)) if first[i].value == 1 and month[i].value == period]
    for n, i in enumerate(rng.sample(events, min(EDITED_ROWS, len(events)))):
        what = n % 4
        if what == 0:
            rows.columns["rows_narrow"][i].value = None
        elif what == 1:
            month[i].value -= 1 if month[i].value % 100 > 1 else 89
        elif what == 2:
            rows.columns["rows_vector"][i].value = rows.columns["rows_vector"][i - 1].value
        else:
            rows.columns["rows_event_size_low"][i].value = 123_456


def figures(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row
            if cell.data_type == "f" and "rows_" in cell.value and not SHOWN.search(cell.value)]


def check(file, folder):
    """Returns what is wrong and how many figures changed."""
    book = openpyxl.load_workbook(file)
    rows = Rows(book)
    if not rows.columns:
        return [], 0, 0
    before = openpyxl.load_workbook(file, data_only=True)
    year, month = re.search(r"(\d{4})-(\d\d)", file.name).groups()
    edit(rows, int(year + month), random.Random(file.name))
    edited = folder / file.name
    book.save(edited)
    after = openpyxl.load_workbook(workbook.recalculate([edited], folder / "work") / file.name, data_only=True)
    functions, faults, changed, cells = rows.functions(), [], 0, figures(book)
    for cell in cells:
        want = rows.compute(cell.value, functions)
        got = after[cell.parent.title][cell.coordinate].value
        if not workbook.same(float(want) if isinstance(want, Number) else want, got):
            faults.append(f"{cell.parent.title}!{cell.coordinate}: recalculated {got!r}, want {want!r}: {cell.value}")
        changed += got != before[cell.parent.title][cell.coordinate].value
    summary = book.sheetnames[0]
    if before[summary]["A3"].value == after[summary]["A3"].value:
        faults.append(f"the summary still says: {after[summary]['A3'].value}")
    if changed == 0:
        faults.append("no figure followed the edits")
    return faults, changed, len(cells)


def main(files):
    status = 0
    for file in files:
        with tempfile.TemporaryDirectory() as scratch:
            faults, changed, total = check(file, pathlib.Path(scratch))
        for fault in faults[:20]:
            print(f"verify: {file}: edited: {fault}", file=sys.stderr)
        if faults:
            status = 1
        else:
            print(f"ok  {file}: {changed} of {total} figures follow edited rows")
    return status


if __name__ == "__main__":
    sys.exit(main([pathlib.Path(name) for name in sys.argv[1:]]))
