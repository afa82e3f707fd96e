# SPDX-License-Identifier: Apache-2.0
"""What people come for, step by step."""
import re
import sqlite3
import threading

from conftest import fill_in_code, fill_in_sign_in, sign_in


def test_a_visitor_walks_from_the_citys_air_to_the_line_of_the_file(visit):
    page = visit("/environment", width=360)
    page.click("a[href='/environment/stations/TNI001']")
    page.wait_for_load_state()
    records = page.locator("a[href*='/observations']").first
    records.click()
    page.wait_for_load_state()
    page.locator("main table a[href*='/environment/files/']").first.click()
    page.wait_for_load_state()
    assert re.search(r"/environment/files/\d+", page.url)
    assert "PM2,5" in page.inner_text("main") or "PM2.5" in page.inner_text("main")


def test_the_map_and_tiles_move_while_one_watches(visit, city):
    page = visit("/operations", role="operator")
    before = page.inner_text("main")
    replay = threading.Thread(target=lambda: city.replay("TNI001", "--clock", city.clock, "--to", "2018-03-01T06:00:00+07:00"))
    replay.start()
    page.wait_for_function(
        "before => document.querySelector('main').innerText !== before && !document.hidden", arg=before, timeout=60000)
    replay.join()
    assert page.problems == []


def test_somebody_without_a_session_is_asked_to_sign_in_and_comes_back(visit, city):
    page = visit("/operations")
    assert "/sign-in" in page.url
    fill_in_sign_in(page, city, "operator")
    assert page.url == city.address + "/operations"


def test_the_keyboard_alone_reaches_the_main_content(visit):
    page = visit("/environment")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") != ""


def test_the_language_is_switched_and_kept(visit):
    page = visit("/environment")
    assert page.locator("html").get_attribute("lang") == "vi"
    page.locator("header").get_by_text("English").first.click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto(page.url.split("?")[0])
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_form_sent_after_the_session_ended_is_filled_in_again_for_the_same_person(visit, city):
    page = visit("/environment/stations/new", role="environment-officer")
    page.fill("input[name=name]", "Trạm Hoà Thành 🌳")
    page.fill("input[name=latitude]", "11,29")
    page.context.clear_cookies(name="session")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    assert "/sign-in" in page.url
    assert "chưa được lưu" in page.inner_text("main")

    fill_in_sign_in(page, city, "environment-officer")

    assert page.url == city.address + "/environment/stations/new"
    page.wait_for_selector("main .notice-information")
    assert page.input_value("input[name=name]") == "Trạm Hoà Thành 🌳"
    assert page.input_value("input[name=latitude]") == "11,29"
    page.reload()
    assert page.input_value("input[name=latitude]") == ""


def test_a_form_sent_after_the_session_ended_is_not_shown_to_somebody_else(visit, city):
    page = visit("/environment/stations/new", role="environment-officer")
    page.fill("input[name=name]", "của người trước")
    page.context.clear_cookies(name="session")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()

    fill_in_sign_in(page, city, "administrator")

    assert "của người trước" not in page.content()
    assert page.evaluate("sessionStorage.getItem('kept-form')") is None


def test_a_grave_act_asks_for_a_proof_and_the_form_is_filled_in_again(visit, city):
    page = visit("/sign-in", width=360)
    sign_in(page, city, "administrator")
    page.goto(city.address + "/organisation/units/new")
    page.fill("input[name=name]", "Phường Hoà Thành 🌳")
    page.fill("input[name=code]", "99901")
    with sqlite3.connect(city.folder / "vamco.sqlite", timeout=20) as link:
        link.execute("UPDATE identity_session SET proved_at = 0 WHERE id = (SELECT max(id) FROM identity_session)")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    assert "/account/confirmation" in page.url
    assert "chưa được lưu" in page.inner_text("main")

    fill_in_code(page)

    assert page.url == city.address + "/organisation/units/new"
    page.wait_for_selector("form .notice-information, main .notice-information")
    assert page.input_value("input[name=name]") == "Phường Hoà Thành 🌳"
    assert page.input_value("input[name=code]") == "99901"
    assert page.problems == []


def test_a_list_follows_its_filters_without_loading_the_page_anew(visit, city):
    page = visit("/identity/accounts", role="administrator")
    page.evaluate("window.stayed = true")
    everybody = page.locator("#accounts tbody tr").count()
    assert everybody > 1
    page.locator("input[name=search]").press_sequentially("phuc", delay=20)
    page.wait_for_function("() => document.querySelectorAll('#accounts tbody tr').length === 1")
    assert page.evaluate("window.stayed") is True
    assert page.evaluate("document.activeElement.name") == "search"
    assert page.input_value("input[name=search]") == "phuc"
    assert "search=phuc" in page.url
    assert page.locator(".filter-clear").count() == 1
    page.go_back()
    page.wait_for_function("all => document.querySelectorAll('#accounts tbody tr').length === all", arg=everybody)
    assert page.problems == []


def test_a_list_that_follows_its_filters_leads_to_sign_in_when_the_session_is_over(visit, city):
    page = visit("/environment/files", role="environment-officer")
    page.wait_for_function("() => window.htmx")
    page.context.clear_cookies(name="session")
    page.select_option("select[name=state]", "taken")
    page.wait_for_url("**/sign-in?return=**")
    assert "state" in page.url


def test_a_list_is_narrowed_without_script_too(visit):
    page = visit("/design", script=False)
    assert page.locator("form.filter-bar button[type=submit]").count() == 1


def test_administrators_begin_with_what_needs_looking_at_and_take_in_a_table_of_units(visit, city, tmp_path):
    page = visit("/administration", role="administrator")
    # The navigation has one entry for all of it, marked also on the pages below.
    assert page.locator(".site-navigation a[href='/administration'][aria-current=page]").count() == 1
    assert page.locator(".site-navigation a[href='/identity/accounts']").count() == 0
    assert page.locator("#administration-concerns .queue-row").count() > 0
    page.click(".part-title a[href='/organisation/imports']")
    assert page.locator(".site-navigation a[href='/administration'][aria-current=true]").count() == 1

    table = tmp_path / "units.csv"
    table.write_text("code,parent,kind,name,name_en,valid_from,valid_to,scheme,act\n"
                     "25459-TDP1,vn-gso:25459,office,Tổ dân phố mẫu 1,Sample group 1,2026-01-01,,vamco,QĐ mẫu\n"
                     "25459-TDP2,vn-gso:99999,office,Tổ dân phố mẫu 2,Sample group 2,2026-01-01,,vamco,QĐ mẫu\n")
    page.set_input_files("input[name=file]", table)
    page.click("form[action='/organisation/imports'] button[type=submit]")
    page.wait_for_load_state()
    # Nothing holds yet: one row would be taken in, the other one is refused with its reason.
    assert page.locator("#refused tbody tr").count() == 1 and "25459-TDP2" in page.inner_text("#refused")
    assert page.locator("#taken tbody tr").count() == 1 and "25459-TDP1" in page.inner_text("#taken")
    draft = page.url
    page.goto(city.address + "/administration")
    assert page.locator("#administration-concerns a[href='/organisation/imports']").count() == 1

    page.goto(draft)
    page.click("form[action$='/confirmation'] button[type=submit]")
    page.wait_for_load_state()
    page.goto(city.address + "/organisation/search?q=Tổ dân phố mẫu 1")
    assert "Tổ dân phố mẫu 1" in page.inner_text("main")
    page.goto(city.address + "/administration")
    assert page.locator("#administration-concerns a[href='/organisation/imports']").count() == 0
    assert page.problems == []
