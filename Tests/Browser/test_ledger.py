# SPDX-License-Identifier: Apache-2.0
"""The ledger from outside: `vamco verify` and the check in Python agree, and a browser checks a proof."""
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

import pytest

from conftest import PROGRAM, ROOT

SCRIPT = ROOT / "scripts" / "verify-ledger"


def verified(*words):
    done = subprocess.run([PROGRAM, "verify", "--json", *map(str, words)], cwd=ROOT, capture_output=True, text=True,
                          timeout=300)
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    assert done.returncode == (1 if report["findings"] else 0)
    return report


def independently(*words):
    done = subprocess.run([sys.executable, SCRIPT, "--json", *map(str, words)], capture_output=True, text=True,
                          timeout=300)
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    assert done.returncode == (1 if report["findings"] else 0)
    return report


def run(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Ledger:
    """The sample city's acts, sealed and archived."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "vamco.sqlite"
        self.data = folder / "data"
        self.archive = folder / "archive"

    @property
    def settings(self):
        return ["--database", f"sqlite:{self.file}", "--data", self.data, "--intake", self.folder / "intake"]

    def copy(self, folder):
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Ledger(folder)

    def change(self, *statements):
        """As somebody does who has every right on the database."""
        link = sqlite3.connect(self.file)
        for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            link.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            link.execute(statement)
        link.commit()
        link.close()


@pytest.fixture(scope="session")
def original(tmp_path_factory):
    ledger = Ledger(tmp_path_factory.mktemp("ledger"))
    run("seed", "--sample-city", *ledger.settings)
    run("ledger", "seal", *ledger.settings)
    run("ledger", "archive", ledger.archive, *ledger.settings)
    run("seed", "--stations", "300", *ledger.settings)
    run("ledger", "rotate-key", *ledger.settings)
    run("ledger", "seal", *ledger.settings)
    run("ledger", "archive", ledger.archive, *ledger.settings)
    return ledger


@pytest.fixture
def ledger(original, tmp_path):
    return original.copy(tmp_path / "copy")


def test_an_untouched_ledger_is_whole_in_both_judgements(ledger):
    ours = verified(*ledger.settings)
    assert ours["findings"] == [] and ours["entries"] > 300 and ours["checkpoints"] == 2
    for theirs in [independently("--database", ledger.file), independently("--archive", ledger.archive),
                   verified("--archive", ledger.archive, *ledger.settings)]:
        assert theirs["findings"] == [] and theirs["root"] == ours["root"] and theirs["entries"] == ours["entries"]


def test_the_keys_printed_are_the_keys_that_verify(ledger):
    keys = run("ledger", "key", *ledger.settings).split()
    assert len(keys) == 2
    for key in keys:
        assert independently("--database", ledger.file, "--key", key)["findings"] == []
        assert verified("--key", key, *ledger.settings)["findings"] == []
    mode = os.stat(ledger.data / "ledger.key").st_mode & 0o777
    assert mode == 0o600


@pytest.mark.parametrize("statements, number, word", [
    (["UPDATE ledger_entry SET reason = 'x' WHERE number = 57"], 57, "changed"),
    (["UPDATE ledger_entry SET at = at - 1 WHERE number = 1"], 1, "changed"),
    (["UPDATE ledger_entry SET hash = marks WHERE number = 9"], 9, "hash-changed"),
    (["DELETE FROM ledger_entry WHERE number = 100"], 100, "missing"),
    (["DELETE FROM ledger_entry WHERE number > 290"], 291, "truncated"),
    (["UPDATE ledger_checkpoint SET note = replace(note, 'time 1', 'time 2') WHERE number = 1"], None,
     "checkpoint-forged"),
])
def test_tampering_is_found_at_the_same_place_by_both(ledger, statements, number, word):
    ledger.change(*statements)
    ours = verified(*ledger.settings)["findings"]
    checkpoint = ledger.data / "ledger.checkpoint"
    theirs = independently("--database", ledger.file, "--against", checkpoint)["findings"]
    assert (ours[0]["number"], ours[0]["what"]) == (number, word)
    assert theirs == ours, "every finding, with all that is said of it"


def test_an_archive_is_checked_letter_by_letter_by_both(ledger):
    file = sorted(pathlib.Path(ledger.archive).glob("*.jsonl"))[0]
    lines = file.read_text().split("\n")
    lines[5] = lines[5].replace('"act":"', '"act":"x')
    file.write_text("\n".join(lines))
    ours = {(found["number"], found["what"]) for found in verified("--archive", ledger.archive, *ledger.settings)["findings"]}
    theirs = {(found["number"], found["what"]) for found in independently("--archive", ledger.archive)["findings"]}
    assert (5, "changed") in ours and (5, "changed") in theirs
    assert any(word == "chain-broken" for _, word in ours) and any(word == "chain-broken" for _, word in theirs)


def test_an_old_database_is_found_by_the_checkpoint_beside_it(ledger):
    ledger.change("DELETE FROM ledger_entry WHERE number > (SELECT size FROM ledger_checkpoint WHERE number = 1)",
                  "DELETE FROM ledger_checkpoint WHERE number = 2",
                  "DELETE FROM ledger_node WHERE level > 0")
    assert [found["what"] for found in verified(*ledger.settings)["findings"]] == ["rolled-back"]
    done = subprocess.run([PROGRAM, "ledger", "seal", *map(str, ledger.settings)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0


def test_verify_says_in_vietnamese_what_is_wrong(ledger):
    ledger.change("UPDATE ledger_entry SET reason = 'x' WHERE number = 57")
    done = subprocess.run([PROGRAM, "verify", *map(str, ledger.settings)], cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "vi_VN.UTF-8"})
    assert done.returncode == 1 and "Mục 57" in done.stdout and "reason" in done.stdout


def test_an_auditor_follows_an_entry_and_checks_its_proof_in_the_browser(visit, city, tmp_path):
    page = visit("/ledger", role="leader")
    page.click("#entries tbody tr:last-child a")
    page.click("[data-start]")
    page.wait_for_selector("[data-outcome=holds]:not([hidden]), [data-outcome=unsigned]:not([hidden])")
    assert page.locator("[data-outcome=wrong]").is_hidden()
    with page.expect_download() as download:
        page.click("a[href$='receipt.json']")
    receipt = tmp_path / "receipt.json"
    download.value.save_as(receipt)
    assert independently("--receipt", receipt)["findings"] == []
    page.goto(city.address + "/verify")
    page.fill("textarea[name=receipt]", receipt.read_text())
    page.click("main button[type=submit]")
    assert page.locator(".notice-success").is_visible()
    forged = json.loads(receipt.read_text())
    forged["number"] += 1
    receipt.write_text(json.dumps(forged))
    assert independently("--receipt", receipt)["findings"] != []
    assert not page.problems


@pytest.mark.parametrize("language, words", [("vi", "Cách kiểm tra"), ("en", "How to check it")])
def test_a_receipt_on_paper_is_checked_by_its_code_and_off_line_by_what_lies_in_it(
        visit, city, tmp_path, language, words):
    page = visit("/ledger", role="leader", language=language)
    page.click("#entries tbody tr:last-child a")
    with page.expect_download() as download:
        page.click("a[href$='receipt.pdf']")
    paper = tmp_path / "receipt.pdf"
    download.value.save_as(paper)

    text = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert words in text and "Tây Ninh" in text
    pages = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+1\b", pages)
    subprocess.run(["pdftoppm", "-r", "150", "-png", paper, tmp_path / "sheet"], check=True)
    code = subprocess.run(["zbarimg", "--quiet", "--raw", *tmp_path.glob("sheet*.png")],
                          capture_output=True, text=True, check=True).stdout.strip()
    assert code.startswith(city.address + "/verify/")

    anybody = visit(code.removeprefix(city.address), width=360, language=language)
    assert anybody.locator(".notice-success").is_visible()
    assert anybody.evaluate("document.documentElement.scrollWidth") <= 360
    stranger = visit(code.removeprefix(city.address)[:-4] + "0000", language=language)
    assert stranger.locator(".notice-danger").is_visible()

    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, paper], check=True)
    (file,) = tmp_path.glob("receipt-*.json")
    assert independently("--receipt", file)["findings"] == []
    assert not page.problems
