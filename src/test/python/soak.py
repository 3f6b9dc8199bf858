"""
Many cells in one kernel, a third errors, a third pictures: heap, threads, metaspace and time of a cell at the start and at the
end. The number of cells is the argument; 2000 unless given.
"""

import statistics
import sys
import time
import unittest

import kernel_test

CELLS = int(sys.argv.pop(1)) if len(sys.argv) > 1 else 2000
WARM = min(300, CELLS // 4)  # cells before the first measurement
PAUSE = 3  # seconds, in which the kernel has nothing to do: while it runs a cell it holds all that the compiler knows of it
MEASURE = """
new Thread(() -> {
    try { Thread.sleep(500); } catch (InterruptedException e) { return; }
    System.gc();
    System.gc();
    var memory = java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace")).findFirst().get().getUsage().getUsed();
    System.setProperty("measured", (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1000
            + " " + memory / 1000 + " " + (Thread.activeCount() - 1));
}).start();
"""


class Soak(kernel_test.KernelCase):
    def measured(self):
        self.run_cell(MEASURE)
        time.sleep(PAUSE)
        heap, metaspace, threads = map(int, self.value('System.getProperty("measured")').split())
        times = []
        for i in range(25):
            began = time.perf_counter()
            self.run_cell(f"{i} + 1")
            times.append(1000 * (time.perf_counter() - began))
        return {"heap kB": heap, "metaspace kB": metaspace, "threads": threads, "ms a cell": statistics.median(times)}

    def cell(self, i):
        if i % 3 == 0:
            reply, _ = self.run_cell(
                ("throw new IllegalStateException();", "int wrong = nothing;", "List.of(1).get(2)")[i // 3 % 3]
            )
            self.assertEqual(reply["status"], "error")
        elif i % 3 == 1:
            reply, published = self.run_cell("draw(net)")
            self.assertEqual(reply["status"], "ok", reply)
            self.assertIn("image/png", published[-2]["content"]["data"])
        else:
            self.assertEqual(self.value(f"int number = {i}; number + kept"), str(i + 7))

    def test_the_last_cells_cost_what_the_first_did(self):
        self.run_cell("import static org.cellwise.Cellwise.*; int kept = 7;")
        self.run_cell('var net = network(inputs("x", "y"), dense(3), relu(), dense(1));')
        for i in range(WARM):
            self.cell(i)
        start = self.measured()
        for i in range(WARM, CELLS):
            self.cell(i)
        end = self.measured()
        done = CELLS - WARM
        print(f"\nafter {WARM} cells: {start}\nafter {CELLS} cells: {end}", file=sys.stderr)
        self.assertLess(end["heap kB"] - start["heap kB"], 16 * done + 5_000)
        self.assertLess(end["metaspace kB"] - start["metaspace kB"], 25 * done + 5_000)
        self.assertLess(end["threads"] - start["threads"], 5)
        self.assertLess(end["ms a cell"], 1.5 * start["ms a cell"] + 10)


if __name__ == "__main__":
    unittest.main()
