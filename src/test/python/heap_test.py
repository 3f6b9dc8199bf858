"""Cells that fill the heap, in whatever way: the kernel says what fills it, and lives."""

import unittest

import kernel_test


class FullHeap(kernel_test.KernelCase):
    FILLING = {
        "big": [
            "while (true) big.add(new byte[20_000_000]);",
            "while (true) big.add(new byte[1_000_000]);",
            "while (true) big.add(new Object());",
            'while (true) big.add("text " + System.nanoTime());',
        ],
        "map": ['for (int i = 0; ; i++) map.put(i, "s" + i);'],
        "head": ["while (true) { Node node = new Node(); node.next = head; head = node; }"],
    }

    @classmethod
    def settings(cls):
        return {"JDK_JAVA_OPTIONS": "-Xmx200m"}

    def test_a_full_heap_is_told_and_the_kernel_lives(self):
        self.run_cell(
            "List<Object> big = new ArrayList<>(); Map<Integer, Object> map = new HashMap<>(); int kept = 3;\n"
            "class Node { Node next; long[] values = new long[2]; } Node head = null;"
        )
        for name, cells in self.FILLING.items():
            for cell in cells:
                with self.subTest(cell):
                    try:
                        reply, published = self.run_cell(cell)
                        self.assertEqual(reply["status"], "error", reply)
                        self.assertIn(reply["ename"], ("OutOfMemoryError", "Interrupted"), reply)  # by Java, or the watch
                        told = "\n".join(reply["traceback"]) + self.text(published, "stderr")
                        self.assertRegex(told, rf"{name}: at least [1-9]\d+ MB|{name} is null now: the heap was full")
                        self.assertEqual(self.value("kept"), "3")
                        self.assertEqual(self.value('"still " + kept'), "still 3")
                    finally:
                        self.run_cell("big = new ArrayList<>(); map = new HashMap<>(); head = null;")

    def test_one_array_too_large_costs_nothing_else(self):
        self.run_cell("byte[] half = new byte[60_000_000];")
        for _ in range(3):
            reply, published = self.run_cell("var huge = new byte[1_000_000_000];")
            self.assertEqual(reply["ename"], "OutOfMemoryError")
            self.assertNotIn("is null now", self.text(published, "stderr"))
        self.assertEqual(self.value("half.length"), "60000000")
        self.run_cell("half = null;")


if __name__ == "__main__":
    unittest.main()
