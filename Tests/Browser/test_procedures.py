# SPDX-License-Identifier: Apache-2.0
"""A procedure is found, read and, where its record is unclear, settled by a person."""
from test_pages import accessible, fits, no_raw_keys


def test_a_parent_finds_the_registration_of_a_birth_without_script(visit):
    page = visit("/procedures", width=360, script=False)
    page.fill("input[name=q]", "khai sinh em be")
    page.click("main .filter-bar button[type=submit]")
    page.click("main a[href='/procedures/1.001193']")
    assert "khai sinh" in page.locator("h1").inner_text().lower()
    assert page.locator("table#channels tbody tr").count() == 3
    fits(page)


def test_an_administrator_settles_a_time_and_everybody_reads_why(visit, axe):
    page = visit("/procedures/conflicts/1.001193-1-unit-missing-0", role="administrator")
    no_raw_keys(page)
    accessible(page, axe)
    code = page.locator(".page-head .lead a").inner_text()
    page.fill("input[name=count]", "1")
    page.select_option("select[name=unit]", "working_day")
    page.fill("textarea[name=reason]", "Theo quyết định công bố của Bộ Tư pháp")
    page.click("main form[method=post] button[type=submit]")
    assert page.url.endswith("/procedures/conflicts")

    page = visit(f"/procedures/{code}", language="en")
    assert "1 working day" in page.locator("table#channels").inner_text()
    assert "Theo quyết định công bố của Bộ Tư pháp" in page.locator("table#channels").inner_text()
    accessible(page, axe)
