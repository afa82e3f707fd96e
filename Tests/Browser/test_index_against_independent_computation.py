# SPDX-License-Identifier: Apache-2.0
"""The hourly index the API publishes, against a computation that shares no code with the program.

Decision 1459/QD-TCMT: NowCast over twelve hours, weights normalised by what is present, sub-index by linear
interpolation between shared edges, rounded half up.
"""
import csv
import datetime
import json
import urllib.parse
import urllib.request

from conftest import AIR

ZONE = datetime.timezone(datetime.timedelta(hours=7))
CONCENTRATION = [0, 25, 50, 80, 150, 250, 350, 500]
INDEX = [0, 50, 100, 150, 200, 300, 400, 500]


def nowcast(hours):
    """hours[0] is the newest; None where there is no value."""
    if sum(value is not None for value in hours[:3]) < 2:
        return None
    present = [value for value in hours if value is not None]
    highest = max(present)
    weight = max(min(present) / highest, 0.5) if highest > 0 else 1
    pairs = [(weight ** age, value) for age, value in enumerate(hours) if value is not None]
    return sum(w * v for w, v in pairs) / sum(w for w, _ in pairs)


def sub_index(value):
    if value >= CONCENTRATION[-1]:
        return 500.0
    for i in range(len(INDEX) - 1):
        if value <= CONCENTRATION[i + 1]:
            span = CONCENTRATION[i + 1] - CONCENTRATION[i]
            return (INDEX[i + 1] - INDEX[i]) / span * (value - CONCENTRATION[i]) + INDEX[i]
    raise AssertionError(value)


def measured():
    """Hour label to value, only rows that are valid."""
    values = {}
    with open(AIR, encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["QC Name"] == "Valid" and float(row["Raw Conc."]) >= 0:
                moment = datetime.datetime.strptime(row["Date (LT)"], "%Y-%m-%d %I:%M %p").replace(tzinfo=ZONE)
                values[moment] = float(row["Raw Conc."])
    return values


def published(city, start, end):
    address = f"{city.address}/api/environment/stations/TNI001/aqi?" + urllib.parse.urlencode(
        {"period": "hour", "from": start.isoformat(), "to": end.isoformat()})
    items = []
    while address:
        with urllib.request.urlopen(urllib.parse.urljoin(city.address, address)) as answer:
            page = json.load(answer)
        items += page["items"]
        address = page["next"]
    return items


def test_every_published_hour_of_a_week_agrees_with_an_independent_computation(city):
    values = measured()
    start = datetime.datetime(2018, 2, 22, tzinfo=ZONE)
    end = datetime.datetime(2018, 3, 1, tzinfo=ZONE)
    items = {datetime.datetime.fromisoformat(item["at"]): item for item in published(city, start, end)}
    compared = 0
    moment = start + datetime.timedelta(hours=1)
    while moment <= end:
        window = [values.get(moment - datetime.timedelta(hours=age)) for age in range(12)]
        # What was not replayed is not known to the program.
        expected = nowcast(window)
        item = items.get(moment)
        if expected is None:
            assert item is None or item["aqi"] is None, (moment, item)
        else:
            raw = sub_index(expected)
            assert item is not None and item["aqi"] is not None, (moment, raw, item)
            assert abs(item["aqi"] - raw) <= 0.5 + 1e-6, (moment, raw, item)
            assert item["dominant"] == "pm25"
            compared += 1
        moment += datetime.timedelta(hours=1)
    assert compared > 100
