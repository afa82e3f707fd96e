# SPDX-License-Identifier: Apache-2.0
"""Every page a visitor or an officer meets, in both languages, light and dark, narrow and wide."""
import json
import re

import pytest

PUBLIC = ["/", "/procedures", "/procedures/1.004194", "/procedures/1.001193", "/environment", "/environment/stations/TNI001",
          "/environment/alarms", "/sign-in", "/design",
          "/environment/stations/TNI001/observations?parameter=pm25"]
ADMINISTRATION = ["/procedures/conflicts", "/people", "/people/data", "/organisation/plans", "/ledger", "/identity/accounts", "/account/personal"]
STAFF = ["/operations", "/operations/wall", "/environment/quarantine", "/environment/files", "/account"]


def no_raw_keys(page):
    text = page.inner_text("body")
    assert not re.search(r"\[[a-z-]+(\.[a-z0-9-]+)+\]", text), re.findall(r"\[[a-z-]+(?:\.[a-z0-9-]+)+\]", text)[:5]


def fits(page):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide}px"


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


@pytest.mark.parametrize("width, dark, language", [(360, True, "en"), (1280, False, "vi")])
def test_pages_of_administration_fit_and_are_accessible(visit, axe, width, dark, language):
    page = visit("/people", width=width, dark=dark, language=language, role="administrator")
    person = page.locator("#people tbody a").first.get_attribute("href")
    for path in ADMINISTRATION + [person, person + "/personal"]:
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
        no_raw_keys(page)
        fits(page)
        accessible(page, axe)
    assert page.problems == []
