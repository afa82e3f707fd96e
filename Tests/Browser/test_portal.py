# SPDX-License-Identifier: Apache-2.0
"""A citizen applies online: on a telephone, with script off, in both languages; two windows; another device."""
import gzip
import os
import pathlib
import re
import urllib.request

import pytest

from conftest import City
from test_pages import accessible, fits, no_raw_keys

PICTURE = pathlib.Path(__file__).parent.parent / "DossiersTests/Fixtures/picture.jpg"
CITIZEN = "nguoi.dan.mau@example.com"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A city whose letters are shown in place of being sent."""
    os.environ["VAMCO_MAIL_SERVER"] = "sample"
    try:
        city = City(tmp_path_factory.mktemp("portal")).start()
    finally:
        del os.environ["VAMCO_MAIL_SERVER"]
    yield city
    city.stop()


@pytest.fixture
def phone(browser, city):
    """Opens a telephone on which the sample citizen is signed in: phone(language, script)."""
    contexts = []

    def sign_in(language="vi", script=False, width=360):
        context = browser.new_context(
            viewport={"width": width, "height": 740}, java_script_enabled=script, has_touch=True,
            locale="vi-VN" if language == "vi" else "en-GB")
        contexts.append(context)
        kept = getattr(city, "citizen", None)
        if kept:
            context.add_cookies(kept)
        page = context.new_page()
        page.goto(city.address + "/citizen")
        if "/sign-in" in page.url:
            page.fill("input[name=email]", CITIZEN)
            page.click("form[action='/sign-in/email'] button")
            page.wait_for_load_state()
            page.fill("input[name=code]", re.search(r"\d{4} \d{4}", page.inner_text("main blockquote")).group())
            page.click("form[action='/sign-in/email/code'] button")
            page.wait_for_load_state()
            city.citizen = [one for one in context.cookies() if one["name"] in ("session", "form")]
        return page

    yield sign_in
    for context in contexts:
        context.close()


def look(page, axe):
    """Looks the page over as it stands. Where its scripts are off axe runs in another window, on the same answer."""
    no_raw_keys(page)
    fits(page)
    assert page.locator("h1").count() == 1
    context = page.context.browser.new_context(viewport=page.viewport_size, locale="vi-VN", bypass_csp=True)
    copy = context.new_page()
    answer = page.content()
    copy.route(page.url, lambda route: route.fulfill(body=answer, content_type="text/html; charset=utf-8"))
    copy.goto(page.url)
    accessible(copy, axe)
    context.close()


def go_on(page):
    page.locator("main form.form button[type=submit]").first.click()
    page.wait_for_load_state()


def send_file(page):
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_load_state()


def begin(page, city, axe, code="1.004194"):
    page.goto(city.address + f"/procedures/{code}")
    page.click(f"main a[href='/apply/{code}']")
    look(page, axe)
    page.click(f"form[action='/apply/{code}'] button")
    page.wait_for_load_state()
    look(page, axe)
    page.check("input[name=q-on-behalf][value=self]")
    go_on(page)
    return page.url.removesuffix("/pages/applicant").removeprefix(city.address)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_stay_is_registered_on_a_telephone_with_script_off(phone, city, axe, language):
    page = phone(language)
    draft = begin(page, city, axe)
    look(page, axe)
    assert page.input_value("input[name=q-applicant-name]") == "Nguyễn Mẫu Dân", "known from the sign-in"

    # What is wrong is said, what was typed stays.
    page.check("input[name=q-stay-kind][value=person]")
    page.fill("input[name=q-applicant-identity]", "072 195 000 123")
    page.fill("input[name=q-applicant-birth-date]", "31/02/1995")
    page.fill("input[name=q-applicant-phone]", "0912 345 678")
    go_on(page)
    assert page.locator("[aria-invalid=true]").input_value() == "31/02/1995"
    look(page, axe)
    page.fill("input[name=q-applicant-birth-date]", "08/03/1995")
    go_on(page)

    page.fill("input[name=q-stay-address]", "12 Cách Mạng Tháng Tám")
    page.fill("input[name=q-stay-from]", "01/12/2026")
    page.fill("input[name=q-stay-until]", "30/11/2026")
    page.check("input[name=q-stay-proof-held][value=no]")
    page.check("input[name=q-stay-minor][value=no]")
    look(page, axe)
    go_on(page)
    look(page, axe)
    page.check("input[name=p-ct01][value=upload]")
    page.check("input[name=p-place][value=counter]")
    go_on(page)

    # A paper as files: none chosen, a file that is none, a photograph, and the way on.
    assert page.url == city.address + draft + "/papers/ct01"
    look(page, axe)
    page.set_input_files("input[name=file]", {"name": "rong.jpg", "mimeType": "image/jpeg", "buffer": b""})
    send_file(page)
    assert page.locator("[aria-invalid=true]").count() == 1
    look(page, axe)
    page.set_input_files("input[name=file]", str(PICTURE))
    send_file(page)
    assert page.locator(".file-rows > li").count() == 1
    look(page, axe)
    page.locator("main .actions a.button").click()

    # All answers, with what stands in the way; the way to change it leads back here.
    assert page.url == city.address + draft
    look(page, axe)
    assert page.locator(".notice-danger").count() == 1
    page.locator(f"a[href='{draft}/pages/stay?back=answers']").last.click()
    page.fill("input[name=q-stay-until]", "30/11/2027")
    go_on(page)
    assert page.url == city.address + draft
    assert page.locator(".notice-danger").count() == 0
    look(page, axe)


def test_a_draft_is_gone_on_with_on_another_device_and_deleted(phone, city, axe):
    draft = begin(phone(), city, axe)
    page = phone(width=1280, script=True)
    page.goto(city.address + "/my/drafts")
    look(page, axe)
    page.click(f"main a[href='{draft}']")
    look(page, axe)
    page.click("main details summary")
    page.click(f"form[action='{draft}/deletion'] button")
    page.wait_for_load_state()
    assert page.url == city.address + "/my/drafts"
    assert page.locator(f"main a[href='{draft}']").count() == 0


def test_of_two_windows_the_later_is_told(phone, city, axe):
    page = phone()
    draft = begin(page, city, axe)
    other = page.context.new_page()
    for window in (page, other):
        window.goto(f"{city.address}{draft}/pages/applicant")
        window.check("input[name=q-stay-kind][value=person]")
        window.fill("input[name=q-applicant-identity]", "072195000123")
        window.fill("input[name=q-applicant-birth-date]", "08/03/1995")
        window.fill("input[name=q-applicant-phone]", "0912345678")
    page.fill("input[name=q-applicant-name]", "Trần Một")
    other.fill("input[name=q-applicant-name]", "Trần Hai")
    go_on(page)
    go_on(other)
    assert "Trần Một" in other.inner_text("#field-q-applicant-name-hint")
    assert other.input_value("input[name=q-applicant-name]") == "Trần Hai"
    look(other, axe)
    go_on(other)
    assert other.url.endswith("/pages/stay")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_whether_one_may_apply_is_seen_without_script_and_without_signing_in(visit, axe, language):
    page = visit("/procedures/2.000815", width=360, script=False, language=language)
    page.click("main a[href='/procedures/2.000815/eligibility']")
    look(page, axe)
    page.check("input[name=q-original-state][value=sound]")
    page.check("input[name=q-original-issuer][value=foreign]")
    go_on(page)
    look(page, axe)
    assert page.locator("[aria-invalid=true]").count() == 1
    page.check("input[name=q-original-legalised][value=no]")
    go_on(page)
    look(page, axe)
    assert page.locator(".notice-danger li").count() == 1
    page.check("input[name=q-original-legalised][value=yes]")
    go_on(page)
    look(page, axe)
    assert page.locator(".notice-success").count() == 1


def hand_in(page, city, axe):
    """A certificate is asked for, with a photograph of one paper. Gives the dossier's code."""
    begin(page, city, axe, "1.004873")
    for name, value in {"identity": "072195000123", "birth-date": "08/03/1995", "address": "Phường Tân Ninh",
                        "phone": "0912345678"}.items():
        page.fill(f"input[name=q-applicant-{name}]", value)
    page.check("input[name=q-acts-by-authority][value=no]")
    page.check("input[name=q-fee-exemption][value=none]")
    go_on(page)
    page.check("input[name=q-marital-status][value=never]")
    page.check("input[name=q-status-purpose][value=other]")
    page.check("input[name=q-had-certificate][value=no]")
    go_on(page)
    page.fill("[name=q-status-purpose-words]", "vay vốn")
    go_on(page)
    page.check("input[name=q-receives-result][value=counter]")
    go_on(page)
    page.check("input[name=p-residence][value=upload]")
    go_on(page)
    page.set_input_files("input[name=file]", str(PICTURE))
    send_file(page)
    page.locator("main .actions a.button").click()
    page.select_option("select[name=office]", index=1)
    page.check("input[name=declared]")
    page.click("form[action$='/submission'] button")
    page.wait_for_load_state()
    look(page, axe)
    return page.locator("main code").first.inner_text()


def test_the_office_opens_the_file_asks_for_more_and_is_answered_on_the_telephone(phone, visit, city, axe):
    page = phone()
    code = hand_in(page, city, axe)
    city.roles["mot.cua"] = "mot.cua"
    clerk = visit("/dossiers", role="mot.cua")
    clerk.locator("main li", has_text=code).locator("a").first.click()
    look(clerk, axe)
    with clerk.expect_download() as download:
        clerk.locator("#papers form[action*='/files/'] button").click()
    assert pathlib.Path(download.value.path()).read_bytes().startswith(b"\xff\xd8")
    clerk.click("#act-supplement > summary")
    clerk.fill("#act-supplement textarea", "Ảnh mờ, hãy chụp lại cả bốn góc.")
    clerk.click("#act-supplement button[type=submit]")
    clerk.wait_for_load_state()

    page.goto(city.address + "/my/dossiers")
    page.locator("main li", has_text=code).locator("a").first.click()
    look(page, axe)
    page.locator("main .notice a.button").click()
    assert "chụp lại cả bốn góc" in page.inner_text("main")
    look(page, axe)
    page.click("form[action$='/supplement'] button")
    page.wait_for_load_state()
    assert page.locator("[aria-invalid=true]").count() == 1
    look(page, axe)
    page.set_input_files("input[name=file]", str(PICTURE))
    send_file(page)
    look(page, axe)
    page.fill("textarea[name=words]", "Đã chụp lại.")
    page.click("form[action$='/supplement'] button")
    page.wait_for_load_state()
    assert "Bổ sung lần 1" in page.inner_text("#papers")
    look(page, axe)
    page.locator("main a[href$='/withdrawal']").click()
    look(page, axe)
    page.click("form[action$='/withdrawal'] button")
    page.wait_for_load_state()
    assert page.locator("[aria-invalid=true]").count() == 1
    page.fill("textarea[name=reason]", "Tôi đổi ý.")
    page.click("form[action$='/withdrawal'] button")
    page.wait_for_load_state()
    assert page.locator("main a[href$='/withdrawal']").count() == 0
    look(page, axe)


def test_pages_are_small_on_the_way(phone, city, axe):
    page = phone()
    draft = begin(page, city, axe)
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    for path in ["/procedures", "/apply/1.004194", "/my/drafts", draft, draft + "/pages/stay", draft + "/papers"]:
        asked = urllib.request.Request(city.address + path, headers={"Cookie": cookies})
        with urllib.request.urlopen(asked) as answer:
            assert len(gzip.compress(answer.read())) < 50_000, path
