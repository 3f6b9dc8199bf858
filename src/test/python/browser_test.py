"""
JupyterLab in a browser without a window: run, stop, go on, move a slider, train by buttons, save, load again, restart.

Needs a Python with jupyterlab 4, ipywidgets 8 and playwright, a Chromium (CHROMIUM names it), and CELLWISE_KERNEL, the command
that starts the kernel as a JSON list. SCREENS names a folder for pictures of what was seen.
"""

import os
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
PATIENCE = 120  # seconds
CELLS = [
    "import static org.cellwise.Cellwise.*;",
    'var net = network(inputs("x", "y"), dense(3), relu(), dense(1)); net',
    'interact(range(0, 10), v -> "the slider is at " + v);',
    "double[][] in = new double[2000][2], out = new double[2000][1];\n"
    "var trainer = trainer(net, meanSquaredError(), sgd(0.001));\n"
    "trainer.fit(dataset(in, out), epochs(1_000_000));",
    '"epochs: " + trainer.history().size()',
    'var other = network(inputs("x", "y"), dense(8), tanh(), dense(1));\n'
    "trainingPanel(trainer(other, binaryCrossEntropy(), adam(0.01)), moons(200, 0.1, seed(1)));",
    'button("Press", () -> System.out.println("it was pressed"))',
]


class Lab(unittest.TestCase):
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
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
             "--expose-app-in-browser", "--IdentityProvider.token=", f"--ServerApp.root_dir={cls.folder.name}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        deadline = time.time() + PATIENCE
        while time.time() < deadline:
            try:
                urllib.request.urlopen(cls.address + "/api")
                break
            except OSError:
                time.sleep(0.2)
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        cls.page = cls.browser.new_page(viewport={"width": 1300, "height": 2400})
        cls.page.set_default_timeout(1000 * PATIENCE)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()
        cls.server.terminate()
        cls.server.wait()
        cls.folder.cleanup()

    def load(self):
        self.page.goto(self.address + "/lab/tree/test.ipynb")
        self.page.wait_for_function(
            "window.jupyterapp && jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
        )

    def command(self, name):
        self.page.evaluate("name => { jupyterapp.commands.execute(name); }", name)

    def start(self, number):
        self.page.evaluate(
            "i => { const n = jupyterapp.shell.currentWidget.content; n.activeCellIndex = i; n.deselectAll();"
            " jupyterapp.commands.execute('notebook:run-cell'); }",
            number,
        )
        self.page.wait_for_timeout(200)

    def finish(self, number):
        self.page.wait_for_function(
            "i => { const m = jupyterapp.shell.currentWidget.content.widgets[i].model;"
            " return m.executionCount !== null && m.executionState === 'idle'; }",
            arg=number,
        )

    def execute(self, *numbers):
        for number in numbers:
            self.start(number)
            self.finish(number)

    def says(self, number, words):
        """Waits until a cell or its output says this."""
        self.page.wait_for_function(
            "([i, words]) => new RegExp(words).test(jupyterapp.shell.currentWidget.content.widgets[i].node.innerText)",
            arg=[number, words],
        )

    def screen(self, name):
        if "SCREENS" in os.environ:
            self.page.screenshot(path=os.path.join(os.environ["SCREENS"], name + ".png"))

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def slide(self, times):
        handle = self.page.locator(".noUi-handle").first
        handle.focus()
        for _ in range(times):
            handle.press("ArrowRight")

    def test_a_session(self):
        self.load()
        self.execute(0, 1, 2)
        self.says(1, "dense_1")
        self.says(2, r"the slider is at 5\.0")
        self.slide(5)
        self.says(2, r"the slider is at 5\.5")
        self.screen("slider")

        self.start(3)
        self.page.wait_for_function(
            "jupyterapp.shell.currentWidget.content.widgets[3].node.querySelector('.jp-OutputArea img')"
        )
        began = time.time()
        self.command("notebook:interrupt-kernel")
        self.finish(3)
        self.assertLess(time.time() - began, 10)
        self.says(3, "Interrupted at epoch")
        self.execute(4)  # and it goes on
        self.says(4, r"epochs: \d")

        self.execute(5)
        self.press("One epoch")
        self.says(5, "Trained epoch 1 ")
        self.press("Play")
        self.says(5, r"Trained epoch \d\d")
        self.press("Pause")
        self.execute(6)
        self.press("Press")
        self.says(6, "\nit was pressed")
        self.screen("panel")

        self.command("docmanager:save")
        deadline = time.time() + PATIENCE
        while "the slider is at 5.5" not in open(self.file, encoding="utf-8").read():
            self.assertLess(time.time(), deadline, "the saved notebook shows what the slider showed last")
            time.sleep(0.2)

        self.load()  # loaded again: all outputs are there, the kernel still runs, and its widgets are back
        self.says(2, r"the slider is at 5\.5")
        self.page.locator(".noUi-handle").first.wait_for()
        self.slide(1)
        self.says(2, r"the slider is at 5\.6")
        self.press("One epoch")
        self.execute(4)
        self.screen("loaded")

        self.page.evaluate("jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
        self.execute(4)
        self.says(4, "cannot find symbol")
        self.page.wait_for_timeout(1000)  # what waits behind an error is refused
        self.execute(0, 1)
        self.says(1, "dense_1")


if __name__ == "__main__":
    unittest.main()
