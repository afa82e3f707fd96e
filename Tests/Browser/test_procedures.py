# SPDX-License-Identifier: Apache-2.0
"""A procedure is found, read and, where its record is unclear, settled by a person; files of others are taken in; days off are written down."""
import pytest

from conftest import City
from test_pages import accessible, fits, no_raw_keys


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A city of its own: what is settled here is settled for nobody else's tests."""
    city = City(tmp_path_factory.mktemp("procedures")).start()
    yield city
    city.stop()


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


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_of_the_catalogue_fit_and_are_accessible(visit, axe, width, language):
    for path in ["/procedures", "/procedures?q=khai+sinh", "/procedures/1.004194", "/procedures/1.004194/versions/1",
                 "/procedures/1.004194/versions/1/changes", "/procedures/imports", "/procedures/levels", "/procedures/office-hours", "/organisation/working-days",
                 "/organisation/working-days?year=2027"]:
        page = visit(path, width=width, language=language, role="administrator")
        no_raw_keys(page)
        fits(page)
        accessible(page, axe)
        assert page.problems == []


def test_a_list_of_the_portal_is_looked_at_and_taken_in(visit, axe, tmp_path):
    table = tmp_path / "danh-sach.csv"
    table.write_text("Mã số,Tên,Cơ quan ban hành,Cơ quan thực hiện,Lĩnh vực\n"
                     "9.000001,Thủ tục của danh sách,Bộ A,Sở B,Hộ tịch\n1.004194,Tên khác,Bộ A,Sở B,Hộ tịch\n"
                     "sai,Dòng sai,Bộ A,Sở B,Hộ tịch\n", encoding="utf-8")
    page = visit("/procedures/imports", width=360, role="administrator", script=False)
    page.set_input_files("input[type=file]", str(table))
    page.fill("input[name=source]", "dichvucong.gov.vn, 09/06/2026")
    page.click("main form[enctype] button[type=submit]")
    assert "Mã số" in page.locator("#refused").inner_text() and "sai" in page.locator("#refused").inner_text()
    fits(page)
    page.click("main form[action$=confirmation] button")
    page.wait_for_load_state()

    page = visit("/procedures/9.000001", language="en")
    assert "Only a list names this procedure" in page.locator("main").inner_text()
    accessible(page, axe)
    page = visit("/procedures/1.004194")
    assert "Tên khác" not in page.locator("h1").inner_text()


def test_a_holiday_is_written_down_with_its_decision(visit, axe):
    page = visit("/organisation/working-days?year=2027", role="administrator")
    page.fill("input[name=day]", "2027-01-01")
    page.select_option("select[name=kind]", "rest")
    page.fill("input[name=name]", "Tết Dương lịch")
    page.fill("input[name=source]", "Bộ luật Lao động 2019, điều 112")
    page.fill("textarea[name=reason]", "Lịch nghỉ năm 2027")
    page.click("main form[action$=working-days] button")
    page.wait_for_load_state()
    assert "Tết Dương lịch" in page.locator("table#days").inner_text()
    assert "Lịch nghỉ năm 2027" in page.locator("table#announced").inner_text()
    accessible(page, axe)
    page.fill("input[name=year-source]", "Thông báo của Bộ Nội vụ")
    page.click("main form[action$=years] button")
    page.wait_for_load_state()
    assert "mới có 1 ngày nghỉ" in page.locator("main").inner_text()
    accessible(page, axe)
