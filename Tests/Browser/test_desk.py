# SPDX-License-Identifier: Apache-2.0
"""The one-stop shop at work: a clerk by keyboard, an officer, a leader, the registry, and the applicant who follows."""
import re
import subprocess

import pytest

from test_pages import accessible, fits, no_raw_keys


@pytest.fixture
def colleague(visit, city):
    """Opens a window of somebody of the sample staff by their login: colleague(login, path, width)."""
    def open_page(login, path="/dossiers", width=1280, language="vi"):
        city.roles[login] = login
        return visit(path, width=width, role=login, language=language)
    return open_page


def look(page, axe):
    """As it stands, and as narrow as a telephone."""
    size = page.viewport_size
    for width in (size["width"], 360):
        page.set_viewport_size({"width": width, "height": size["height"]})
        no_raw_keys(page)
        fits(page)
        assert page.locator("h1").count() == 1
        accessible(page, axe)
    page.set_viewport_size(size)


def act(page, axe, code, **fields):
    """Opens one act of the dossier's page, fills it in and does it."""
    page.click(f"#act-{code} > summary")
    for name, value in fields.items():
        name = name.replace("_", "-")
        if value is True:
            page.check(f"#act-{code} [name='{name}-{code}']")
        else:
            page.fill(f"#act-{code} [name='{name}-{code}']", value)
    look(page, axe)
    page.click(f"#act-{code} button[type=submit]")
    page.wait_for_load_state()
    assert page.locator(".flash, .notice-success").count() >= 1, page.inner_text("main")[:600]


def receive(page, city):
    """By keyboard: every field is reached with Tab in its order, choices with the space bar."""
    page.goto(city.address + "/dossiers/new")
    page.focus("input[name=q]")
    page.keyboard.type("tinh trang hon nhan")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    link = page.locator("main a[href='/dossiers/new/1.004873']").first
    link.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    answers = {
        "q-applicant-name": "Lê Thị Thu Hà", "q-applicant-identity": "072 199 000 123",
        "q-applicant-birth-date": "3/2/1999", "q-applicant-address": "Phường Tân Ninh",
        "q-applicant-phone": "0912 345 678", "q-status-purpose-words": "vay vốn", "fee": "0"}
    choices = {"q-acts-by-authority": "no", "q-fee-exemption": "none", "q-marital-status": "never",
               "q-status-purpose": "other", "q-had-certificate": "no", "q-receives-result": "counter"}
    page.focus("input[name=q-applicant-name]")
    for _ in range(120):
        field = page.evaluate("({name: document.activeElement.name, value: document.activeElement.value,"
                              " type: document.activeElement.type, submits: document.activeElement.form?.method === 'post'})")
        if field["name"] in answers:
            page.keyboard.type(answers.pop(field["name"]))
        elif field["name"] in choices:
            for _ in range(6):
                if page.evaluate("document.activeElement.value") == choices[field["name"]]:
                    break
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
            choices.pop(field["name"])
        elif field["name"] in ("papers-checked", "paper-declaration"):
            page.keyboard.press("Space")
        elif field["type"] == "submit" and field["submits"]:
            break
        page.keyboard.press("Tab")
    assert answers == {} and choices == {}
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fetched(page, folder, name):
    """Downloads the result, or its signature, from the page of whoever follows."""
    button = "[name=part]" if name.endswith("p7s") else ":not([name])"
    with page.expect_download() as download:
        page.click(f"form[action='/follow/result'] button{button}")
    download.value.save_as(folder / name)
    return folder / name


def test_a_dossier_goes_from_the_counter_to_its_result(colleague, visit, city, axe, tmp_path):
    clerk = colleague("mot.cua")
    look(clerk, axe)
    clerk.goto(city.address + "/dossiers/new/1.004873")
    look(clerk, axe)
    clerk.click("form[action='/dossiers/new/1.004873'] button[type=submit]")
    clerk.wait_for_load_state()
    assert clerk.locator("[aria-invalid=true]").count() > 3
    look(clerk, axe)

    receive(clerk, city)
    place = clerk.url.removeprefix(city.address)
    assert re.fullmatch(r"/dossiers/[0-9a-f-]{36}", place), clerk.inner_text("main")[:500]
    look(clerk, axe)
    text = clerk.inner_text("main")
    code = re.search(r"MAU\.01-\d{6}-\d{4}", text).group()
    assert "•••123" in text and "072199000123" not in text
    with clerk.expect_download() as download:
        clerk.click(f"a[href='{place}/receipt.pdf']")
    receipt = tmp_path / "receipt.pdf"
    download.value.save_as(receipt)
    words = subprocess.run(["pdftotext", "-layout", receipt, "-"], capture_output=True, text=True, check=True).stdout
    assert code in words and "Lê Thị Thu Hà" in words

    holder = {"Phan Mẫu Tuấn": "tu.phap", "Tạ Mẫu Yến": "kinh.te"}
    login = next(login for name, login in holder.items() if name in text)
    officer = colleague(login)
    assert code in officer.inner_text("main")
    look(officer, axe)
    officer.goto(city.address + place)
    act(officer, axe, "propose", words="{applicant-name} chưa đăng ký kết hôn với ai", applicant_confirmed=True)

    leader = colleague("lanh.dao", "/dossiers/templates/1.004873")
    look(leader, axe)
    leader.click("button[name=preview]")
    leader.wait_for_load_state()
    assert leader.locator("#preview").count() == 1
    look(leader, axe)
    leader.goto(city.address + "/dossiers/signatures")
    leader.click("#sign details summary")
    look(leader, axe)
    leader.check("#sign input[type=checkbox]")
    leader.click("form[action^='/dossiers/signatures'] button[type=submit]")
    leader.wait_for_load_state()
    assert "Đã ký 1 trên 1" in leader.inner_text("#outcome"), leader.inner_text("main")[:500]
    look(leader, axe)
    registry = colleague("van.thu", place)
    look(registry, axe)
    act(registry, axe, "number")
    clerk.goto(city.address + place)
    act(clerk, axe, "hand-over", receipt_signed=True)
    assert "Đã trả kết quả" in clerk.inner_text("main")

    key = re.search(r"\b[0-9A-HJKMNP-TV-Z]{10}\b", words).group()
    visitor = visit("/follow?code=" + code, width=360)
    look(visitor, axe)
    visitor.fill("input[name=key]", "0000000000")
    visitor.click("form[action='/follow'] button")
    visitor.wait_for_load_state()
    look(visitor, axe)
    visitor.fill("input[name=key]", key)
    visitor.click("form[action='/follow'] button")
    visitor.wait_for_load_state()
    assert "Đã trả kết quả" in visitor.inner_text("main") and "L. T. T. Hà" in visitor.inner_text("main")
    look(visitor, axe)
    result, signature = (fetched(visitor, tmp_path, part) for part in ("result.pdf", "result.p7s"))
    words = subprocess.run(["pdftotext", "-layout", result, "-"], capture_output=True, text=True, check=True).stdout
    assert "Lê Thị Thu Hà" in words and re.search(r"\b\d+/20\d\d\b", words)
    subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", result, "-noverify",
         "-out", "/dev/null"], check=True, capture_output=True)
    check = visitor.locator("#result a[href^='/results/verify']").first.get_attribute("href")
    visitor.goto(city.address + check)
    assert visitor.locator(".notice-success").count() == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_desk_speaks_both_languages(colleague, visit, city, axe, language):
    page = colleague("mot.cua", "/dossiers?view=citizen", 360, language)
    look(page, axe)
    page.goto(city.address + "/dossiers/new?q=khai+sinh")
    look(page, axe)
    offices = visit("/dossiers/offices", width=360, role="administrator", language=language)
    look(offices, axe)
