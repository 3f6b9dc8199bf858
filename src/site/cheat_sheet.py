"""Makes the cheat sheet of its source, cheat-sheet.txt: docs/cheat-sheet.html, and beside it a PDF by Chromium.

Lines of the source are code, a bar, and what it is for; a line that begins with a space goes on with the one before; a line
with # begins a part. CheatSheetTest compiles and runs all of it.

usage: cheat_sheet.py [chromium]
"""

import html
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "docs" / "cheat-sheet.html"
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Cellwise: cheat sheet</title>
<style>
@page {{ size: A4 landscape; margin: 7mm }}
:root {{ color-scheme: light dark; --ink: #1b2733; --faint: #51606e; --line: #d4dbe1; --ground: #fff; --blue: #00609c }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e4e9ee; --faint: #a9b5c0; --line: #3c4853; --ground: #14191e;
  --blue: #6db9ec }} }}
@media print {{ :root {{ --ink: #1b2733; --faint: #51606e; --line: #d4dbe1; --ground: #fff; --blue: #00609c }} }}
body {{ font: 13px/1.3 Helvetica, Arial, sans-serif; color: var(--ink); background: var(--ground); margin: 16px }}
h1 {{ font-size: 20px; margin: 0 0 8px }} h1 small {{ font-size: 12px; font-weight: normal; color: var(--faint) }}
main {{ columns: 3 360px; column-gap: 20px; column-rule: 1px solid var(--line) }}
h2 {{ font-size: 14px; margin: 10px 0 2px; color: var(--blue); break-after: avoid }} h2:first-child {{ margin-top: 0 }}
section {{ break-inside: avoid-column }}
dl {{ margin: 0 }} div {{ padding: 2px 0; border-top: 1px solid var(--line); break-inside: avoid }}
dt {{ font: 11px/1.3 "DejaVu Sans Mono", Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere }}
dd {{ margin: 0; color: var(--faint); font-size: 11px }}
@media print {{ body {{ margin: 0 }} h1 {{ font-size: 16px; margin-bottom: 4px }} h1 small {{ font-size: 10px }}
  main {{ columns: 4; column-gap: 12px; column-fill: balance }} h2 {{ font-size: 12.5px; margin: 5px 0 1px }}
  dt {{ font-size: 9.3px; line-height: 1.25 }} dd {{ font-size: 9.6px; line-height: 1.2 }} div {{ padding: 1px 0; border-width: 0.5px }}
  section {{ break-inside: auto }} }}
</style></head>
<body><h1>Cellwise <small>neural networks in a notebook: one import, each value shows itself as the last line of a cell</small></h1>
<main>
{parts}
</main></body></html>
"""


def parts(text):
    """Title and entries, code and words, of each part."""
    found = []
    for line in text.splitlines():
        if line.startswith("# "):
            found.append((line[2:], []))
        elif line.strip():
            code, words = (side.rstrip() for side in line.split(" |", 1))
            entries = found[-1][1]
            if line.startswith(" "):
                before = entries[-1]
                entries[-1] = (before[0] + "\n" + code[4:], " ".join(w for w in (before[1], words.strip()) if w))
            else:
                entries.append((code, words.strip()))
    return found


def page(text):
    rows = []
    for title, entries in parts(text):
        lines = "\n".join(
            f"<div><dt>{html.escape(code, quote=False)}</dt><dd>{html.escape(words, quote=False)}</dd></div>"
            for code, words in entries
        )
        rows.append(f"<section><h2>{html.escape(title)}</h2>\n<dl>\n{lines}\n</dl></section>")
    return PAGE.format(parts="\n".join(rows))


def main():
    TARGET.write_text(page((HERE / "cheat-sheet.txt").read_text(encoding="utf-8")), encoding="utf-8")
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [sys.argv[1], "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                 f"--user-data-dir={profile}", f"--print-to-pdf={TARGET.with_suffix('.pdf')}", TARGET.as_uri()],
                check=True, timeout=120)


if __name__ == "__main__":
    main()
