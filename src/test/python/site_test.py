"""The builder of the site on a small repository, and on the formulas of all notebooks."""

import pathlib
import re
import sys
import tempfile
import unittest

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
sys.path.append(str(REPOSITORY / "src" / "site"))
import build_site
import mathml

FORMULA = r"""$$
\begin{aligned}
y_{1} &= \tanh\left(\begin{bmatrix} 1 & -0.5 \end{bmatrix}\,W' + b\right) \\
&= \frac{\partial L}{\partial w}
\end{aligned}
$$"""


class SiteTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.repository = pathlib.Path(folder.name, "repository")
        self.folder = pathlib.Path(folder.name, "site")
        self.folder.mkdir()
        self.write("README.md", "# Start\n\n[course](notebooks/README.md), [licence](LICENSE)\n\n## Where\n")
        self.write("LICENSE", "free")
        self.write("notebooks/README.md", "# Course\n\n[one](00-one.ipynb#What-θ-is), [up](../README.md#Where)\n")
        self.notebook("00-one", "# One\n\nThe first.", "## What θ is", output={"text/latex": FORMULA, "text/plain": "y"})
        self.notebook("01-two", "# Two & two", "[before](00-one.ipynb)", output={"text/html": "<p>hello</p>"})

    def write(self, name, text):
        path = self.repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def notebook(self, name, *texts, output):
        cells = [new_markdown_cell(text) for text in texts]
        cells.append(new_code_cell("net", outputs=[new_output("execute_result", data=output)]))
        self.write(f"notebooks/{name}.ipynb", nbformat.writes(new_notebook(cells=cells)))

    def build(self, extra=()):
        return build_site.Site(self.repository, self.folder, extra).build()

    def page(self, name):
        return (self.folder / name).read_text()

    def test_pages_are_joined(self):
        self.assertEqual([], self.build())
        one = self.page("notebooks/00-one.html")
        self.assertIn('<a rel="next" href="../notebooks/01-two.html">', one)
        self.assertIn("About 1 min to read", one)
        self.assertIn('href="00-one.html#What-θ-is"', self.page("notebooks/index.html"))
        self.assertIn('href="LICENSE"', self.page("index.html"))
        self.assertEqual("free", self.page("LICENSE"))
        self.assertIn("<title>Two &amp; two", self.page("notebooks/01-two.html"))
        self.assertIn("What θ is", self.page("search-index.js"))

    def test_sentences_are_folded_and_columns_are_not(self):
        self.notebook("02-three", "# Three", output={"text/plain": "one sentence\n\nand another"})
        self.notebook("03-four", "# Four", output={"text/plain": "name  size\na        1"})
        self.build()
        self.assertIn('<pre class="line">one sentence\n\nand another</pre>', self.page("notebooks/02-three.html"))
        self.assertIn("<pre>name  size\na        1", self.page("notebooks/03-four.html"))

    def test_formulas_need_no_script(self):
        self.build()
        one = self.page("notebooks/00-one.html")
        self.assertIn("<mfrac><mrow><mi>∂</mi><mi>L</mi></mrow>", one)
        self.assertIn("<mtd><mrow><mo>−</mo><mn>0.5</mn></mrow></mtd>", one)
        self.assertNotIn("begin{", one)

    def test_what_leads_to_nothing_is_said(self):
        self.write("ARCHITECTURE.md", "# A\n\n[gone](gone.md), [there](README.md#Nowhere), ![far](https://example.org/a.png)\n")
        faults = "\n".join(self.build([("javadoc/index.html", "Javadoc")]))
        self.assertIn("ARCHITECTURE.md: the link gone.md leads to nothing", faults)
        self.assertIn("ARCHITECTURE.html: index.html has no place called Nowhere", faults)
        self.assertIn("ARCHITECTURE.html: fetches https://example.org/a.png from elsewhere", faults)
        self.assertIn("index.html: the link javadoc/index.html leads to nothing", faults)

    def test_what_a_cell_would_fetch_is_said(self):
        self.notebook("02-three", "# Three", output={"text/html": '<script src="https://example.org/a.js"></script>'})
        self.assertEqual(["notebooks/02-three.html: fetches https://example.org/a.js from elsewhere"], self.build())

    def test_a_formula_that_is_not_known_is_refused(self):
        with self.assertRaisesRegex(ValueError, "oint"):
            mathml.render(r"$$ \oint x $$")

    def test_all_formulas_of_notebooks_are_known(self):
        for path in (REPOSITORY / "notebooks").glob("*.ipynb"):
            build_site.prepared(nbformat.read(path, as_version=4))

    def test_the_course_tells_how_long_each_notebook_takes(self):
        table = (REPOSITORY / "notebooks" / "README.md").read_text()
        told = dict(re.findall(r"\]\((\d\d-[\w-]+)\.ipynb\)[^\n]*\| (\d+) min \|", table))
        for path in (REPOSITORY / "notebooks").glob("[0-9][0-9]-*.ipynb"):
            takes = build_site.minutes(nbformat.read(path, as_version=4))
            self.assertAlmostEqual(takes, int(told[path.stem]), delta=3, msg=path.stem)


if __name__ == "__main__":
    unittest.main()
