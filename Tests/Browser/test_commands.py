# SPDX-License-Identifier: Apache-2.0
"""The program from the terminal, as the one IT person of a ward meets it."""
import csv
import http.cookiejar
import os
import re
import signal
import sqlite3
import subprocess
import time
import urllib.parse
import urllib.request

import pytest

from conftest import AIR, PROGRAM, ROOT, City, free_port, wait_until_ready


def vamco(*words, stdin="", **environment):
    return subprocess.run([PROGRAM, *map(str, words)], cwd=ROOT, capture_output=True, text=True, input=stdin,
                          timeout=300, env={**os.environ, **environment})


def test_every_command_has_a_heading_in_the_documents():
    text = (ROOT / "docs" / "commands.md").read_text()
    commands = re.findall(r"^  ([a-z]+)\s", vamco("--help").stdout.split("SUBCOMMANDS:")[1], re.M)
    assert len(commands) >= 7
    for command in commands:
        if command != "help":
            assert f"\n## {command}\n" in text, command


def test_every_route_has_a_heading_in_the_documents_and_none_is_stale():
    text = (ROOT / "docs" / "routes.md").read_text()
    routes = {" ".join(line.split()[:2]) for line in vamco("routes").stdout.splitlines()}
    headings = set(re.findall(r"^### (\S+ \S+)$", text, re.M))
    assert routes == headings


def test_a_missing_database_is_explained_with_its_remedy_in_the_terminals_language(tmp_path):
    there = ["--database", f"sqlite:{tmp_path}/none.sqlite", "--intake", tmp_path, "--data", tmp_path]
    done = vamco("check", *there, LANG="vi_VN.UTF-8", LC_ALL="vi_VN.UTF-8")
    assert done.returncode == 1
    assert "✗" in done.stdout and "vamco migrate" in done.stdout
    assert "cơ sở dữ liệu" in done.stdout
    assert "cannot be opened" in vamco("check", *there, LC_ALL="C").stdout


def test_an_account_that_cannot_be_made_is_explained_in_the_terminals_language(tmp_path):
    there = ["--database", f"sqlite:{tmp_path}/v.sqlite", "--data", tmp_path]
    vamco("migrate", *there)
    create = ["account", "create", "--login", "nguyen.an", "--name", "Nguyễn Văn An", *there]
    done = vamco(*create, "--role", "operator", stdin="một câu rất dễ nhớ\n", LC_ALL="vi_VN.UTF-8")
    assert done.returncode == 1 and "quản trị" in done.stderr and "firstMust" not in done.stderr
    done = vamco(*create, stdin="ngắn\n", LC_ALL="C")
    assert done.returncode == 1 and "12" in done.stderr and "tooShort" not in done.stderr


def test_a_wrong_setting_is_refused_by_name():
    done = vamco("serve", "--port", "seventy")
    assert done.returncode != 0
    assert "port" in done.stderr and "0 to 65535" in done.stderr


def test_migrating_twice_does_nothing_the_second_time_and_a_newer_database_is_refused(tmp_path):
    database = ["--database", f"sqlite:{tmp_path}/v.sqlite"]
    assert "applied" in vamco("migrate", *database).stdout
    assert "applied" not in vamco("migrate", *database).stdout
    link = sqlite3.connect(tmp_path / "v.sqlite")
    link.execute("INSERT INTO schema_migration VALUES ('environment', 999, 'from-tomorrow', 'x', 0)")
    link.commit()
    link.close()
    done = vamco("serve", *database, "--port", "0")
    assert done.returncode != 0
    check = vamco("check", *database, "--intake", tmp_path, "--data", tmp_path, LC_ALL="C")
    assert "newer" in check.stdout and check.returncode == 1


def test_the_first_administrator_is_made_from_the_terminal(tmp_path):
    database = ["--database", f"sqlite:{tmp_path}/v.sqlite"]
    weak = vamco("account", "create", *database, "--login", "admin", "--name", "Nguyễn Văn A", stdin="12345\n")
    assert weak.returncode != 0
    done = vamco("account", "create", *database, "--login", "admin", "--name", "Nguyễn Văn A",
                 stdin="sông Vàm Cỏ chảy về đâu\n")
    assert done.returncode == 0, done.stderr
    refused = vamco("seed", "--sample-city", *database)
    assert refused.returncode != 0


def test_replay_writes_only_valid_hours_as_station_files(tmp_path):
    done = vamco("replay", "air", "--csv", AIR, "--station", "TNI001", "--intake", tmp_path, "--speed", "max",
                 "--from", "2018-01-01T00:00:00+07:00", "--to", "2018-01-03T00:00:00+07:00")
    assert done.returncode == 0, done.stderr
    files = list(tmp_path.rglob("*.txt"))
    with open(AIR, encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["QC Name"] == "Valid"
                and "2018-01-01 01:00 AM" <= row["Date (LT)"] and row["Date (LT)"][:10] <= "2018-01-02"
                or row["Date (LT)"] == "2018-01-03 12:00 AM"]
    assert len(files) == len(rows)
    assert not list(tmp_path.rglob("*.tmp"))
    assert files[0].read_text(encoding="utf-8").split("\t")[0] == "PM2,5"


@pytest.mark.parametrize("round_", range(3))
def test_a_server_killed_while_it_takes_files_in_loses_and_doubles_nothing(tmp_path, round_):
    city = City(tmp_path)
    city.replay("TNI001", "--speed", "max", "--from", "2018-01-01T00:00:00+07:00", "--to", "2018-02-15T00:00:00+07:00")
    waiting = len(list(city.intake.rglob("*.txt")))
    assert waiting > 500
    city.clock = f"2018-02-15T00:00:00+07:00,1,{city.epoch}"
    city.start()
    deadline = time.time() + 60
    while len(list(city.intake.rglob("*.txt"))) > waiting * (3 - round_) / 4 and time.time() < deadline:
        pass
    os.kill(city.processes[0].pid, signal.SIGKILL)
    city.processes.pop().wait()

    link = sqlite3.connect(tmp_path / "vamco.sqlite")
    assert link.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    link.close()
    city.start()
    deadline = time.time() + 120
    while list(city.intake.rglob("*.txt")) and time.time() < deadline:
        time.sleep(0.1)
    city.stop()
    link = sqlite3.connect(tmp_path / "vamco.sqlite")
    files, names = link.execute("SELECT count(*), count(DISTINCT name) FROM environment_file").fetchone()
    assert (files, names) == (waiting, waiting)
    assert link.execute("SELECT count(*) FROM observation_value").fetchone()[0] == waiting
    link.close()


def test_a_server_told_to_stop_ends_within_seconds_although_streams_are_open(tmp_path):
    city = City(tmp_path).start()
    page = urllib.request.urlopen(city.address + "/environment").read().decode()
    path = re.search(r'data-(?:stream|live)="([^"]+)"', page).group(1).replace("&amp;", "&")
    stream = urllib.request.urlopen(city.address + path)
    began = time.time()
    city.processes[0].terminate()
    assert city.processes[0].wait(timeout=15) == 0
    assert time.time() - began < 10
    stream.close()
    city.processes.clear()


def test_the_log_is_json_a_line_and_tells_no_secrets(city):
    import json
    urllib.request.urlopen(city.address + "/environment?token=hush-hush")
    lines = (city.folder / "log.jsonl").read_text().splitlines()
    for line in lines:
        if line.startswith("{"):
            json.loads(line)
    assert "hush-hush" not in "\n".join(lines)


def test_keys_are_rotated_beside_a_running_server_and_a_citizen_stays_signed_in(tmp_path):
    folder, port = tmp_path / "town", free_port()
    folder.mkdir()
    there = ["--database", f"sqlite:{folder}/v.sqlite", "--data", folder / "data"]
    vamco("seed", "--sample-city", *there, "--intake", folder / "intake")
    address = f"http://127.0.0.1:{port}"
    log = folder / "log.jsonl"
    with open(log, "ab") as lines:
        process = subprocess.Popen(
            [PROGRAM, "serve", *map(str, there), "--port", str(port), "--intake", str(folder / "intake"),
             "--public-address", address, "--parts", str(ROOT / ".parts")], cwd=ROOT, stdout=lines, stderr=lines,
            env={**os.environ, "VAMCO_MAIL_SERVER": "sample"})
    try:
        wait_until_ready(process, address, log)
        jar = http.cookiejar.CookieJar()
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

        def open_page(path, **fields):
            data = urllib.parse.urlencode(fields).encode() if fields else None
            return visitor.open(address + path, data).read().decode()

        def token(page):
            return re.search(r'name="form-token" value="([^"]+)"', page).group(1)

        page = open_page("/sign-in")
        page = open_page("/sign-in/email", email="hoa@example.vn", **{"form-token": token(page)})
        code = re.search(r"\b(\d{4} \d{4})\b", page).group(1)
        page = open_page("/sign-in/email/code", code=code, **{"form-token": token(page)})
        page = open_page("/citizen/name", name="Trần Thị Hoà", **{"form-token": token(page)})
        assert "Trần Thị Hoà" in page
        page = open_page("/citizen/personal")
        open_page("/citizen/personal/requests", kind="access", words="Cho tôi xem", **{"form-token": token(page)})

        done = vamco("keys", "rotate", *there)
        assert done.returncode == 0, done.stderr
        assert "Key k2 seals from now on" in done.stdout

        # The page of a record sealed with a key the server did not have when it started.
        page = open_page("/citizen/personal")
        assert "Trần Thị Hoà" in page and "Cho tôi xem" in page
        assert "Trần Thị Hoà" in open_page("/citizen")
        link = sqlite3.connect(folder / "v.sqlite")
        sealed = [row[0] for table, column in [("identity_citizen", "profile"), ("identity_second_factor", "secret"),
                                               ("identity_data_request", "sealed_words")]
                  for row in link.execute(f"SELECT {column} FROM {table}")]
        link.close()
        assert len(sealed) >= 3 and all(text.startswith("k2.") for text in sealed)
        assert '"error"' not in "".join(line for line in log.read_text().splitlines() if '"level":"error"' in line)

        assert "Key k3" in vamco("keys", "rotate", *there).stdout
        assert "Trần Thị Hoà" in open_page("/citizen")
    finally:
        process.terminate()
        process.wait(timeout=20)
