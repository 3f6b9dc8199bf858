"""Executes every committed notebook with the packed kernel and compares what it shows with what is committed.

Usage: python3 notebooks_test.py KERNEL_JAR [NOTEBOOK ...]
"""

import json
import os
import pathlib
import re
import sys
import tempfile
import unittest

import nbclient
import nbformat

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[3] / "notebooks"
TIMES = re.compile(r"\d+(\.\d+)? ?(ms|s|min|h)\b( left)?")


def kernelspec(jar, folder):
    """A kernelspec for the jar, in a Jupyter data folder of its own."""
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    home = pathlib.Path(folder, "kernels", "cellwise")
    home.mkdir(parents=True)
    argv = [java, "--add-modules", "jdk.incubator.vector", "-jar", str(jar), "{connection_file}"]
    spec = {"argv": argv, "display_name": "Java (Cellwise)", "language": "java", "interrupt_mode": "message"}
    home.joinpath("kernel.json").write_text(json.dumps(spec))


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
    def execute(self, path):
        committed = nbformat.read(path, as_version=4)
        notebook = nbformat.read(path, as_version=4)
        client = nbclient.NotebookClient(
            notebook, timeout=300, kernel_name="cellwise", resources={"metadata": {"path": str(path.parent)}}
        )
        client.execute()
        self.assertTrue(any(pictures(cell) for cell in notebook.cells), "no picture in the whole notebook")
        for i, (old, new) in enumerate(zip(committed.cells, notebook.cells)):
            where = f"{path.name}, cell {i}: {new.source.splitlines()[0] if new.source else ''}"
            for output in new.get("outputs", []):
                self.assertNotEqual(output["output_type"], "error", where)
                self.assertFalse(output.get("name") == "stderr", f"{where}: {output.get('text')}")
            self.assertEqual(texts(old), texts(new), where)
            self.assertEqual(pictures(old), pictures(new), f"{where}: pictures")


def add_tests(paths):
    for path in paths:
        name = "test_" + re.sub(r"\W", "_", path.stem)
        setattr(Notebooks, name, lambda self, path=path: self.execute(path))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as data:
        kernelspec(pathlib.Path(sys.argv[1]).resolve(), data)
        os.environ["JUPYTER_PATH"] = data
        chosen = [pathlib.Path(a).resolve() for a in sys.argv[2:]] or sorted(NOTEBOOKS.glob("*.ipynb"))
        add_tests(chosen)
        result = unittest.main(argv=["notebooks_test"], exit=False, verbosity=2).result
    sys.exit(not result.wasSuccessful())
