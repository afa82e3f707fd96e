# SPDX-License-Identifier: Apache-2.0
"""What the design system promises of itself, and what script adds to pages."""
import re

import pytest


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_chosen_at_once_and_kept(visit, theme):
    page = visit("/design", dark=theme == "light")
    page.click(f"a[data-theme-choice={theme}]")
    page.wait_for_function("theme => document.documentElement.dataset.theme === theme", arg=theme)
    page.wait_for_load_state("networkidle")
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == theme
    assert page.problems == []


def test_themes_differ_side_by_side(visit):
    page = visit("/design")
    grounds = page.eval_on_selector_all(".theme-sample", "all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert len(set(grounds)) == 3, grounds


def test_targets_are_large_enough(visit):
    page = visit("/design", width=360)
    small = page.eval_on_selector_all(
        "main :is(.button, .switch a, .site-navigation a, .choice, .tabs a, select, input:not([type=checkbox],[type=radio])), .menu-button",
        "all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML.slice(0, 90))")
    assert small == []


def test_the_menu_of_a_small_screen_opens_without_script(visit):
    page = visit("/design", width=360, script=False)
    assert not page.locator("#site-menu").is_visible()
    page.click(".menu-button")
    assert page.locator("#site-menu").is_visible()


def test_charts_and_maps_stand_beside_their_tables_and_lists(visit):
    page = visit("/design")
    page.wait_for_selector("#sample-line canvas")
    page.wait_for_selector("#sample-map .map-mark")
    assert page.locator("#sample-map .map-mark").count() == page.locator("#sample-map .place").count()
    assert page.locator("#sample-line table tbody tr").count() == 24
    assert page.problems == []


def test_without_script_tables_and_lists_say_the_same(visit):
    page = visit("/design", script=False)
    assert page.locator("#sample-line table").is_visible()
    assert page.locator("#sample-map .place").first.is_visible()
    assert not page.locator("#sample-map .map").is_visible()


def test_nothing_is_loaded_from_elsewhere(visit, city):
    page = visit("/design")
    page.wait_for_load_state("networkidle")
    foreign = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in foreign if not name.startswith(city.address) and not re.match("data:", name)] == []
