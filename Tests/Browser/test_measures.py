# SPDX-License-Identifier: Apache-2.0
"""What applicants say of it afterwards: on a telephone, with code and key, and what the office makes of it."""
import re
import subprocess

import pytest

from officers import Officer, intake, told
from test_desk import look

OFFICERS = {"Phan Mẫu Tuấn": "tu.phap", "Tạ Mẫu Yến": "kinh.te"}


@pytest.fixture(scope="module")
def office(city):
    return {login: Officer(city, login) for login in ("mot.cua", "tu.phap", "kinh.te")}


def refused(office):
    """A dossier that came to its end: its code and look-up key."""
    clerk = office["mot.cua"]
    page = clerk.get("/dossiers/new/1.004873").text
    place = clerk.send("/dossiers/new/1.004873", intake(page, "Nguyễn Mẫu Hà"), page).headers["location"]
    page = clerk.get(place).text
    officer = office[OFFICERS[told(page, "Người đang giữ")]]
    receipt = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=clerk.get(place + "/receipt.pdf").content, capture_output=True,
        check=True).stdout.decode()
    page = officer.get(place).text
    done = officer.send(place + "/acts", {
        "revision": re.search(r'name="revision" value="(\d+)"', page)[1], "action": "refuse", "form": "refuse",
        "words-refuse": "Chưa đủ điều kiện"}, page)
    assert done.status_code == 303
    return (re.search(r"\b[A-Z0-9.]+-\d{6}-\d{4}\b", receipt).group(),
            re.search(r"\b[0-9A-HJKMNP-TV-Z]{10}\b", receipt).group())


def follow(page, code, key):
    page.fill("input[name=key]", key)
    page.click("form[action='/follow'] button")
    page.wait_for_load_state()


def test_an_applicant_says_how_it_was_on_a_telephone_without_script(office, visit, axe):
    code, key = refused(office)
    page = visit("/follow?code=" + code, width=360, script=False)
    follow(page, code, key)
    assert page.locator("#rating input[type=radio]").count() == 23
    page.fill("#rating textarea", "Chờ hơi lâu")
    page.click("#rating button")
    page.wait_for_load_state()
    assert "Hãy chọn mức hài lòng chung" in page.inner_text("#rating") and page.input_value("#rating textarea") == "Chờ hơi lâu"
    assert page.locator("#rating").evaluate("box => box.scrollWidth <= innerWidth")
    page.check("input[name=answer-overall][value='4']")
    page.check("input[name=answer-contacts][value=twice]")
    page.click("#rating button")
    page.wait_for_load_state()
    assert "Xin cảm ơn" in page.inner_text("#rating") and page.locator("#rating input[type=radio]").count() == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_ballot_is_answered_by_keyboard_and_everybody_can_use_it(office, visit, axe, language):
    code, key = refused(office)
    page = visit("/follow?code=" + code, language=language)
    follow(page, code, key)
    look(page, axe)
    page.focus("input[name=answer-overall][value='5']")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=answer-overall]:checked").get_attribute("value") == "4"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#rating button')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("#rating input").count() == 0
    look(page, axe)


def test_an_office_sees_shares_and_who_answers_for_it_reads_what_was_written(office, visit, city, axe):
    city.roles["lanh.dao"] = "lanh.dao"
    page = visit("/reports/ratings", role="lanh.dao")
    look(page, axe)
    page.click("#written button")
    page.wait_for_load_state()
    look(page, axe)
    assert "Chờ hơi lâu" in page.inner_text("#written")
    board = visit("/service-board", width=360)
    look(board, axe)
    assert "Mức độ hài lòng" in board.inner_text("main") and "Chờ hơi lâu" not in board.inner_text("main")
