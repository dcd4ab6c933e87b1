"""How long `make demo` takes from nothing to a page, its dependencies being installed: `benchmarks/demo.py`."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
GOAL = 30.0


def main() -> int:
    folder = tempfile.mkdtemp(prefix="entente-bench-")
    environment = os.environ | {"LOCAL": "on", "DATA_DIR": folder, "PYTHONUNBUFFERED": "1"}
    environment.pop("NEO4J_URI", None)
    try:
        first = until_ready(environment)
        again = until_ready(environment)
    finally:
        subprocess.run([PYTHON, "manage.py", "graph", "stop"], cwd=ROOT, env=environment, check=False)  # noqa: S603
        shutil.rmtree(folder, ignore_errors=True)
    print(f"Ready after {first:.1f} s the first time, {again:.1f} s the second; goal: {GOAL:.0f} s or less.")
    return 0


def until_ready(environment: dict[str, str]) -> float:
    """Seconds until `Open:` is printed and the page answers; then everything is stopped as by Ctrl-C."""
    port = free_port()
    start = time.monotonic()
    # -o: the environment is taken as it is, so that nothing is installed
    command = ["make", "-o", "install", "demo", f"PORT={port}", f"BIN={Path(PYTHON).parent}"]
    process = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            print(f"{time.monotonic() - start:6.1f} s  {line.rstrip()}")
            if line.startswith("Open:"):
                assert answers(port), "the page does not answer"
                return time.monotonic() - start
        sys.exit("make demo ended before it was ready; its message stands above.")
    finally:
        os.killpg(process.pid, signal.SIGINT)  # to make and what it runs, as the terminal does
        process.communicate(timeout=60)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
