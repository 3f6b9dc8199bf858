"""Executes the notebooks on several kernels and JDKs, compares what they show with what is committed, prints a table.

The bundled kernel comes from --jar. Others, such as IJava and JJava, are named as `jupyter kernelspec list` does; each
gets a sibling with the library on its class path, as `--extend` makes it, in a folder that goes afterwards.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import nbclient
import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from notebooks_test import NOTEBOOKS, SPARK, pictures, texts

TRIES = 3  # some kernels do not start now and then


def siblings(names, jar, java, folder):
    """The kernels' folders: a sibling for each name, made by the installer in the folder."""
    kernels = pathlib.Path(folder, "share", "jupyter", "kernels")
    for name in names:
        shutil.copytree(KernelSpecManager().get_kernel_spec(name).resource_dir, kernels / name)
        subprocess.run(
            [java, "-jar", jar, "--extend", name, "--prefix", folder, "--no-checks"], check=True, capture_output=True
        )
    return {name: kernels / ("cellwise-" + name) for name in names}


def on(java, source, target):
    """A kernel's description, started by this Java."""
    spec = json.loads((source / "kernel.json").read_text())
    spec["argv"][0] = java
    target.mkdir(parents=True)
    (target / "kernel.json").write_text(json.dumps(spec))


def differences(path, kernel):
    committed = nbformat.read(path, as_version=4)
    for attempt in range(TRIES):
        notebook = nbformat.read(path, as_version=4)
        client = nbclient.NotebookClient(
            notebook,
            timeout=600,
            kernel_name=kernel,
            allow_errors=True,
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            client.execute(stderr=subprocess.DEVNULL)  # where kernels keep a log
            break
        except RuntimeError:
            if attempt == TRIES - 1:
                raise
    found = []
    for i, (old, new) in enumerate(zip(committed.cells, notebook.cells)):
        errors = [o["evalue"] for o in new.get("outputs", []) if o["output_type"] == "error"]
        errors += [o["text"] for o in new.get("outputs", []) if o.get("name") == "stderr"]
        if errors:
            found.append(f"cell {i}: {errors[0][:300]}")
        elif "varies" not in new.metadata.get("tags", []) and texts(old) != texts(new):
            found.append(f"cell {i}: {texts(old)} became {texts(new)}"[:600])
        elif pictures(old) != pictures(new):
            found.append(f"cell {i}: {pictures(old)} pictures became {pictures(new)}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jar", required=True, help="the bundled kernel's")
    parser.add_argument("--kernels", default="", help="others that are installed, with commas between")
    parser.add_argument("--jdks", default=os.environ.get("JAVA_HOME", ""), help="folders, with commas between")
    parser.add_argument("--notebooks", default="", help="with commas between; none for all")
    args = parser.parse_args()
    usual = [path for path in sorted(NOTEBOOKS.glob("*.ipynb")) if path.stem not in SPARK]
    paths = [pathlib.Path(name).resolve() for name in args.notebooks.split(",") if name] or usual
    homes = [home for home in args.jdks.split(",") if home]
    os.environ["JDK_JAVA_OPTIONS"] = "-Dcellwise.math=plain"  # bits that do not depend on the processor
    usual_path = os.environ["PATH"]
    failed = False
    print("| kernel | JDK | notebooks | like the committed ones | minutes |\n| --- | --- | --- | --- | --- |", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        first = os.path.join(homes[0], "bin", "java")
        found = siblings([k for k in args.kernels.split(",") if k], args.jar, first, folder)
        subprocess.run([first, "-jar", args.jar, "--install", "--prefix", folder, "--no-checks"], check=True, capture_output=True)
        found = {"bundled": pathlib.Path(folder, "share", "jupyter", "kernels", "cellwise")} | found
        for name, source in found.items():
            for number, home in enumerate(homes):
                kernel = f"{name}-{number}"
                on(os.path.join(home, "bin", "java"), source, pathlib.Path(folder, "jdks", "kernels", kernel))
                os.environ["JUPYTER_PATH"] = os.path.join(folder, "jdks")
                os.environ["PATH"] = os.path.join(home, "bin") + os.pathsep + usual_path  # where JJava finds its Java
                start = time.time()
                wrong = {path.stem: differences(path, kernel) for path in paths}
                minutes = (time.time() - start) / 60
                same = sum(1 for said in wrong.values() if not said)
                print(f"| {name} | {os.path.basename(home)} | {len(paths)} | {same} | {minutes:.1f} |", flush=True)
                for stem, said in wrong.items():
                    for line in said:
                        failed = True
                        print(f"{name}, {os.path.basename(home)}, {stem}, {line}", file=sys.stderr, flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
