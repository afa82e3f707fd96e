# SPDX-License-Identifier: Apache-2.0
"""A sample city that serves for the measurements, and people who use it."""
import gzip
import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]


def say(name, value, unit, goal, holds, **more):
    line = {"name": name, "value": value, "unit": unit, "goal": goal, "holds": bool(holds)}
    line.update(more)
    print(json.dumps(line, ensure_ascii=False), flush=True)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class City:
    """Filled once, whatever is measured in it; a folder that has one keeps it."""

    def __init__(self, program, folder, database, dossiers):
        self.program, self.folder, self.database = program, pathlib.Path(folder), database
        self.where = ["--database", database, "--data", str(self.folder / "data"), "--intake", str(self.folder / "intake")]
        filled = self.folder / "filled"
        if filled.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        began = time.monotonic()
        people = subprocess.run(
            [program, "seed", "--sample-city", "--dossiers", str(dossiers), *self.where], check=True, cwd=ROOT,
            stdout=subprocess.PIPE, text=True).stdout
        print(f"{dossiers} dossiers in {time.monotonic() - began:.0f} s: {database}", file=sys.stderr)
        filled.write_text(people)

    def __enter__(self):
        self.port, self.officers = free_port(), {}
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(
            [self.program, "serve", *self.where, "--port", str(self.port), "--log-level", "warning"], stdout=self.log,
            stderr=self.log, cwd=ROOT, env=dict(os.environ, VAMCO_REQUEST_LIMIT="100000000", VAMCO_MAIL_SERVER="sample"))
        # The first start after a new version brings the schema up to date.
        for _ in range(6_000):
            try:
                if Visitor(self.port).get("/health/ready").status == 200:
                    return self
            except OSError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        sys.exit((self.folder / "log").read_text()[-2000:])

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.log.close()

    def officer(self, login):
        """Signed in once: a code is good for one sign-in."""
        if login not in self.officers:
            self.officers[login] = Visitor(self.port).sign_in(self, login)
        return self.officers[login]

    def password(self, login):
        told = (self.folder / "filled").read_text()
        return re.search(rf"^\s*{re.escape(login)}\s+\S+\s+(\S+)$", told, re.M)[1]

    def memory(self):
        """What the program holds now, in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024


class Answer:
    def __init__(self, status, headers, body, taken):
        self.status, self.taken, self.sent = status, taken, len(body)
        self.location = headers.get("Location", "")
        self.text = (gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body).decode("utf-8", "replace")

    @property
    def token(self):
        return re.search(r'name="form-token" value="([^"]+)"', self.text)[1]


class Visitor:
    """Somebody at a browser, who keeps the link and the cookies."""

    def __init__(self, port):
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {}

    def get(self, path):
        return self.ask("GET", path)

    def ask(self, method, path, fields=None):
        headers = {"Accept-Encoding": "gzip", "Cookie": self.cookie}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.link.request(method, path, body, headers)
        answer = self.link.getresponse()
        content = answer.read()
        taken = (time.perf_counter() - began) * 1000
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                name, value = value.split(";")[0].split("=", 1)
                self.cookies[name] = value
        return Answer(answer.status, dict(answer.getheaders()), content, taken)

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def sign_in(self, city, login):
        page = self.get("/sign-in")
        answer = self.ask("POST", "/sign-in", {
            "login": login, "password": city.password(login), "form-token": page.token})
        page = self.get(answer.location)
        code = re.search(r"data-sample-code>(\d{6})<", page.text)
        if not code:
            sys.exit(f"{login} could not sign in: {answer.status} {answer.location}")
        answer = self.ask("POST", urllib.parse.urlsplit(answer.location).path, {"code": code[1], "form-token": page.token})
        if answer.status != 303:
            sys.exit(f"{login} could not sign in: {answer.status}")
        return self
