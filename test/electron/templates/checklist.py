"""Checks published tables against the Analysis Function's checklist for accessible spreadsheets.

Prints the faults as JSON, an empty list where there are none. Example: checklist.py tables.xlsx
Source: "Releasing statistics in spreadsheets" and "Accessible spreadsheets: a checklist of the basics", Analysis Function.
"""

import json
import re
import sys

import openpyxl
from openpyxl.utils import range_boundaries

NUMBERS_WITHOUT_UNIT = {"Budget lines"}


def check(path):
    faults = []
    book = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)

    def fault(where, what):
        faults.append(f"{where}: {what}")

    for name in ("title", "creator", "language", "subject"):
        if not (getattr(book.properties, name) or "").strip():
            fault("properties", f"no {name}")
    if book.worksheets[0].title != "Cover" or book.active.title != "Cover":
        fault("workbook", "does not open at the cover")
    if book._fonts[0].name != "Arial" or book._fonts[0].sz < 12:
        fault("workbook", "the default typeface is not Arial 12")
    tables = [name for sheet in book.worksheets for name in sheet.tables]
    if len(tables) != len(set(tables)):
        fault("workbook", "two tables have one name")
    for sheet in book.worksheets:
        check_sheet(sheet, values[sheet.title], lambda what, sheet=sheet: fault(sheet.title, what))
    check_contents(book, fault)
    check_notes(book, fault)
    return faults


def check_sheet(sheet, values, fault):
    if len(sheet.title) > 15 or " " in sheet.title:
        fault("the sheet's name is long or has a space")
    if sheet.sheet_state != "visible":
        fault("is hidden")
    if sheet.merged_cells.ranges:
        fault("has merged cells")
    if sheet.freeze_panes:
        fault("has frozen panes")
    if sheet.auto_filter.ref:
        fault("has a filter")
    if sheet.sheet_view.showGridLines is False:
        fault("hides its gridlines")
    if sheet._images or sheet._charts or sheet.legacy_drawing:
        fault("has pictures, charts or comments")
    if any(part.text for part in (sheet.oddHeader.center, sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)):
        fault("says something in a header or footer only")
    hidden = [key for part in (sheet.row_dimensions, sheet.column_dimensions) for key, one in part.items() if one.hidden]
    if hidden:
        fault(f"hides {hidden}")
    title = sheet["A1"]
    if not title.value:
        fault("has no title in A1")
    if title.style != "Heading 1":
        fault("its title is not marked up as a heading")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or cell.has_style:
                check_look(cell, fault)
    for row in values.iter_rows():
        for cell in row:
            if sheet[cell.coordinate].value is not None and cell.value is None:
                fault(f"{cell.coordinate} has a formula without its value")
    if len(sheet.tables) != 1:
        fault(f"has {len(sheet.tables)} tables")
        return
    check_table(sheet, values, next(iter(sheet.tables.values())), fault)


def check_look(cell, fault):
    font = cell.font
    if font.name != "Arial" or font.sz < 12:
        fault(f"{cell.coordinate} is {font.name} {font.sz}")
    if cell.fill.fill_type:
        fault(f"{cell.coordinate} is told by its colour")
    coloured = font.color is not None and font.color.type == "rgb" and font.color.rgb not in ("FF000000", "00000000")
    if coloured and not (cell.hyperlink and font.underline):
        fault(f"{cell.coordinate} has text of another colour")


def check_table(sheet, values, table, fault):
    left, top, right, bottom = range_boundaries(table.ref)
    if re.fullmatch(r"Table\d*", table.displayName):
        fault("its table has no name of its own")
    if table.headerRowCount != 1 or (table.autoFilter and not all(one.hiddenButton for one in table.autoFilter.filterColumn)):
        fault("its table has no row of headings, or a filter")
    if left != 1 or bottom != sheet.max_row or right != sheet.max_column:
        fault(f"something stands beside or below the table {table.ref}")
    headings = [sheet.cell(top, column).value for column in range(left, right + 1)]
    if any(not heading or "\n" in heading for heading in headings) or len(set(headings)) != len(headings):
        fault(f"its headings are blank, broken or not unique: {headings}")
    if headings != [column.name for column in table.tableColumns]:
        fault("the marked-up columns are not the headings")
    above = [sheet.cell(row, 1).value for row in range(1, top)]
    if not all(above):
        fault("has an empty row above its table")
    if any(sheet.cell(row, column).value is not None for row in range(1, top) for column in range(2, right + 1)):
        fault("has text beside the text above its table")
    said = " ".join(str(text) for text in above)
    if "This sheet contains one table" not in said:
        fault("does not say how many tables it has")
    if sheet.title.startswith("Table") and "Source: " not in said:
        fault("names no source")
    if bottom == top:
        fault("its table has no rows")
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            cell = values.cell(row, column)
            check_cell(cell, headings[column - 1] or "", row == top, said, fault)


def check_cell(cell, heading, is_heading, said, fault):
    value = cell.value
    if value is None or str(value).strip() == "":
        fault(f"{cell.coordinate} is blank")
        return
    if not cell.alignment.wrap_text:
        fault(f"{cell.coordinate} does not wrap")
    if value in ("nil", "-", "–", "n/a", "N/A", "not known", "TBC"):
        fault(f"{cell.coordinate} says {value!r} in place of its shorthand")
    for mark in re.findall(r"\[(?:[a-z]|low)\]", str(value)):
        if f"{mark} means" not in said:
            fault(f"{cell.coordinate} holds {mark}, which the sheet does not explain")
    if isinstance(value, (int, float)) and not is_heading:
        if "(£)" not in heading and "(%)" not in heading and heading not in NUMBERS_WITHOUT_UNIT:
            fault(f"{cell.coordinate} is a number without its unit in “{heading}”")
        if cell.alignment.horizontal != "right":
            fault(f"{cell.coordinate} is a number that is not on the right")


def check_contents(book, fault):
    linked = set()
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                link = cell.hyperlink
                if not link:
                    continue
                if link.target or not link.location:
                    fault(f"{sheet.title}!{cell.coordinate}", "links to the outside")
                    continue
                name = link.location.split("!")[0]
                if name not in book.sheetnames or str(cell.value) != name:
                    fault(f"{sheet.title}!{cell.coordinate}", f"does not say where it links to: {link.location}")
                if sheet.title == "Cover":
                    linked.add(name)
                    held = sheet.cell(cell.row, 2).value
                    if held != book[name]["A1"].value:
                        fault("Cover", f"lists {name} as {held!r}")
    missing = set(book.sheetnames) - linked - {"Cover"}
    if missing:
        fault("Cover", f"does not link to {sorted(missing)}")


def check_notes(book, fault):
    if "Notes" not in book.sheetnames:
        fault("workbook", "has no sheet of notes")
        return
    pattern = re.compile(r"\[note (\d+)\]")
    listed = [int(number) for (value,) in book["Notes"].iter_rows(max_col=1, values_only=True) for number in pattern.findall(str(value))]
    used = []
    for sheet in book.worksheets:
        if not sheet.title.startswith("Table"):
            continue
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                used += [int(number) for number in pattern.findall(str(value))]
    if listed != list(range(1, len(listed) + 1)):
        fault("Notes", f"are numbered {listed}")
    if sorted(set(used)) != listed or list(dict.fromkeys(used)) != listed:
        fault("Notes", f"{listed} are listed, and {list(dict.fromkeys(used))} stand in the tables in that order")


print(json.dumps(check(sys.argv[1])))
