# SPDX-License-Identifier: Apache-2.0
"""A citizen's own data in a real browser: found at the counter, they see who read what and why, take it along, ask, and are told."""
import json
import re

import pytest

from conftest import City, fill_in_code
from test_pages import accessible, fits, no_raw_keys, tables_fit


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The sample city with letters that are shown in place of being sent."""
    town = City(tmp_path_factory.mktemp("town"))
    town.start(VAMCO_MAIL_SERVER="sample")
    yield town
    town.stop()


@pytest.fixture
def window(browser, town):
    contexts = []

    def open_window(width=1280, dark=False, language="vi"):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light",
            locale="vi-VN" if language == "vi" else "en-GB")
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
        return page

    yield open_window
    for context in contexts:
        context.close()


def sign_in_as_citizen(page, town, address):
    page.goto(town.address + "/sign-in?return=%2Fcitizen%2Fpersonal")
    page.fill("input[name=email]", address)
    page.press("input[name=email]", "Enter")
    page.wait_for_url("**/sign-in/email/code**")
    code = re.search(r"\d{4} \d{4}", page.inner_text("main")).group(0)
    page.fill("input[name=code]", code)
    page.press("input[name=code]", "Enter")
    page.wait_for_url("**/citizen/personal")


@pytest.fixture(scope="module")
def chief(browser, town):
    """The administrator, signed in once: a code is good once."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(town.address + "/sign-in")
    login = town.roles["administrator"]
    page.fill("input[name=login]", login)
    page.fill("input[type=password]", town.accounts[login])
    page.press("input[type=password]", "Enter")
    page.wait_for_load_state()
    fill_in_code(page)
    yield page
    context.close()


def look(page, axe):
    no_raw_keys(page)
    fits(page)
    tables_fit(page)
    accessible(page, axe)


def go_to(page, selector):
    """Reaches something as who has no mouse does: by Tab alone, with the focus to be seen."""
    page.evaluate("document.activeElement && document.activeElement.blur()")
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).boxShadow")
            assert outline != "nonenone", f"the focus on {selector} is not to be seen"
            return
    raise AssertionError(f"{selector} is not reached by Tab")


@pytest.mark.parametrize("width, dark, language", [(360, False, "vi"), (1280, True, "en")])
def test_a_person_sees_who_read_what_and_why_takes_it_along_and_asks_by_keyboard_alone(
        town, window, chief, axe, tmp_path, width, dark, language):
    address = f"hoa{width}@example.vn"
    page = window(width, dark, language)
    sign_in_as_citizen(page, town, address)
    masked = f"h•••@example.vn"
    assert masked in page.inner_text("main") and address not in page.inner_text("main")
    look(page, axe)

    # At the counter somebody looks for them by what they say, with a reason.
    chief.goto(town.address + "/people/data")
    chief.select_option("select[name=field]", "email")
    chief.fill("input[name=value]", address)
    chief.fill("input[name=reason]", "bà Hoà đến quầy hỏi")
    chief.press("input[name=reason]", "Enter")
    chief.wait_for_load_state()
    found = chief.locator(".found a")
    assert found.count() == 1 and address not in chief.inner_text("main")
    found.click()
    chief.wait_for_url("**/people/data/citizens/**")
    assert masked in chief.inner_text("main")

    # The person sees it, and shows their own address: that is on record too.
    page.reload()
    readings = page.locator("#readings")
    assert "bà Hoà đến quầy hỏi" in readings.inner_text() and chief.inner_text("header").split("\n")[0] != ""
    go_to(page, "form[action='/citizen/personal/revelations'] button")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator(".revealed").inner_text() == address
    look(page, axe)
    page.goto(town.address + "/citizen/personal")
    assert page.locator("#readings tbody tr").count() == 2

    # All of it in one file.
    go_to(page, "a[href='/citizen/personal/export.json']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    file = tmp_path / "personal-data.json"
    download.value.save_as(file)
    record = json.loads(file.read_text())
    assert record["fields"] == {"email": address}
    assert [reading["reason"] for reading in record["readings"] if reading["way"] == "searched"] == ["bà Hoà đến quầy hỏi"]

    # What is wrong is said beside the field, and what was typed stays.
    go_to(page, "form[action='/citizen/personal/requests'] textarea")
    page.keyboard.type("?")
    go_to(page, "form[action='/citizen/personal/requests'] button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("textarea[aria-invalid=true]").input_value() == "?"
    look(page, axe)
    go_to(page, "form[action='/citizen/personal/requests'] textarea")
    page.keyboard.press("Control+A")
    page.keyboard.type("Cho tôi biết ai đã xem dữ liệu của tôi")
    go_to(page, "form[action='/citizen/personal/requests'] button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/citizen/personal")
    assert "Cho tôi biết ai đã xem" in page.locator("#requests-list").inner_text()
    look(page, axe)
    # A form that is refused answers 422, which the browser tells its console of.
    assert [problem for problem in page.problems if "422" not in problem] == []


def test_the_pages_of_a_citizens_data_fit_and_are_accessible_to_who_looks_after_them(town, window, chief, axe):
    page = window()
    sign_in_as_citizen(page, town, "binh@example.vn")
    chief.goto(town.address + "/people/data")
    chief.select_option("select[name=field]", "email")
    chief.fill("input[name=value]", "BINH@example.vn")
    chief.fill("input[name=reason]", "đối chiếu yêu cầu")
    chief.press("input[name=reason]", "Enter")
    chief.wait_for_load_state()
    for width in (360, 1280):
        chief.set_viewport_size({"width": width, "height": 800})
        look(chief, axe)
    chief.locator(".found a").click()
    chief.wait_for_url("**/people/data/citizens/**")
    for width in (360, 1280):
        chief.set_viewport_size({"width": width, "height": 800})
        look(chief, axe)
    chief.select_option("form[action$='/requests'] select", "correct")
    chief.fill("form[action$='/requests'] textarea", "Chỉnh sửa họ tên của tôi")
    chief.click("form[action$='/requests'] button[type=submit]")
    chief.wait_for_load_state()
    assert "Chỉnh sửa" in chief.locator("#requests-list").inner_text()
    page.reload()
    assert "Chỉnh sửa họ tên của tôi" in page.locator("#requests-list").inner_text()
