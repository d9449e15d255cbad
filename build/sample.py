"""
Makes the sample workbook of an office that does not exist, as messy as real ones are: subtotals as formulas, headings
repeated on the second page, an amount written as text with a footnote, blanks that are not zeros, a hidden sheet.
Needs openpyxl, and LibreOffice to work the formulas out: `/usr/bin/python3 build/sample.py`.
"""

import pathlib
import shutil
import subprocess
import tempfile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

TARGET = pathlib.Path(__file__).parent.parent / "electron" / "sample" / "northshire-2020-21.xlsx"

HEADINGS = [
    "Service",
    "Delivered by",
    "Description",
    "How commissioned",
    "2018/19 budget (£)",
    "2019/20 budget (£)",
    "2020/21 budget (£)",
    "2020/21 forecast outturn (£)",
    "Area covered",
]

SOLE = "Contract – sole funded"
JOINT = "Contract – jointly funded (with the County Council)"
GRANT = "Grant"
STATUTORY = "Statutory contribution"
ALL = "Countywide"

# A section: its heading, its lines, the label of its subtotal. None is a blank cell; "repeat" repeats the headings.
SECTIONS = [
    (
        "SUPPORTING VICTIMS",
        [
            ("Victim Care Hub", "Harbourlight Support CIO", "First contact, needs assessment and practical help after any crime", SOLE, 468000, 477500, 486900, 486900, ALL),
            ("Independent domestic abuse advisers", "Tarnside Women's Network", "Support for high-risk victims through the courts", JOINT, 312400, 312400, 318650, 301200, ALL),
            ("Sexual violence counselling", "Open Gate Northshire", "Counselling for adults, with a waiting-list fund", JOINT, 148000, 148000, 151000, 151000, ALL),
            ("Children's sexual violence adviser", "Open Gate Northshire", "Support for children and their families", SOLE, None, 38000, "£45,000*", 41500, ALL),
            "* Includes £5,000 for cover during maternity leave, agreed for 2020/21 only",
            ("Restorative justice", "Vale & Tarn Mediation", "Conferences between victims and offenders", SOLE, 76000, 76000, 76000, 68400, ALL),
            ("Sexual assault referral centre", "Northshire and Fells NHS Trust", "Forensic examination and aftercare", "Contract – jointly funded (with NHS commissioners)", 92350, 92350, 94200, 94200, "Northshire and the Fells"),
            ("Home security for repeat victims", "Marrowby Lock & Bolt", "Locks, alarms and door cameras", SOLE, 54000, 54000, 54000, 57850, ALL),
        ],
        "Supporting victims subtotal",
    ),
    (
        "PROTECTING VULNERABLE PEOPLE",
        [
            ("Safeguarding Adults Board", "Northshire County Council", "Contribution to the board's costs", STATUTORY, 41200, 41200, 42000, 42000, ALL),
            ("Safeguarding Children Partnership", "Northshire County Council", "Contribution to the partnership's costs", STATUTORY, 58750, 58750, 58750, 58750, ALL),
            ("Mental health street triage", "Northshire and Fells NHS Trust", "Nurses on patrol with officers\n(Thursday to Sunday evenings)", JOINT, 120000, 131500, 131500, 119300, "Marrowby and Quaystone"),
            ("Missing children return interviews", "Kestrel Pathways CIC", "An independent talk with every child who returns", GRANT, 36500, 36500, 0, 0, ALL),
            ("Modern slavery first response", "Harbourlight Support CIO", "A bed, an interpreter and a solicitor for the first 72 hours", GRANT, None, None, 24000, 17600, ALL),
            ("Hate crime reporting centres", "Various", "Small payments to 14 centres", GRANT, 9800, 9800, 9800, 9250, ALL),
        ],
        "Vulnerable people sub-total",
    ),
    (
        "PREVENTING CRIME",
        [
            ("Youth diversion", "District councils", "Positive activities for young people at risk of offending", GRANT, 165000, 165000, 165000, 161400, ALL),
            ("Youth Justice Service", "Northshire County Council", "Contribution to the service", STATUTORY, 143600, 143600, 143600, 143600, ALL),
            "repeat",
            ("Knife crime workshops in schools", "Kestrel Pathways CIC", "For years 8 and 9, with a first-aid course", GRANT, None, 22500, 22500, 22500, "Quaystone"),
            ("Rural crime partnership", "Northshire Police", "Property marking, equipment and a co-ordinator", GRANT, 30000, 30000, 34500, 34500, "Rural districts"),
            ("Community speed watch", "Parish councils", "Radar sets and training", GRANT, 12000, 12000, 12000, 6900, ALL),
            ("Town centre wardens", "Marrowby District Council", "Two wardens, evenings and weekends", GRANT, 48000, 0, 0, None, "Marrowby"),
            ("Fraud prevention for older people", "To be procured", "Visits, call blockers and talks", SOLE, None, None, 40000, 12750, ALL),
        ],
        "Preventing crime subtotal",
    ),
    (
        "REDUCING REOFFENDING",
        [
            ("Substance misuse in custody", "Lowmoor Recovery Trust", "Workers in both custody suites", JOINT, 224000, 224000, 228500, 228500, ALL),
            ("Integrated offender management", "Northshire Police", "Accommodation fund and mentors", GRANT, 96400, 96400, 96400, 88150, ALL),
            ("Behaviour change for perpetrators", "Tarnside Women's Network", "Groups and one-to-one work", SOLE, None, 52000, 61500, 61500, ALL),
            ("Women's diversion", "Open Gate Northshire", "An alternative to prosecution for low-risk offences", GRANT, 27500, 27500, 27500, 27500, "Quaystone"),
            ("Through the gate housing", "Fellbridge Homes Together", "Beds for those who leave prison without an address", GRANT, 60000, 60000, 60000, 60000, ALL),
        ],
        "Reducing reoffending subtotal",
    ),
    (
        "CROSS-CUTTING",
        [
            ("Community safety partnerships", "District councils", "A fixed sum for each of the six partnerships", GRANT, 330000, 330000, 330000, 330000, ALL),
            ("Commissioner's community fund", "Various", "Grants of up to £5,000, two rounds a year", GRANT, 150000, 150000, 150000, 143275, ALL),
            ("Contingency and emergent issues", "Not allocated", "Held for needs that arise during the year", "Pot", 187500, 214000, 260000, 55000, ALL),
            ("Needs assessment", "Northshire County Council", "A third of an analyst", JOINT, 15000, 15000, 15400, 15400, ALL),
            ("Youth commission", "In-house", "Training, travel and an annual event", "In-house", 8500, 8500, 8500, 3150, ALL),
        ],
        "Cross cutting subtotal",
    ),
]

BOLD = Font(name="Calibri", size=11, bold=True)
PLAIN = Font(name="Calibri", size=11)
GREY = PatternFill("solid", fgColor="D9D9D9")
WRAP = Alignment(wrap_text=True, vertical="top")
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FIGURES = "EFGH"
POUNDS = "#,##0"


def write_row(sheet, row, values, font=PLAIN, fill=None):
    """Writes a row of the table; amounts get their number format."""
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value)
        cell.font, cell.border, cell.alignment = font, BOX, WRAP
        if fill:
            cell.fill = fill
        if 5 <= column <= 8:
            cell.number_format = POUNDS
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right")


def make():
    """The workbook without values for its formulas, and what each total should come to."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Budget 2020-21"
    sheet["A1"] = "Northshire Police and Crime Commissioner – commissioned services 2018/19 to 2020/21"
    sheet["A1"].font = Font(name="Calibri", size=14, bold=True)
    write_row(sheet, 3, HEADINGS, BOLD, GREY)
    row = 4
    subtotals, expected = [], {}
    for heading, lines, label in SECTIONS:
        write_row(sheet, row, [heading] + [None] * 8, BOLD)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=9)
        first = row = row + 1
        texts = [0] * 4
        sums = [0] * 4
        for line in lines:
            if line == "repeat":
                write_row(sheet, row, HEADINGS, BOLD, GREY)
            elif isinstance(line, str):
                write_row(sheet, row, [line] + [None] * 8)
                sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=9)
            else:
                write_row(sheet, row, line)
                for at, value in enumerate(line[4:8]):
                    if isinstance(value, str):
                        texts[at] += 45000
                        value = 45000
                    sums[at] += value or 0
            row += 1
        # A sum passes over text, so the office has added that amount by hand.
        formulas = [f"=SUM({column}{first}:{column}{row - 1})" + (f"+{text}" if text else "") for column, text in zip(FIGURES, texts)]
        write_row(sheet, row, [label, None, None, None, *formulas, None], BOLD)
        expected[row] = sums
        subtotals.append(row)
        row += 1
    write_row(sheet, row, ["Grand Total", None, None, None, *["=" + "+".join(f"{column}{at}" for at in subtotals) for column in FIGURES], None], BOLD, GREY)
    expected[row] = [sum(sums[at] for sums in expected.values()) for at in range(4)]
    for column, width in zip("ABCDEFGHI", [34, 28, 40, 26, 12, 12, 12, 14, 18]):
        sheet.column_dimensions[column].width = width
    workings = book.create_sheet("Workings")
    workings.sheet_state = "hidden"
    workings["A1"], workings["A2"], workings["B2"] = "Inflation looked at in January", "CPI", 0.018
    book.properties.creator = "Northshire"
    book.properties.title = "Commissioned services 2020/21"
    return book, expected


def main():
    from openpyxl import load_workbook

    book, expected = make()
    with tempfile.TemporaryDirectory() as folder:
        bare = pathlib.Path(folder) / "bare" / TARGET.name
        bare.parent.mkdir()
        book.save(bare)
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx", "--outdir", folder, str(bare)],
            check=True,
            capture_output=True,
        )
        made = pathlib.Path(folder) / TARGET.name
        sheet = load_workbook(made, data_only=True)["Budget 2020-21"]
        for row, sums in expected.items():
            found = [sheet.cell(row, column).value for column in range(5, 9)]
            assert found == sums, f"row {row}: {found} instead of {sums}"
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(made, TARGET)
    lines = sum(not isinstance(line, str) for _, section, _ in SECTIONS for line in section)
    print(f"{TARGET.name}: {lines} lines in {len(SECTIONS)} priorities; totals {max(expected.items())[1]}")


main()
