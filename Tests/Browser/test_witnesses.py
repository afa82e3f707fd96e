# SPDX-License-Identifier: Apache-2.0
"""Two cities witness each other's ledgers over HTTP, and one finds out when the other tells another past."""
import os
import shutil
import subprocess
import time

import pytest

from conftest import PROGRAM, ROOT, free_port, wait_until_ready


class Town:
    """One city: its database, its key, and its program while it runs."""

    def __init__(self, folder, name):
        self.folder = folder
        self.name = name
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.run("migrate")

    @property
    def settings(self):
        return ["--database", f"sqlite:{self.folder}/vamco.sqlite", "--data", str(self.folder / "data"),
                "--intake", str(self.folder / "intake")]

    def run(self, *words):
        done = subprocess.run([PROGRAM, *words, *self.settings], cwd=ROOT, capture_output=True, text=True, timeout=300,
                              input="một câu rất dễ nhớ\n")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def act(self, *logins):
        """Acts that the ledger keeps, under a checkpoint of their own."""
        for login in logins:
            self.run("account", "create", "--login", login, "--name", login, "--role", "administrator")
        self.run("ledger", "seal")

    @property
    def key(self):
        return self.run("ledger", "key").strip()

    def start(self, other):
        log = self.folder / "log.jsonl"
        self.process = subprocess.Popen(
            [PROGRAM, "serve", *self.settings, "--port", str(self.port), "--city", self.name,
             "--public-address", self.address, "--parts", str(ROOT / ".parts")],
            cwd=ROOT, stdout=open(log, "ab"), stderr=subprocess.STDOUT,
            env={**os.environ, "VAMCO_WITNESSES": other.address + "/ledger/witness", "VAMCO_WITNESS_FOR": other.key})
        wait_until_ready(self.process, self.address, log)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None


@pytest.fixture
def towns(tmp_path):
    towns = []
    for name in ["one", "two"]:
        (tmp_path / name).mkdir()
        towns.append(Town(tmp_path / name, name))
        towns[-1].act(f"hanh.{name}")
    yield towns
    for town in towns:
        town.stop()


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def row(page, town, table):
    """The one row of a table of a city's checkpoints, as the texts of its cells."""
    page.goto(town.address + "/ledger/checkpoints?lang=en")
    return page.locator(f"#{table} tbody tr > *").all_inner_texts()


def wait_for(page, town, table, fits):
    deadline = time.time() + 90
    while not fits(found := row(page, town, table)):
        assert time.time() < deadline, (town.name, table, found)
        time.sleep(1)
    return found


def test_two_cities_keep_each_others_checkpoints_and_refuse_a_fork(towns, tmp_path, page):
    one, two = towns
    (tmp_path / "fork").mkdir()
    shutil.copytree(one.folder, tmp_path / "fork", dirs_exist_ok=True)
    one.act("an.one", "binh.one")
    for town, other in [(one, two), (two, one)]:
        town.start(other)
    for town in towns:
        handed = wait_for(page, town, "witnesses", lambda cells: cells and cells[2].strip())
        assert "127.0.0.1" in handed[0] and int(handed[1]) >= 1 and "failed" not in handed[3].lower()
    kept = wait_for(page, two, "witnessed", lambda cells: cells and int(cells[1]) >= 3)
    assert kept[3] == "0"

    # The same city with the database of an earlier day, and other acts since then.
    one.stop()
    fork = Town.__new__(Town)
    fork.__dict__.update(one.__dict__, folder=tmp_path / "fork", process=None)
    (fork.folder / "data" / "ledger.checkpoint").unlink()
    fork.act(*[f"other{number}.one" for number in range(6)])
    towns[0] = fork
    fork.start(two)

    refused = wait_for(page, two, "witnessed", lambda cells: cells and int(cells[3]) > 0)
    assert refused[:2] == kept[:2], "the witness stays by what it signed first"
    state = wait_for(page, fork, "witnesses", lambda cells: cells and not cells[2].strip())
    assert state[3].strip() and "422" not in state[3], "why is for those who look after it"
