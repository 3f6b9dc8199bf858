"""A kernelspec for the kernel under test. CELLWISE_KERNEL holds the command that starts it, as a JSON list."""

import json
import os
import tempfile

NAME = "under-test"

_folder = tempfile.TemporaryDirectory()
os.environ["JUPYTER_PATH"] = _folder.name
os.makedirs(os.path.join(_folder.name, "kernels", NAME))
with open(os.path.join(_folder.name, "kernels", NAME, "kernel.json"), "w") as spec:
    argv = json.loads(os.environ["CELLWISE_KERNEL"])
    json.dump({"argv": argv, "display_name": "under test", "language": "java", "interrupt_mode": "message"}, spec)
