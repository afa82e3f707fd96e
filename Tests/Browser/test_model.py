# SPDX-License-Identifier: Apache-2.0
"""Two procedures, written down once more from their texts, against the program: whatever officers of an office try,
in whatever order, is done or refused as the model says, and the page shows the state the model has."""
import sqlite3

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from officers import Officer, events, intake, revision, status, told

RECEPTION, APPRAISERS, LEADER, REGISTRY = "mot.cua", ("tu.phap", "kinh.te"), "lanh.dao", "van.thu"
STAFF = (RECEPTION, *APPRAISERS, LEADER, REGISTRY)
NAMES = {"Đỗ Mẫu Linh": "mot.cua", "Phan Mẫu Tuấn": "tu.phap", "Tạ Mẫu Yến": "kinh.te", "Quách Mẫu Nga": "van.thu",
         "Lê Thị Minh Châu": "lanh.dao", "Chưa giao cho ai": "", "": ""}

# step: (whose it is, action: (where it leads, what it needs)). `?` waits for the applicant and comes back to a step.
MARITAL_STATUS = {
    "appraise": (APPRAISERS, {
        "propose": ("approve", {"draft", "applicant-confirmed"}), "verify": ("verify", {"reason"}),
        "supplement": ("?receive", {"reason"}), "refuse": ("!refused", {"reason"})}),
    "verify": (APPRAISERS, {"answer": ("appraise", {"opinion"}), "silent": ("appraise", {"reason"})}),
    "approve": ((LEADER,), {"sign": ("number", {"signature"}), "return": ("appraise", {"reason"})}),
    "number": ((REGISTRY,), {"number": ("hand-over", set())}),
    "hand-over": ((RECEPTION,), {"hand-over": ("!done", {"receipt-signed", "fee-paid"})}),
    "receive": ((RECEPTION,), {
        "accept": ("appraise", {"papers-checked"}), "supplement": ("?receive", {"reason"}),
        "refuse": ("!refused", {"reason"})}),
}
HOUSEHOLD_BUSINESS = {
    "appraise": (APPRAISERS, {
        "propose": ("approve", {"draft"}), "propose-notice": ("approve-notice", {"draft", "reason"})}),
    "approve": ((LEADER,), {"sign": ("number", {"signature"}), "return": ("appraise", {"reason"})}),
    "approve-notice": ((LEADER,), {
        "sign": ("?appraise", {"signature"}), "refuse": ("!refused", {"reason", "signature"}),
        "return": ("appraise", {"reason"})}),
    "number": ((REGISTRY,), {"number": ("hand-over", set())}),
    "hand-over": ((RECEPTION,), {"hand-over": ("!done", {"receipt-signed"})}),
}
PROCEDURES = {"1.004873": MARITAL_STATUS, "1.001612": HOUSEHOLD_BUSINESS}
ACTIONS = sorted({action for steps in PROCEDURES.values() for _, actions in steps.values() for action in actions})
# Every state a dossier was found in: a test that never gets anywhere would hold too.
SEEN = set()
WORDS = {"reason", "opinion", "draft"}
TICKS = {"papers-checked", "applicant-confirmed", "receipt-signed"}


class Modelled:
    """What is known of a dossier from the texts alone."""

    def __init__(self, identity, steps, fee, holder):
        self.id, self.steps, self.fee, self.holder = identity, steps, fee, holder
        self.step, self.end, self.events = "appraise", None, 3
        self.waits = self.touched = self.processed = self.drafted = False
        self.paid = self.asked = 0

    @property
    def owes(self):
        return self.fee > self.paid

    @property
    def status(self):
        if self.end:
            return {"done": "returned", "refused": "stopped", "withdrawn": "withdrawn"}[self.end]
        if self.waits:
            return "supplement-wanted"
        if self.processed:
            return "payment-wanted" if self.owes else "processed"
        return "processing" if self.touched else "received"

    def may(self, officer, action, given, on_signing_page):
        """Whether this is done, with what was ticked and written."""
        if self.end or self.waits or officer not in self.steps[self.step][0]:
            return False
        found = self.steps[self.step][1].get(action)
        if not found or self.holder not in ("", officer):
            return False
        where, needs = found
        met = set(given)
        if on_signing_page:
            met.add("signature")
        if not self.owes:
            met.add("fee-paid")
        if self.drafted:
            met.add("draft")
        return needs <= met and not (where.startswith("?") and self.asked)

    def do(self, action, given):
        where, needs = self.steps[self.step][1][action]
        # Who gives a reason writes no draft, though the step wants one too.
        if "draft" in needs and "reason" not in needs and "draft" in given:
            self.drafted = True
        self.events += 1
        self.touched = True
        self.holder = ""
        if where.startswith("!"):
            self.end, self.step = where[1:], None
        elif where.startswith("?"):
            self.waits, self.asked, self.step = True, self.asked + 1, where[1:]
        else:
            self.step = where
            self.processed = where == "hand-over"

    def ways(self):
        """What could be done now by whom, with everything it needs."""
        if self.end or self.waits:
            return []
        officers, actions = self.steps[self.step]
        return [(self.holder or officer, action, needs) for officer in officers for action, (_, needs) in actions.items()
                if self.holder in ("", officer)]


@pytest.fixture(scope="session")
def office(city):
    return {login: Officer(city, login) for login in STAFF}


@pytest.fixture(scope="session")
def accounts(city):
    """Their identities, as the choices of the page have them."""
    with sqlite3.connect(city.database.removeprefix("sqlite:")) as kept:
        return {"": "", **dict(kept.execute("SELECT login, id FROM identity_account"))}


def holder_of(page):
    return NAMES[told(page, "Người đang giữ")]


def machine(office, accounts):
    class Desk(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.dossiers = []

        @initialize()
        def begin(self):
            # What is due with the papers is taken with them, or the business is not received.
            for code, fee, taken in (("1.004873", 8_000, False), ("1.001612", 50_000, True), ("1.004873", 0, False)):
                self.receive(code, fee, taken)

        def receive(self, code, fee, taken):
            clerk = office[RECEPTION]
            page = clerk.get(f"/dossiers/new/{code}").text
            fields = intake(page, "Nguyễn Mẫu Hà") | {"fee": str(fee)}
            if taken:
                assert clerk.send(f"/dossiers/new/{code}", fields, page).status_code == 422
                fields["fee-taken"] = "yes"
            answer = clerk.send(f"/dossiers/new/{code}", fields, page)
            assert answer.status_code == 303, answer.text[answer.text.find("error-summary"):][:800]
            identity = answer.headers["location"].rsplit("/", 1)[1]
            holder = holder_of(clerk.get(f"/dossiers/{identity}").text)
            assert holder in APPRAISERS, "somebody of those who appraise has it in hand"
            dossier = Modelled(identity, PROCEDURES[code], fee, holder)
            if taken:
                dossier.paid, dossier.events = fee, dossier.events + 1
            self.dossiers.append(dossier)

        @rule(place=st.sampled_from(range(3)), draw=st.sampled_from(range(8)))
        def go_on(self, place, draw):
            """Something that can be done: else nothing would ever come to its end."""
            if ways := self.dossiers[place].ways():
                officer, action, needs = ways[draw % len(ways)]
                self.act(self.dossiers[place], officer, action, set(needs), "signature" in needs, stale=False)

        @rule(place=st.sampled_from(range(3)), times=st.integers(2, 5))
        def go_straight_on(self, place, times):
            """As most dossiers go: what is done first at each step leads to the result."""
            for _ in range(times):
                if ways := self.dossiers[place].ways():
                    officer, action, needs = ways[0]
                    self.act(self.dossiers[place], officer, action, set(needs), "signature" in needs, stale=False)
                    self.pages_show_what_the_model_has()

        @rule(place=st.sampled_from(range(3)), officer=st.sampled_from(STAFF), action=st.sampled_from(ACTIONS),
              given=st.sets(st.sampled_from(sorted(WORDS | TICKS))), signing=st.booleans(), stale=st.booleans())
        def try_anything(self, place, officer, action, given, signing, stale):
            self.act(self.dossiers[place], officer, action, given, signing, stale)

        def act(self, dossier, officer, action, given, signing, stale):
            # Paying and proving who one is are no fields; and one field holds the words, whatever they are wanted as.
            given = given & (WORDS | TICKS) | (WORDS if given & WORDS else set())
            fields = {f"{tick}-{action}": "yes" for tick in given & TICKS}
            if given & WORDS:
                fields[f"words-{action}"] = "Đã xem xét hồ sơ"
            # What signs is for those who approve; what does not may be sent there by them as well.
            done = not stale and officer in (STAFF if not signing else (LEADER,)) and dossier.may(
                officer, action, given, signing)
            self.send(dossier, officer, "signatures" if signing else "acts", fields | {"action": action}, done, stale)
            if done:
                dossier.do(action, given)

        @rule(place=st.sampled_from(range(3)), officer=st.sampled_from(STAFF), given=st.booleans())
        def supply(self, place, officer, given):
            dossier = self.dossiers[place]
            done = dossier.waits and officer == RECEPTION and given
            self.send(dossier, officer, "supplements", {"words-supply": "Đã nộp đủ"} if given else {}, done)
            if done:
                dossier.waits, dossier.events = False, dossier.events + 1

        @rule(place=st.sampled_from(range(3)), officer=st.sampled_from(STAFF), amount=st.sampled_from(["8000", "3000", "-1", "x"]))
        def pay(self, place, officer, amount):
            dossier = self.dossiers[place]
            done = officer == RECEPTION and dossier.owes and amount.isdigit()
            self.send(dossier, officer, "payments", {"amount-pay": amount}, done)
            if done:
                dossier.paid, dossier.events = dossier.paid + int(amount), dossier.events + 1

        @rule(place=st.sampled_from(range(3)), officer=st.sampled_from(STAFF), to=st.sampled_from(["", *APPRAISERS, LEADER, RECEPTION]))
        def assign(self, place, officer, to):
            dossier = self.dossiers[place]
            holders = dossier.steps[dossier.step][0] if dossier.step else ()
            entitled = holders if to in ("", officer) else (LEADER,)
            done = not dossier.end and officer in entitled and (not to or to in holders)
            self.send(dossier, officer, "assignment", {"account": accounts[to]}, done)
            if done:
                dossier.holder, dossier.events = to, dossier.events + 1

        @rule(place=st.sampled_from(range(3)), officer=st.sampled_from((RECEPTION, RECEPTION, LEADER)), given=st.booleans(),
              rare=st.sampled_from(range(3)))
        def withdraw(self, place, officer, given, rare):
            # Seldom: what is withdrawn goes no further.
            if rare == 0:
                dossier = self.dossiers[place]
                done = officer == RECEPTION and given and not dossier.end and not dossier.processed
                self.send(dossier, officer, "withdrawal", {"words-withdraw": "Đã có giấy"} if given else {}, done)
                if done:
                    dossier.end, dossier.waits, dossier.step, dossier.holder = "withdrawn", False, None, ""
                    dossier.events += 1

        def send(self, dossier, officer, resource, fields, done, stale=False):
            who, here = office[officer], f"/dossiers/{dossier.id}"
            page = who.get(here).text
            seen = dossier.events - 1 if stale else dossier.events
            answer = who.send(f"{here}/{resource}", fields | {"revision": str(seen), "form": "x"}, page)
            what = (resource, officer, fields, vars(dossier))
            if done:
                assert answer.status_code == 303, (answer.status_code, what, answer.text[answer.text.find("error-summary"):][:600])
                assert "/sign-in" not in answer.headers["location"], what
            else:
                assert answer.status_code in (403, 409, 422), (answer.status_code, what)

        @invariant()
        def pages_show_what_the_model_has(self):
            for dossier in self.dossiers:
                page = office[LEADER].get(f"/dossiers/{dossier.id}").text
                assert status(page) == dossier.status, vars(dossier)
                SEEN.add(dossier.status)
                assert events(page) == dossier.events, vars(dossier)
                assert revision(page) in (None, dossier.events)
                assert holder_of(page) == dossier.holder, vars(dossier)

    return Desk


def test_whatever_officers_try_the_program_does_as_the_texts_say(office, accounts):
    run_state_machine_as_test(machine(office, accounts), settings=settings(
        max_examples=16, stateful_step_count=40, deadline=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck)))
    missing = {"received", "processing", "supplement-wanted", "payment-wanted", "processed", "returned", "stopped",
               "withdrawn"} - SEEN
    assert not missing, "every state was come to"
