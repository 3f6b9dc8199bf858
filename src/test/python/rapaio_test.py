"""The first notebook on rapaio-jupyter-kernel with our jar on its class path: what is ours shows as on our own kernel."""

import unittest

import kernel_under_test
import nbclient
import nbformat
from notebooks_test import NOTEBOOKS, pictures, texts

ATTEMPTS = 5  # the kernel does not start now and then, because requests arrive before it has registered for them
VALUES = [
    # source, first letters of its text, a form it must have besides
    ("new int[] {1, 2}", "[1, 2]", None),
    ("record Point(int x, String name) {}\nnew Point[] {new Point(1, \"a\")}", "1 row x 2 columns", "text/html"),
    ("java.util.Map.of(\"k\", 1)", "1 row x 2 columns", "text/html"),
    ("new java.awt.image.BufferedImage(9, 9, 1)", "Image", "image/png"),
    ("doctor()", "Cellwise:", None),
]


def execute(notebook):
    for attempt in range(ATTEMPTS):
        client = nbclient.NotebookClient(
            notebook,
            timeout=300,
            startup_timeout=30,
            kernel_name=kernel_under_test.NAME,
            resources={"metadata": {"path": str(NOTEBOOKS)}},
        )
        try:
            return client.execute()
        except RuntimeError:
            if attempt == ATTEMPTS - 1:
                raise


def ours(said):
    """Texts but those of the kernel's own values, numbers for example, which it gives as HTML."""
    return [text for text in said if text]


class Rapaio(unittest.TestCase):
    def test_the_first_notebook(self):
        path = NOTEBOOKS / "01-first-network.ipynb"
        committed = nbformat.read(path, as_version=4)
        notebook = nbformat.read(path, as_version=4)
        for source, _, _ in VALUES:
            notebook.cells.append(nbformat.v4.new_code_cell(source))
        execute(notebook)
        for old, new in zip(committed.cells, notebook.cells):
            where = new.source.splitlines()[0]
            for output in new.get("outputs", []):
                self.assertNotEqual(output["output_type"], "error", where)
            self.assertEqual(pictures(old), pictures(new), f"{where}: pictures")
            shown = ours(texts(new))
            self.assertEqual([text for text in ours(texts(old)) if text in shown], shown, where)
        self.assertGreaterEqual(sum(pictures(cell) for cell in notebook.cells), 7)
        for (source, text, form), cell in zip(VALUES, notebook.cells[-len(VALUES):]):
            data = cell.outputs[-1]["data"]
            self.assertTrue(data["text/plain"].startswith(text), f"{source}: {data}")
            if form:
                self.assertIn(form, data, source)


if __name__ == "__main__":
    unittest.main()
