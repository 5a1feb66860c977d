"""Recalculates workbooks with LibreOffice and compares every formula with its
cached value.

    verify-workbook.py FILE.xlsx...

The profile tells LibreOffice to recalculate on load; without it the cached
values would come back, even wrong ones. Exits with 1 if a value differs, if a
formula has no cached value, or if any cell holds an error.
"""

import math
import pathlib
import subprocess
import sys
import tempfile

import openpyxl

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

# Excel keeps 15 digits; sums of many shares lose a few more on either side.
RELATIVE = 1e-9


def recalculate(files, folder):
    """Returns the folder with copies of the files that LibreOffice recalculated."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(PROFILE)
    done = folder / "recalculated"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile.parent}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(done), *map(str, files)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    return done


def same(a, b):
    if isinstance(a, bool) or isinstance(b, bool) or not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
        return (a or "") == (b or "")
    return math.isclose(a, b, rel_tol=RELATIVE, abs_tol=1e-12)


def compare(file, recalculated):
    """Returns the number of formulas and a list of what is wrong."""
    formulas = openpyxl.load_workbook(file)
    cached = openpyxl.load_workbook(file, data_only=True)
    fresh = openpyxl.load_workbook(recalculated, data_only=True)
    count, faults = 0, []
    if formulas.sheetnames != fresh.sheetnames:
        faults.append(f"sheets {formulas.sheetnames} became {fresh.sheetnames}")
        return count, faults
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                stored = cached[sheet.title][cell.coordinate].value
                if isinstance(stored, str) and stored.startswith("#"):
                    faults.append(f"{sheet.title}!{cell.coordinate} holds {stored}")
                if cell.data_type != "f":
                    continue
                count += 1
                value = fresh[sheet.title][cell.coordinate].value
                if stored is None or not same(stored, value):
                    faults.append(f"{sheet.title}!{cell.coordinate}: cached {stored!r}, recalculated {value!r}: {cell.value}")
    return count, faults


def main(files):
    status = 0
    with tempfile.TemporaryDirectory() as scratch:
        done = recalculate(files, pathlib.Path(scratch))
        for file in files:
            count, faults = compare(file, done / file.name)
            for fault in faults[:20]:
                print(f"verify: {file}: {fault}", file=sys.stderr)
            if faults or count == 0:
                print(f"verify: {file}: {len(faults)} faults in {count} formulas", file=sys.stderr)
                status = 1
            else:
                print(f"ok  {file}: {count} formulas recalculate to their cached values")
    return status


if __name__ == "__main__":
    sys.exit(main([pathlib.Path(name) for name in sys.argv[1:]]))
