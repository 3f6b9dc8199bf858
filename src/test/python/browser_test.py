"""
The classic notebook in a browser without a window: run all, stop, go on, move a slider, restart, save, load again.

Needs a Python with notebook 6, widgetsnbextension 4 and playwright, a Chromium (CHROMIUM names it), and CELLWISE_KERNEL, the
command that starts the kernel as a JSON list.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

import kernel_under_test
import nbformat
from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PATIENCE = 120_000  # milliseconds
CELLS = [
    "import static org.cellwise.Cellwise.*;",
    'var net = network(inputs("x", "y"), dense(3), relu(), dense(1)); net',
    'interact(range(0, 10), v -> "the slider is at " + v);',
    "double[][] in = new double[2000][2], out = new double[2000][1];\n"
    "var trainer = trainer(net, meanSquaredError(), sgd(0.001));\n"
    "trainer.fit(dataset(in, out), epochs(100_000));",
    "trainer.history().size() + 1_000_000",
]


class ClassicNotebook(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.file = os.path.join(cls.folder.name, "test.ipynb")
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(code) for code in CELLS],
            metadata={"kernelspec": {"name": kernel_under_test.NAME, "display_name": "under test", "language": "java"}},
        )
        nbformat.write(notebook, cls.file)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        cls.address = f"http://127.0.0.1:{port}"
        cls.server = subprocess.Popen(
            [sys.executable, "-m", "notebook", "--no-browser", "--allow-root", f"--port={port}",
             "--NotebookApp.token=", "--NotebookApp.password=", f"--notebook-dir={cls.folder.name}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            try:
                urllib.request.urlopen(cls.address + "/api")
                break
            except OSError:
                time.sleep(0.2)
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        cls.page = cls.browser.new_page()
        cls.page.set_default_timeout(PATIENCE)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()
        cls.server.terminate()
        cls.server.wait()
        cls.folder.cleanup()

    def open(self):
        self.page.goto(self.address + "/notebooks/test.ipynb")
        self.page.wait_for_function("window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && "
                                    "Jupyter.notebook.kernel.is_connected()")
        self.page.wait_for_function("Jupyter.notebook.kernel.info_reply.status == 'ok'")

    def run_cells(self, *numbers):
        self.page.evaluate(f"Jupyter.notebook.execute_cells({list(numbers)})")

    def output(self, number):
        return self.page.locator(".cell").nth(number).locator(".output_area")

    def wait_until_done(self, *numbers):
        for number in numbers:
            self.page.wait_for_function(
                f"/^\\d+$/.test(String(Jupyter.notebook.get_cell({number}).input_prompt_number))"
            )

    def save_screen(self, name):
        if "SCREENS" in os.environ:
            self.page.screenshot(path=os.path.join(os.environ["SCREENS"], name + ".png"), full_page=True)

    def test_a_session(self):
        self.open()
        self.run_cells(0, 1, 2, 3, 4)  # run all: the fourth one trains until it is stopped
        self.wait_until_done(0, 1, 2)
        self.assertEqual(self.output(1).locator("img").count(), 1)
        self.page.wait_for_function("document.querySelectorAll('.cell')[2].querySelector('.slider, .noUi-target')")
        self.output(3).locator("img").first.wait_for()
        began = time.time()
        self.page.evaluate("Jupyter.notebook.kernel.interrupt()")
        self.wait_until_done(3)
        self.assertLess(time.time() - began, 5)
        self.assertIn("Interrupted", self.page.locator(".cell").nth(3).inner_text())
        self.save_screen("stopped")

        self.run_cells(4)  # and it goes on
        self.wait_until_done(4)
        self.assertRegex(self.output(4).inner_text(), r"100\d{4}")

        handle = self.page.locator(".cell").nth(2).locator(".noUi-handle, .ui-slider-handle").first
        handle.focus()
        for _ in range(5):
            handle.press("ArrowRight")
        self.page.wait_for_function(
            "/the slider is at (5\\.[1-9]|[6-9])/.test(document.querySelectorAll('.cell')[2].innerText)"
        )
        self.save_screen("slider")
        moved = re.search(r"the slider is at [\d.]+", self.page.locator(".cell").nth(2).inner_text()).group()

        self.page.evaluate("Jupyter.notebook.save_notebook()")
        for _ in range(100):
            saved = nbformat.read(self.file, as_version=4)
            texts = json.dumps(saved.cells[2])
            if moved in texts:
                break
            time.sleep(0.1)
        self.assertIn(moved, texts, "the saved notebook shows what the slider showed last")

        self.open()  # loaded again: all outputs are there, and the kernel still runs
        self.assertEqual(self.output(1).locator("img").count(), 1)
        self.assertIn(moved, self.page.locator(".cell").nth(2).inner_text())
        self.run_cells(4)
        self.wait_until_done(4)
        self.assertRegex(self.output(4).inner_text(), r"100\d{4}")
        self.save_screen("loaded")

        self.page.evaluate("Jupyter.notebook.kernel.restart()")
        self.page.wait_for_function("Jupyter.notebook.kernel.is_connected()")
        self.run_cells(4)
        self.page.wait_for_function(
            "/cannot find symbol/.test(document.querySelectorAll('.cell')[4].innerText)"
        )
        self.run_cells(0, 1)
        self.wait_until_done(0, 1)


if __name__ == "__main__":
    unittest.main()
