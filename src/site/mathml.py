"""The formulas that the library writes, from TeX to MathML, so that pages show them without a script from elsewhere.

What it does not know it refuses, so that no page holds half a formula.
"""

import html
import re

TOKEN = re.compile(r"\\([a-zA-Z]+|.)|([{}^_&])|(\d+(?:\.\d+)?(?:e[-+]?\d+)?)|(\s+)|(.)", re.DOTALL)
SYMBOLS = {
    "cdot": "⋅", "in": "∈", "le": "≤", "ge": "≥", "lt": "<", "gt": ">", "times": "×", "lVert": "‖", "rVert": "‖",
    "partial": "∂", "varphi": "φ", "eta": "η", "Delta": "Δ", "infty": "∞", "to": "→", "sim": "~", "wedge": "^", "sum": "∑",
    "cdots": "⋯", "backslash": "\\", "%": "%", "#": "#", "$": "$", "&": "&", "_": "_", "{": "{", "}": "}",
}
LETTERS = {"partial", "varphi", "eta", "Delta", "infty"}
FUNCTIONS = {"tanh", "exp", "log", "max", "min"}
SPACES = {",": "0.17em", ";": "0.28em", " ": "0.3em", "quad": "1em", "qquad": "2em"}
GREATER = {"Bigl", "Bigr"}
GRIDS = {"aligned", "array", "bmatrix"}


def render(tex):
    """A block of formulas between dollar signs, two on each side, and the text around them."""
    parts = re.split(r"\$\$(.*?)\$\$", tex, flags=re.DOTALL)
    pieces = []
    for i, part in enumerate(parts):
        if i % 2:
            pieces.append(f'<div class="tex"><math display="block">{Formula(part).whole()}</math></div>')
        elif part.strip():
            pieces.append(f"<p>{html.escape(part.strip())}</p>")
    return "\n".join(pieces)


class Formula:
    def __init__(self, tex):
        self.tokens = [m.groups() for m in TOKEN.finditer(tex)]
        self.at = 0

    def whole(self):
        return self.row(lambda: self.at == len(self.tokens))

    def row(self, ends):
        items = []
        while not ends():
            if self.at == len(self.tokens):
                raise ValueError("A formula ends before what it began")
            item = self.item()
            if item:
                items.append(self.scripts(item))
        return "".join(items) if len(items) == 1 else f"<mrow>{''.join(items)}</mrow>"

    def scripts(self, base):
        sub = sup = None
        while self.at < len(self.tokens):
            _, mark, _, _, other = self.tokens[self.at]
            if mark == "_":
                self.at += 1
                sub = self.argument()
            elif mark == "^":
                self.at += 1
                sup = self.argument()
            elif other == "'":
                count = 0
                while self.at < len(self.tokens) and self.tokens[self.at][4] == "'":
                    count += 1
                    self.at += 1
                sup = f"<mo>{'′' * count}</mo>"
            else:
                break
        if sub and sup:
            return f"<msubsup>{base}{sub}{sup}</msubsup>"
        if sub:
            return f"<msub>{base}{sub}</msub>"
        return f"<msup>{base}{sup}</msup>" if sup else base

    def argument(self):
        while self.tokens[self.at][3]:
            self.at += 1
        if self.tokens[self.at][1] == "{":
            self.at += 1
            made = self.row(lambda: self.at < len(self.tokens) and self.tokens[self.at][1] == "}")
            self.at += 1
            return made
        return self.item()

    def raw(self):
        """The letters of an argument that is text."""
        depth, text = 0, []
        while True:
            command, mark, number, space, other = self.tokens[self.at]
            self.at += 1
            depth += (mark == "{") - (mark == "}")
            if mark == "}" and depth == 0:
                return "".join(text)
            if command in SPACES:
                text.append(" ")
            elif command:
                text.append(SYMBOLS[command] if command in SYMBOLS else self.refuse(command))
            elif mark not in ("{", "}"):
                text.append(mark or number or space or other)

    def refuse(self, command):
        raise ValueError(f"A formula has \\{command}, which src/site/mathml.py does not know: add it there")

    def item(self):
        command, mark, number, space, other = self.tokens[self.at]
        self.at += 1
        if space:
            return ""
        if number:
            return f"<mn>{number}</mn>"
        if mark == "{":
            self.at -= 1
            return self.argument()
        if mark:
            raise ValueError(f"A formula has '{mark}' where nothing of this kind can stand")
        if other:
            return f"<mi>{other}</mi>" if other.isalpha() else f"<mo>{html.escape('−' if other == '-' else other)}</mo>"
        return self.commanded(command)

    def commanded(self, command):
        if command in SPACES:
            return f'<mspace width="{SPACES[command]}"></mspace>'
        if command == "hline":
            return ""
        if command in SYMBOLS:
            kind = "mi" if command in LETTERS else "mo"
            return f"<{kind}>{html.escape(SYMBOLS[command])}</{kind}>"
        if command in FUNCTIONS:
            return f"<mi>{command}</mi>"
        if command == "mathbf":
            return f'<mtext style="font-weight:bold">{html.escape(self.raw())}</mtext>'
        if command == "text":
            return f"<mtext>{html.escape(self.raw())}</mtext>"
        if command == "operatorname":
            return f"<mi>{html.escape(self.raw())}</mi>"
        if command == "mathbb":
            return f"<mi>{ {'R': 'ℝ'}[self.raw()] }</mi>"
        if command == "frac":
            return f"<mfrac>{self.argument()}{self.argument()}</mfrac>"
        if command in GREATER:
            return f'<mo stretchy="true" minsize="1.4em">{html.escape(self.fence())}</mo>'
        if command == "left":
            opening = self.fence()
            inside = self.row(lambda: self.tokens[self.at][0] == "right")
            self.at += 1
            return f"<mrow><mo>{html.escape(opening)}</mo>{inside}<mo>{html.escape(self.fence())}</mo></mrow>"
        return self.grid(self.raw()) if command == "begin" else self.refuse(command)

    def fence(self):
        command, mark, number, space, other = self.tokens[self.at]
        self.at += 1
        return "" if other == "." else SYMBOLS[command] if command else mark or other

    def grid(self, kind):
        if kind not in GRIDS:
            self.refuse(f"begin{{{kind}}}")
        sides = {"r": "right", "c": "center", "l": "left"}
        aligned = [sides[letter] for letter in self.raw()] if kind == "array" else ["right", "left"]
        rows, cells = [], []
        while True:
            cells.append(self.row(lambda: self.tokens[self.at][1] == "&" or self.tokens[self.at][0] in ("\\", "end")))
            command, mark = self.tokens[self.at][:2]
            self.at += 1
            if mark != "&":
                rows.append(cells)
                cells = []
            if command == "end":
                self.raw()
                break
        if kind == "bmatrix":
            table = "".join("<mtr>" + "".join(f"<mtd>{cell}</mtd>" for cell in row) + "</mtr>" for row in rows)
            return f'<mtable class="matrix">{table}</mtable>'  # brackets by style, as few fonts have them of any height
        # formulas in steps, whose left side ends where the right side begins, or columns
        space = "0.15em 0.45em" if kind == "array" else "0.35em 0.1em"
        table = "".join(
            "<mtr>"
            + "".join(
                f'<mtd style="text-align:{aligned[i % len(aligned)]};padding:{space}">{cell}</mtd>' for i, cell in enumerate(row)
            )
            + "</mtr>"
            for row in rows
        )
        return f'<mtable displaystyle="true">{table}</mtable>'
