# SPDX-License-Identifier: Apache-2.0
"""A real program with the sample city, and a real browser, for journeys."""
import atexit
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("VAMCO", str(ROOT / ".build" / "debug" / "vamco"))
AIR = ROOT / "Samples" / "air" / "Hanoi_PM2.5_2018_YTD.csv"


# Where the sample city was made, and what the program said of it.
SEEDED = []


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(process, address, log):
    """Waits until the program answers at `address`; what it logged is told when it ends instead."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address + "/health/ready", timeout=2)
            return
        except OSError:
            assert process.poll() is None, log.read_text()[-2000:]
            time.sleep(0.1)
    raise AssertionError("the program did not become ready")


class City:
    """A running program with the sample city on a database of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.intake = folder / "intake"
        self.intake.mkdir()
        self.database = f"sqlite:{folder}/vamco.sqlite"
        self.start_of_clock = "2018-03-01T00:00:00+07:00"
        self.epoch = int(time.time())
        # An hour of the city passes in ten seconds.
        self.clock = f"{self.start_of_clock},360,{self.epoch}"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.processes = []
        # The certificate that the sample city makes of its own.
        self.signing = {"VAMCO_SIGNING_CERTIFICATE": f"{folder}/data/sample-signing.p12",
                        "VAMCO_SIGNING_PASSWORD_FILE": f"{folder}/data/sample-signing.password"}
        self.sessions = {}
        seeded = self.seeded()
        self.accounts = dict(re.findall(r"^\s+(\S+)\s+\S+\s+(\S+)\s*$", seeded, re.M))
        self.roles = dict((role, login) for login, role in re.findall(r"^\s+(\S+)\s+(\S+)\s+\S+\s*$", seeded, re.M))

    def seeded(self):
        """The sample city, made once in a run of the tests and copied then; what the program said of it."""
        if not SEEDED:
            place = pathlib.Path(tempfile.mkdtemp(prefix="vamco-seeded."))
            atexit.register(shutil.rmtree, place, ignore_errors=True)
            told = self.run("seed", "--sample-city", "--database", f"sqlite:{place}/vamco.sqlite",
                            "--intake", str(self.intake), "--data", str(place / "data"))
            SEEDED.append((place, told))
        place, told = SEEDED[0]
        for file in place.glob("vamco.sqlite*"):
            shutil.copy2(file, self.folder)
        shutil.copytree(place / "data", self.folder / "data")
        return told

    def run(self, *words):
        done = subprocess.run([PROGRAM, *words], cwd=ROOT, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def replay(self, station, *more):
        return self.run("replay", "air", "--csv", str(AIR), "--station", station, "--intake", str(self.intake), *more)

    def start(self, **settings):
        log = self.folder / "log.jsonl"
        with open(log, "ab") as lines:
            self.processes.append(subprocess.Popen(
                [PROGRAM, "serve", "--database", self.database, "--port", str(self.port), "--intake", str(self.intake),
                 "--data", str(self.folder / "data"), "--clock", self.clock, "--parts", str(ROOT / ".parts")],
                cwd=ROOT, stdout=lines, stderr=lines, env={**os.environ, **self.signing, **settings}))
        wait_until_ready(self.processes[0], self.address, log)
        return self

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def city(tmp_path_factory):
    city = City(tmp_path_factory.mktemp("city"))
    for station in ["TNI001", "TNI002", "TNI003"]:
        city.replay(station, "--speed", "max", "--from", "2018-02-20T00:00:00+07:00", "--to", city.start_of_clock)
    city.start()
    yield city
    city.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, city):
    """Opens a window: visit(path, width=…, dark=…, language=…, role=…)."""
    contexts = []

    def open_page(path, width=1280, height=900, dark=False, language="vi", role=None, script=True):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
            locale="vi-VN" if language == "vi" else "en-GB", java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
        if role:
            context.add_cookies(session_of(browser, city, role))
        page.goto(city.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page, city, role):
    page.goto(city.address + "/sign-in")
    fill_in_sign_in(page, city, role)


def session_of(browser, city, role):
    """The session cookies of a role, signed in once for some minutes: a code
    is good once, and grave acts ask for a fresh proof."""
    if role not in city.sessions or time.monotonic() - city.sessions[role][0] > 480:
        context = browser.new_context()
        sign_in(context.new_page(), city, role)
        kept = [cookie for cookie in context.cookies() if cookie["name"] in ("session", "form")]
        city.sessions[role] = time.monotonic(), kept
        context.close()
    return city.sessions[role][1]


def fill_in_sign_in(page, city, role):
    """Password and code on the pages that ask for them."""
    login = city.roles[role]
    page.fill("input[name=login]", login)
    page.fill("input[type=password]", city.accounts[login])
    # Where citizens sign in with a code by e-mail, their form stands first.
    page.click("form[action='/sign-in'] button[type=submit]")
    page.wait_for_load_state()
    fill_in_code(page)


def fill_in_code(page):
    """The page says the code of a sample account, and when the next one comes."""
    for _ in range(40):
        if page.locator("[data-sample-code]").count():
            break
        time.sleep(2)
        page.reload()
    page.fill("input[name=code]", page.inner_text("[data-sample-code]"))
    page.click("main button[type=submit]")
    page.wait_for_load_state()


@pytest.fixture(scope="session")
def axe():
    return (ROOT / ".parts" / "axe.min.js").read_text()
