"""
How quick kernels are, one after the other, round by round: medians of a table. KERNELS is a JSON object from names to the
commands that start them; "jshell" to the command of a plain JShell. On a machine with nothing else to do:

    KERNELS='{"cellwise": ["java", …, "{connection_file}"], "jshell": ["jshell"]}' python3 src/test/python/kernel_speed.py 10
"""

import json
import os
import queue
import re
import statistics
import subprocess
import sys
import tempfile
import time

from jupyter_client.manager import KernelManager

PATIENCE = 120
START_PATIENCE = 20
ATTEMPTS = 5  # some kernels do not start now and then, by a race of their own
NETWORK = 'network(inputs("x", "y"), dense(3), relu(), dense(1))'


class Client:
    def __init__(self, folder, name):
        os.environ["JUPYTER_PATH"] = folder
        self.began = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()

    def greet(self):
        """As front ends do, again while nobody answers: some kernels lose what comes before they are ready."""
        deadline = self.began + START_PATIENCE
        while time.perf_counter() < deadline:
            self.client.kernel_info()
            try:
                self.client.get_shell_msg(timeout=0.1)
                return True
            except queue.Empty:
                continue
        return False

    def reply(self, request):
        while True:
            message = self.client.get_shell_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request:
                assert message["content"].get("status") == "ok", message["content"]
                return

    def run(self, code):
        began = time.perf_counter()
        self.reply(self.client.execute(code))
        return time.perf_counter() - began

    def complete(self, code):
        began = time.perf_counter()
        self.reply(self.client.complete(code, len(code)))
        return time.perf_counter() - began

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def memory(process):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def measured(folder, name):
    for _ in range(ATTEMPTS):
        kernel = Client(folder, name)
        if kernel.greet():
            break
        kernel.close()
    try:
        kernel.run("1 + 1")
        result = {"first result s": time.perf_counter() - kernel.began}
        time.sleep(1)
        result["trivial cell ms"] = 1000 * statistics.median(kernel.run(f"{i} + 1") for i in range(10))
        kernel.complete("Math.sq")
        result["completion ms"] = 1000 * statistics.median(kernel.complete("Math.sq") for _ in range(10))
        if "cellwise" in name:
            kernel.run("import static org.cellwise.Cellwise.*;")
            result["first drawn network s"] = kernel.run(NETWORK)
        result["memory MB"] = memory(kernel.manager.provisioner.pid)
        return result
    finally:
        kernel.close()


def plain(command):
    """JShell by its own prompt."""
    began = time.perf_counter()
    shell = subprocess.Popen(command + ["-s"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(number):
        start = time.perf_counter()
        shell.stdin.write(f"System.out.println({number} + 1)\n")
        shell.stdin.flush()
        assert int(re.findall(r"\d+", shell.stdout.readline())[-1]) == number + 1  # its prompts stand before it
        return time.perf_counter() - start

    run(1)
    result = {"first result s": time.perf_counter() - began}
    time.sleep(1)
    result["trivial cell ms"] = 1000 * statistics.median(run(i) for i in range(10))
    children = subprocess.run(["pgrep", "-P", str(shell.pid)], capture_output=True, text=True).stdout.split()
    result["memory MB"] = memory(shell.pid) + sum(memory(int(child)) for child in children)
    shell.stdin.close()
    shell.wait()
    return result


def main(rounds):
    kernels = json.loads(os.environ["KERNELS"])
    results = {name: [] for name in kernels}
    with tempfile.TemporaryDirectory() as folder:
        for name, argv in kernels.items():
            os.makedirs(os.path.join(folder, "kernels", name))
            with open(os.path.join(folder, "kernels", name, "kernel.json"), "w") as spec:
                json.dump({"argv": argv, "display_name": name, "language": "java", "interrupt_mode": "message"}, spec)
        for _ in range(rounds):
            for name, argv in kernels.items():
                results[name].append(plain(argv) if name == "jshell" else measured(folder, name))
    measures = list(dict.fromkeys(key for result in results.values() for key in result[0]))
    print("| | " + " | ".join(kernels) + " |\n| --- |" + " --- |" * len(kernels))
    for measure in measures:
        cells = []
        for runs in results.values():
            values = [run[measure] for run in runs if measure in run]
            cells.append(f"{statistics.median(values):.3g}" if values else "")
        print(f"| {measure} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
