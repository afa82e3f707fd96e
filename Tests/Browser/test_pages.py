# SPDX-License-Identifier: Apache-2.0
"""Every page a visitor or an officer meets, in both languages, light and dark, narrow and wide."""
import json
import re

import pytest

PUBLIC = ["/", "/results/verify", "/procedures", "/procedures/1.004194", "/procedures/1.001193", "/environment", "/environment/stations/TNI001",
          "/environment/alarms", "/sign-in", "/design",
          "/environment/stations/TNI001/observations?parameter=pm25"]
ADMINISTRATION = ["/procedures/conflicts", "/people", "/people/data", "/organisation/plans", "/ledger", "/identity/accounts", "/account/personal",
                  "/administration", "/administration/mail", "/administration/health", "/administration/files", "/administration/signing", "/identity/providers", "/identity/keys",
                  "/identity/security-log", "/identity/tokens", "/identity/accounts/new", "/people/posts", "/people/import",
                  "/organisation/working-days", "/organisation/competences", "/organisation/units/new", "/organisation/imports",
                  "/ledger/checkpoints", "/verify", "/account/confirmation", "/identity/sessions", "/identity/authentications"]
# Lists that become cards on a phone.
CARDS = ["/people", "/people/data", "/people/posts", "/ledger", "/identity/accounts", "/identity/security-log", "/identity/authentications",
         "/administration/mail", "/administration/health", "/organisation/imports"]
STAFF = ["/operations", "/operations/wall", "/environment/quarantine", "/environment/files", "/account"]


def no_raw_keys(page):
    text = page.inner_text("body")
    assert not re.search(r"\[[a-z-]+(\.[a-z0-9-]+)+\]", text), re.findall(r"\[[a-z-]+(?:\.[a-z0-9-]+)+\]", text)[:5]


def fits(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide}px"


def tables_fit(page):
    boxes = page.evaluate("[...document.querySelectorAll('.table-box')].filter(box => box.scrollWidth > box.clientWidth + 1)"
                          ".map(box => box.parentElement.id)")
    assert boxes == [], f"{page.url}: {boxes} scroll sideways"


def accessible(page, axe):
    page.evaluate(axe + ";0")
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa']})"
        ".then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)]))")
    assert found == [], json.dumps(found, indent=1)[:3000]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width,dark", [(360, False), (1280, True)])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_fit_and_are_accessible(visit, axe, path, width, dark, language):
    page = visit(path, width=width, dark=dark, language=language)
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == language
    no_raw_keys(page)
    fits(page)
    accessible(page, axe)
    assert page.problems == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width,dark", [(360, True), (1280, False)])
@pytest.mark.parametrize("path", STAFF)
def test_staff_pages_fit_and_are_accessible(visit, axe, path, width, dark, language):
    page = visit(path, width=width, dark=dark, language=language, role="environment-officer")
    assert page.url.endswith(path), page.url
    no_raw_keys(page)
    fits(page)
    accessible(page, axe)
    assert page.problems == []


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_can_be_read_without_script(visit, path):
    page = visit(path, width=360, script=False)
    assert page.locator("h1").count() == 1
    no_raw_keys(page)


def pages_of_things(page, city):
    """The pages of one account, person, unit, request and entry, found as people find them."""
    def first(path, link):
        page.goto(city.address + path)
        return page.locator(link).first.get_attribute("href")

    person = first("/people", "#people tbody a")
    account = first("/identity/accounts", "#accounts tbody a")
    entry = first("/ledger", "#entries tbody th a")
    unit = first("/people/posts", "main a[href^='/organisation/units/']").split("?")[0]
    page.goto(city.address + "/account/personal")
    form = page.locator("form[action='/account/personal/requests']")
    form.locator("textarea").fill("Cho tôi biết ai đã xem dữ liệu của tôi")
    form.locator("button[type=submit]").click()
    page.wait_for_load_state()
    request = first("/people/data", "main a[href^='/people/data/requests/']")
    return [person, person + "/personal", person + "/permissions", account, entry, unit, unit + "/change",
            unit + "/corrections", request]


@pytest.mark.parametrize("width, dark, language", [(360, True, "en"), (1280, False, "vi")])
def test_pages_of_administration_fit_and_are_accessible(visit, axe, city, width, dark, language):
    # Some open to whoever proved within ten minutes who they are.
    city.sessions.pop("administrator", None)
    page = visit("/people", width=width, dark=dark, language=language, role="administrator")
    for path in ADMINISTRATION + pages_of_things(page, city):
        page.goto(city.address + path)
        assert page.url == city.address + path, page.url
        assert page.locator("h1").count() == 1, path
        no_raw_keys(page)
        fits(page)
        if path in CARDS:
            tables_fit(page)
        accessible(page, axe)
    assert page.problems == []
