"""More than a kernel should have to bear: floods of text, front ends that stand still or vanish, storms of interrupts."""

import hashlib
import socket
import struct
import threading
import time
import unittest

import kernel_test
import zmq
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.session import Session

PATIENCE = kernel_test.PATIENCE
LINES, LINE = 50_000, "0123456789" * 100  # 50 MB
FLOOD = f'String line = "0123456789".repeat(100);\nfor (int i = 0; i < {LINES}; i++) System.out.println(line);'
FRONT_END_THREADS = (
    "Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(\"front end\")).count()"
)


class Abuse(kernel_test.KernelCase):
    def port(self, name):
        return self.manager.get_connection_info()[name + "_port"]

    def second_client(self):
        other = kernel_test.KernelCase()
        other.client = BlockingKernelClient(connection_file=self.manager.connection_file)
        other.client.load_connection_file()
        other.client.start_channels()
        self.addCleanup(other.client.stop_channels)
        other.client.wait_for_ready(timeout=PATIENCE)
        return other

    def flood(self):
        """Prints 50 MB and checks that all of it arrives; returns how many seconds that took."""
        began = time.time()
        request = self.send(FLOOD)
        seen, size = hashlib.sha256(), 0
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "stream":
                seen.update(message["content"]["text"].encode())
                size += len(message["content"]["text"])
            elif message["content"].get("execution_state") == "idle":
                break
        self.assertEqual(size, LINES * (len(LINE) + 1))
        expected = hashlib.sha256()
        for _ in range(LINES):
            expected.update((LINE + "\n").encode())
        self.assertEqual(seen.digest(), expected.digest())
        return time.time() - began

    def used(self):
        return int(self.value("System.gc(); Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()"))

    def test_fifty_megabytes_of_text_arrive_whole(self):
        self.used()
        before = self.used()
        self.flood()
        self.assertEqual(self.value("1 + 1"), "2")
        self.assertLess(self.used() - before, 30_000_000)

    def test_fifty_megabytes_in_one_string_arrive_whole(self):
        reply, published = self.run_cell('System.out.print("x".repeat(50_000_000));')
        self.assertEqual(reply["status"], "ok")
        self.assertEqual(len(self.text(published)), 50_000_000)

    def test_a_front_end_that_stands_still_holds_nobody_up_for_long(self):
        still = zmq.Context.instance().socket(zmq.SUB)
        self.addCleanup(still.close, 0)
        still.setsockopt(zmq.RCVHWM, 1)
        still.setsockopt(zmq.RCVBUF, 4096)
        still.subscribe(b"")
        still.connect("tcp://127.0.0.1:%d" % self.port("iopub"))
        time.sleep(1)
        self.flood()
        self.assertEqual(self.value("2 + 2"), "4")

    def test_a_slow_front_end_gets_all(self):
        slow = zmq.Context.instance().socket(zmq.SUB)
        self.addCleanup(slow.close, 0)
        slow.setsockopt(zmq.RCVHWM, 2)
        slow.subscribe(b"stream")
        slow.connect("tcp://127.0.0.1:%d" % self.port("iopub"))
        while not slow.poll(100):  # until the kernel knows of it
            self.run_cell('System.out.print("x");')
        session, sizes = Session(key=self.manager.session.key), []

        def read():
            while sum(sizes) < LINES * (len(LINE) + 1) and slow.poll(PATIENCE * 1000):
                _, frames = session.feed_identities(slow.recv_multipart())
                sizes.append(len(session.deserialize(frames)["content"]["text"].replace("x", "")))
                time.sleep(0.005)

        reader = threading.Thread(target=read)
        reader.start()
        self.flood()
        reader.join(PATIENCE)
        self.assertEqual(sum(sizes), LINES * (len(LINE) + 1))

    def test_two_front_ends_at_once(self):
        other, wrong = self.second_client(), []

        def work(client, first):
            for i in range(first, first + 30):
                if client.value(f"{i} + 0") != str(i):
                    wrong.append(i)

        workers = [threading.Thread(target=work, args=(self, 1000)), threading.Thread(target=work, args=(other, 2000))]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(PATIENCE)
            self.assertFalse(worker.is_alive())
        self.assertEqual(wrong, [])

    def test_front_ends_that_vanish_leave_nothing(self):
        before = int(self.value(FRONT_END_THREADS))
        greeting = b"\xff" + bytes(8) + b"\x7f\x03\x00NULL" + bytes(48)
        ready = b"\x04\x29\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER\x08Identity\x00\x00\x00\x00"
        for stage in (b"", greeting[:20], greeting, greeting + ready, greeting + ready + b"\x02\x00\x00"):
            for name in ("shell", "iopub", "stdin", "control", "hb"):
                for _ in range(10):
                    stranger = socket.create_connection(("127.0.0.1", self.port(name)), timeout=PATIENCE)
                    stranger.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # goes without a word
                    stranger.sendall(stage)
                    stranger.close()
        session = Session(key=self.manager.session.key)
        for _ in range(20):  # asks, and does not stay for the answer
            leaving = zmq.Context.instance().socket(zmq.DEALER)
            leaving.connect("tcp://127.0.0.1:%d" % self.port("shell"))
            session.send(leaving, "execute_request", {"code": "3 + 3", "silent": False, "store_history": True})
            leaving.close(1000)
        self.assertEqual(self.value("4 + 4"), "8")
        deadline = time.time() + PATIENCE
        while int(self.value(FRONT_END_THREADS)) > before:
            self.assertLess(time.time(), deadline, "threads of front ends that are gone")
            time.sleep(0.2)

    def test_a_storm_of_interrupts_over_many_cells(self):
        stop, sent = threading.Event(), [0]
        storm = zmq.Context.instance().socket(zmq.DEALER)
        self.addCleanup(storm.close, 0)
        storm.connect("tcp://127.0.0.1:%d" % self.port("control"))
        session = Session(key=self.manager.session.key)

        def press():
            while not stop.wait(0.002):
                session.send(storm, "interrupt_request", {})
                sent[0] += 1

        presser = threading.Thread(target=press)
        presser.start()
        states = {"ok": 0, "error": 0, "aborted": 0}
        try:
            while sum(states.values()) < 60 or sent[0] < 60 or not states["error"]:
                i = sum(states.values())
                reply, _ = self.run_cell(
                    (f"int number{i} = {i};", f'System.out.println("text {i}");', "Thread.sleep(50);")[i % 3]
                )
                states[reply["status"]] += 1
                if reply["status"] == "error":
                    self.assertEqual(reply["ename"], "Interrupted")
                self.assertLess(states["ok"], 3000, "the stop button stops no cell")
        finally:
            stop.set()
            presser.join()
        for _ in range(sent[0]):  # each press is answered, so that none is left for what follows
            self.assertTrue(storm.poll(PATIENCE * 1000))
            storm.recv_multipart()
        self.assertEqual(self.value("int after = 5; after"), "5")


if __name__ == "__main__":
    unittest.main()
