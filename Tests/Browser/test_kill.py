# SPDX-License-Identifier: Apache-2.0
"""The program is killed at random points of a thousand acts, and started again each time."""
import random
import sqlite3
import subprocess
import threading
import time
import uuid

import requests

from conftest import PROGRAM, ROOT, City
from officers import Officer, events, intake

ACTS, KILLS = 1_000, 16
CLERKS = ("mot.cua", "mot.cua.bm", "mot.cua.ht")


class Clerk(threading.Thread):
    """Receives dossiers and takes some back again; says what the program said it did."""

    def __init__(self, officer, seed, budget):
        super().__init__()
        self.officer, self.chance, self.budget = officer, random.Random(seed), budget
        self.form = officer.get("/dossiers/new/1.004873").text
        # What was acknowledged: a dossier and how many events it had at least.
        self.done, self.again, self.wrong = {}, 0, []

    def run(self):
        try:
            while self.budget.take():
                if self.done and self.chance.random() < 0.4:
                    self.take_back(self.chance.choice(sorted(self.done)))
                else:
                    self.receive()
        except Exception as error:
            self.wrong.append(repr(error))

    def insist(self, ask):
        """As somebody does whose link broke: the same once more, until it is answered."""
        for attempt in range(400):
            try:
                return ask()
            except requests.ConnectionError:
                self.again += 1
                time.sleep(0.05)
        raise AssertionError("the program did not come back")

    def receive(self):
        fields = intake(self.form, "Trần Mẫu Hoa") | {"key": str(uuid.uuid4())}
        answer = self.insist(lambda: self.officer.send("/dossiers/new/1.004873", fields, self.form))
        assert answer.status_code == 303, answer.status_code
        self.done[answer.headers["location"]] = 2

    def take_back(self, dossier):
        page = self.insist(lambda: self.officer.get(dossier)).text
        before = events(page)
        assert before >= self.done[dossier], "what was acknowledged is there"
        fields = {"revision": str(before), "form": "withdraw", "words-withdraw": "Người nộp rút"}
        answer = self.insist(lambda: self.officer.send(f"{dossier}/withdrawal", fields, page))
        # Done by the first try that nobody heard of, or done already: then it is refused now, and once is enough.
        assert answer.status_code in (303, 409), answer.status_code
        after = events(self.insist(lambda: self.officer.get(dossier)).text)
        assert after - before in (0, 1)
        self.done[dossier] = after


class Budget:
    def __init__(self, count):
        self.count, self.lock = count, threading.Lock()

    def take(self):
        with self.lock:
            self.count -= 1
            return self.count >= 0


def test_what_was_acknowledged_is_there_after_each_kill_and_nothing_is_half_done(tmp_path):
    city = City(tmp_path)
    city.start()
    budget = Budget(ACTS)
    clerks = [Clerk(Officer(city, login), seed, budget) for seed, login in enumerate(CLERKS)]
    chance = random.Random(6962)
    try:
        for clerk in clerks:
            clerk.start()
        points = sorted(chance.sample(range(20, ACTS - 20), KILLS), reverse=True)
        for left in points:
            while budget.count > left and any(clerk.is_alive() for clerk in clerks):
                time.sleep(0.002)
            time.sleep(chance.random() * 0.02)
            process = city.processes.pop()
            process.kill()
            process.wait()
            city.start()
        for clerk in clerks:
            clerk.join(timeout=120)
        assert [clerk.wrong for clerk in clerks] == [[]] * len(clerks)
        assert sum(clerk.again for clerk in clerks) >= KILLS, "the kills were felt"
        for clerk in clerks:
            for dossier in clerk.chance.sample(sorted(clerk.done), 10):
                assert events(clerk.officer.get(dossier).text) >= clerk.done[dossier]
    finally:
        city.stop()
    # The whole of it, asked of the database: each event with its ledger entry, its counters and its dossier's row.
    told = {place.rsplit("/", 1)[1]: least for clerk in clerks for place, least in clerk.done.items()}
    with sqlite3.connect(city.database.removeprefix("sqlite:")) as kept:
        rows = dict(kept.execute("SELECT id, revision FROM dossier"))
        facts = dict(kept.execute("SELECT dossier, count(*) FROM dossier_fact GROUP BY dossier"))
        numbers = dict(kept.execute("SELECT dossier, max(number) FROM dossier_fact GROUP BY dossier"))
        papers = {row[0] for row in kept.execute("SELECT DISTINCT dossier FROM dossier_paper")}
        received = kept.execute("SELECT sum(total) FROM dossier_count WHERE measure = 'received-direct'").fetchone()[0]
        withdrawn = kept.execute("SELECT count(*) FROM dossier_fact WHERE kind = 'ended'").fetchone()[0]
    assert all(rows[dossier] >= least for dossier, least in told.items()), "nothing acknowledged is lost"
    assert set(rows) == set(told), "a form sent twice is one dossier, and none is nobody's"
    assert rows == facts == numbers and set(rows) == papers and received == len(rows) and withdrawn > 20
    verified = subprocess.run(
        [PROGRAM, "verify", "--database", city.database, "--data", str(tmp_path / "data"), "--intake", str(city.intake)],
        cwd=ROOT, capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout + verified.stderr
