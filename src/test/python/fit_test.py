"""Training as a notebook user stops it and goes on: real interrupt requests to the kernel."""

import time
import unittest

import kernel_test


class Fit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        kernel_test.Cells.setUpClass()
        cls.cells = kernel_test.Cells("run_cell")
        cls.cells.run_cell("import static org.cellwise.Cellwise.*;")
        cls.cells.run_cell(
            "double[][] in = new double[2000][3], out = new double[2000][1];"
            "for (int i = 0; i < 2000; i++) { in[i][0] = i % 7; in[i][1] = i % 3; out[i][0] = i % 2; }"
            "var data = dataset(in, out);"
            'var net = network(inputs("x", "y", "z"), dense(8), relu(), dense(outputs("a")));'
            "var trainer = trainer(net, meanSquaredError(), sgd(0.001)).batchSize(4);"
        )

    @classmethod
    def tearDownClass(cls):
        kernel_test.Cells.tearDownClass()

    def stopped_fit(self):
        """Starts an endless fit, presses stop once its display grows, and returns the answer."""
        request = self.cells.send("var result = trainer.fit(data, epochs(1_000_000));")
        seen = []
        while True:
            message = self.cells.client.get_iopub_msg(timeout=kernel_test.PATIENCE)
            if message["parent_header"].get("msg_id") == request:
                seen.append(message)
                if message["msg_type"] == "update_display_data":
                    break
        self.cells.manager.interrupt_kernel()
        reply, published = self.cells.answer(request)
        return reply, seen + published

    def test_stop_ends_training_normally_and_the_next_cell_goes_on(self):
        reply, published = self.stopped_fit()
        self.assertEqual(reply["status"], "ok", reply)
        last = [m for m in published if m["msg_type"] == "update_display_data"][-1]
        self.assertIn("Interrupted at epoch", last["content"]["data"]["text/plain"])
        self.assertIn("<img", last["content"]["data"]["text/html"])
        self.assertEqual(self.cells.value("result.state()"), "INTERRUPTED")
        epochs = int(self.cells.value("trainer.history().size()"))
        self.assertEqual(self.cells.value("trainer.fit(data, epochs(2)).history().size()"), str(epochs + 2))

    def test_live_display_is_updated_in_place_and_not_too_often(self):
        began = time.time()
        _, published = self.cells.run_cell("trainer.fit(data, epochs(20));")
        seconds = time.time() - began
        first = [m for m in published if m["msg_type"] == "display_data"]
        updates = [m for m in published if m["msg_type"] == "update_display_data"]
        self.assertEqual(len(first), 1)
        place = first[0]["content"]["transient"]["display_id"]
        self.assertTrue(all(m["content"]["transient"]["display_id"] == place for m in updates))
        self.assertLessEqual(len(updates), 2 + 5 * seconds)
        self.assertRegex(updates[-1]["content"]["data"]["text/plain"], "epochs? .*20")

    def test_mistakes_are_told_and_lose_nothing(self):
        reply, _ = self.cells.run_cell("net.predict(1, 2, 3, 4, 5)")
        self.assertIn("expects 3 inputs (x, y, z), but the row has 5", reply["evalue"])
        reply, _ = self.cells.run_cell("net.predict(1, 2, Double.NaN)")
        self.assertIn("z", reply["evalue"])
        reply, _ = self.cells.run_cell('net.weights("dens_1")')
        self.assertIn('did you mean "dense_1', reply["evalue"])
        self.assertEqual(self.cells.value("net.parameterCount()"), "41")


if __name__ == "__main__":
    unittest.main()
