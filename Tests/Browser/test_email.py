# SPDX-License-Identifier: Apache-2.0
"""Citizens sign in with a code by e-mail, through a real mail server, in a real browser."""
import json
import os
import re
import subprocess
import time

import pytest

from conftest import PROGRAM, ROOT, free_port, wait_until_ready


class Town:
    """A program without identity provider, and a mail server."""

    def __init__(self, folder):
        self.folder = folder
        self.mail_folder = folder / "mail"
        self.mail_folder.mkdir()
        self.mail_port = free_port()
        self.mail = None
        self.start_mail()
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log.jsonl"
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--database", f"sqlite:{folder}/v.sqlite", "--port", str(self.port),
             "--intake", str(folder / "intake"), "--data", str(folder / "data"), "--public-address", self.address,
             "--parts", str(ROOT / ".parts")],
            cwd=ROOT, stdout=open(self.log, "ab"), stderr=subprocess.STDOUT,
            env={**os.environ, "VAMCO_MAIL_SERVER": f"smtp://127.0.0.1:{self.mail_port}",
                 "VAMCO_MAIL_SENDER": "Phường Tân Ninh <city@example.vn>"})
        wait_until_ready(self.process, self.address, self.log)

    def start_mail(self):
        self.mail = subprocess.Popen(
            ["/usr/bin/python3", str(ROOT / "Tests" / "smtpd.py"), str(self.mail_folder), "--port",
             str(self.mail_port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.mail.stdout.readline().strip() == str(self.mail_port)

    def stop_mail(self):
        self.mail.stdin.close()
        self.mail.wait(timeout=20)

    def letters(self, to):
        kept = [json.loads(path.read_text()) for path in sorted(self.mail_folder.glob("*.json"))]
        return [letter for letter in kept if letter["to"] == [to]]

    def code(self, to, count=1):
        """The code of the latest letter, once as many are there."""
        for _ in range(600):
            letters = self.letters(to)
            if len(letters) >= count:
                return re.search(r"(\d{4} \d{4})", letters[-1]["text"]).group(1)
            time.sleep(0.1)
        raise AssertionError("no letter came")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    town = Town(tmp_path_factory.mktemp("town"))
    yield town
    town.process.terminate()
    town.process.wait(timeout=20)
    town.stop_mail()


def ask(page, town, address, path="/sign-in"):
    page.goto(town.address + path)
    page.fill("input[name=email]", address)
    page.click("form[action='/sign-in/email'] button")
    page.wait_for_load_state()


@pytest.mark.parametrize("width, language, script", [(360, "vi", False), (1280, "en", True)])
def test_a_citizen_signs_in_says_a_name_and_leaves(town, browser, axe, width, language, script):
    person = f"hoa{width}@example.vn"
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="vi-VN" if language == "vi" else "en-GB",
        java_script_enabled=script)
    page = context.new_page()

    def look():
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if script:
            page.evaluate(axe)
            assert page.evaluate("axe.run()")["violations"] == []

    page.goto(town.address + "/sign-in?return=%2Forganisation")
    look()
    page.fill("input[name=email]", "hoa at example")
    page.click("form[action='/sign-in/email'] button")
    assert page.locator("[aria-invalid=true]").input_value() == "hoa at example"
    look()
    page.fill("input[name=email]", person)
    page.click("form[action='/sign-in/email'] button")
    page.wait_for_url("**/sign-in/email/code**")
    look()
    page.fill("input[name=code]", "0000 0000")
    page.click("form[action='/sign-in/email/code'] button")
    assert page.locator("[aria-invalid=true]").count() == 1
    look()
    page.fill("input[name=code]", town.code(person))
    page.click("form[action='/sign-in/email/code'] button")
    page.wait_for_url("**/organisation")

    page.goto(town.address + "/citizen")
    look()
    page.fill("input[name=name]", "Trần Thị Hoà")
    page.click("form[action='/citizen/name'] button")
    page.wait_for_load_state()
    assert page.input_value("input[name=name]") == "Trần Thị Hoà"
    page.locator("table form button, .card form button, form[action$='/end'] button").last.click()
    page.wait_for_load_state()
    page.goto(town.address + "/citizen")
    assert "/sign-in" in page.url
    context.close()


def test_the_letter_is_plain_and_in_the_readers_language(town, browser):
    for locale, word in [("vi-VN", "Mã đăng nhập"), ("en-GB", "Sign-in code")]:
        context = browser.new_context(locale=locale)
        page = context.new_page()
        ask(page, town, f"{locale.lower()}@example.vn")
        code = town.code(f"{locale.lower()}@example.vn")
        letter = town.letters(f"{locale.lower()}@example.vn")[-1]
        assert letter["headers"]["Subject"] == f"{word}: {code}"
        assert letter["headers"]["From"] == "Phường Tân Ninh <city@example.vn>"
        assert letter["defects"] == [] and letter["longest"] <= 78 and "http" not in letter["text"]
        context.close()


def test_a_mail_server_that_is_away_for_a_while_costs_patience_alone(town, browser):
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    town.stop_mail()
    ask(page, town, "cham@example.vn")
    for _ in range(100):
        page.reload()
        if "gửi lại trong ít giây" in page.inner_text("main"):
            break
        time.sleep(0.1)
    assert "gửi lại trong ít giây" in page.inner_text("main")
    town.start_mail()
    page.fill("input[name=code]", town.code("cham@example.vn"))
    page.click("form[action='/sign-in/email/code'] button")
    page.wait_for_url("**/citizen")
    context.close()


def test_an_address_that_the_server_refuses_is_told_on_the_page(town, browser):
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    ask(page, town, "never@example.vn")
    for _ in range(100):
        page.reload()
        if "không gửi được" in page.inner_text("main"):
            break
        time.sleep(0.1)
    assert "không gửi được" in page.inner_text("main")
    context.close()


def test_neither_codes_nor_addresses_of_people_are_in_the_log(town, browser):
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    ask(page, town, "kin@example.vn")
    code = town.code("kin@example.vn")
    page.fill("input[name=code]", code)
    page.click("form[action='/sign-in/email/code'] button")
    page.wait_for_url("**/citizen")
    log = town.log.read_text()
    assert "kin@example.vn" not in log and code not in log and code.replace(" ", "") not in log
    context.close()
