# SPDX-License-Identifier: Apache-2.0
"""The program, serving for a benchmark."""
import contextlib
import http.client
import json
import socket
import subprocess
import time


def settings(folder, name):
    """Where a city called `name` keeps everything."""
    return ["--database", f"sqlite:{folder}/{name}.sqlite", "--data", f"{folder}/{name}",
            "--intake", f"{folder}/{name}-intake"]


def run(program, *words, typed=None):
    """One command of the program; what it prints is nobody's concern."""
    subprocess.run([program, *words], input=typed, text=True, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextlib.contextmanager
def served(program, where):
    """A server that is ready: its process and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [program, "serve", *where, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                link.request("GET", "/health/ready")
                if link.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.05)
        else:
            raise SystemExit("the program did not become ready")
        yield server, port
    finally:
        server.terminate()
        server.wait()


def timed(link, path):
    """One question over a link that is open: milliseconds, and the answer."""
    start = time.perf_counter()
    link.request("GET", path)
    answer = link.getresponse()
    body = answer.read()
    took = (time.perf_counter() - start) * 1000
    assert answer.status == 200, (path, answer.status)
    return took, body


def p99(times):
    return round(sorted(times)[int(len(times) * 0.99)], 2)


def report(name, value, unit, goal=None):
    """One figure; without a goal it is told, not judged."""
    holds = goal is None or value <= goal
    print(json.dumps({"name": name, "value": value, "unit": unit, "goal": goal, "holds": holds}), flush=True)
