"""Executes the committed notebooks, or those named, and compares what they show with what is committed."""

import concurrent.futures
import os
import pathlib
import re
import sys
import unittest

import nbclient
import nbformat

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[3] / "notebooks"
LONG = {"10-fine-tuning", "12-tiny-gpt", "13-attention"}  # minutes on plain loops, and images that not every machine has
SPARK = {"16-spark"}  # has a test of its own
PATHS = []  # of those to be executed
TIMES = re.compile(r"\d+(\.\d+)? ?(ms|s|min|h)\b( left)?")


def texts(cell):
    """What a cell says in words, times masked: they differ from run to run."""
    said = []
    printed = ""
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            printed += output["text"]
        elif "data" in output:
            said.append(output["data"].get("text/plain", ""))
    return [TIMES.sub("TIME", text) for text in [printed] + said]


def pictures(cell):
    """How many outputs of a cell hold a picture."""
    data = [output.get("data", {}) for output in cell.get("outputs", [])]
    return sum(1 for d in data if "image/png" in d or "<img" in d.get("text/html", "") or "<svg" in d.get("text/html", ""))


class Notebooks(unittest.TestCase):
    executed = {}  # by path, what will be the notebook

    @classmethod
    def setUpClass(cls):
        import kernel_under_test  # not by those who import this file, and have kernels of their own

        # most cells wait for a compiler, which is on one thread
        cls.threads = concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count())
        for path in PATHS:
            cls.executed[path] = cls.threads.submit(execute, path, kernel_under_test.NAME)

    @classmethod
    def tearDownClass(cls):
        cls.threads.shutdown(cancel_futures=True)

    def compare(self, path):
        committed = nbformat.read(path, as_version=4)
        notebook = self.executed[path].result()
        self.assertTrue(any(pictures(cell) for cell in notebook.cells), "no picture in the whole notebook")
        for i, (old, new) in enumerate(zip(committed.cells, notebook.cells)):
            where = f"{path.name}, cell {i}: {new.source.splitlines()[0] if new.source else ''}"
            for output in new.get("outputs", []):
                self.assertNotEqual(output["output_type"], "error", where)
                self.assertFalse(output.get("name") == "stderr", f"{where}: {output.get('text')}")
            if "varies" not in new.metadata.get("tags", []):  # with the last bit, after a long training
                self.assertEqual(texts(old), texts(new), where)
            self.assertEqual(pictures(old), pictures(new), f"{where}: pictures")


def execute(path, kernel):
    notebook = nbformat.read(path, as_version=4)
    folder = {"metadata": {"path": str(path.parent)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name=kernel, resources=folder).execute()
    return notebook


def add_tests(paths):
    for path in paths:
        PATHS.append(path)
        name = "test_" + re.sub(r"\W", "_", path.stem)
        setattr(Notebooks, name, lambda self, path=path: self.compare(path))


if __name__ == "__main__":
    usual = [path for path in sorted(NOTEBOOKS.glob("*.ipynb")) if path.stem not in LONG | SPARK]
    add_tests([pathlib.Path(a).resolve() for a in sys.argv[1:] or os.environ.get("NOTEBOOKS", "").split()] or usual)
    unittest.main(argv=["notebooks_test"], verbosity=2)
