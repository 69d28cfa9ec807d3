"""The report in a real browser: it opens, filters, is walked by keyboard, is legible, and asks nobody for anything.

Needs a Chromium of the system (Debian: apt-get install chromium) and the extra ``browser``; no browser is downloaded.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from boundcheck.audit import Settings
from boundcheck.folder import load
from boundcheck.folder_audit import audit_folder
from boundcheck.report import html_step
from boundcheck.report.data import dump, report
from boundcheck.report.html import html, index
from boundcheck.report.looks import anchor
from tests.papers import EXAMPLE
from tests.report.hostile import many, spoiled

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install 'boundcheck[browser]'")
axe_core = pytest.importorskip("axe_playwright_python.base", reason="no axe: pip install 'boundcheck[browser]'")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no browser: apt-get install chromium"),
]
REAL = Path(__file__).parents[2] / "reports" / "murray_tanner_2021.json"
QUICK = Settings(effort="quick")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FIRST = "lemma_1.with_square"
CONTRASTS = """([words, grounds]) => {
  const part = (x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  const light = (name) => {
    document.body.style.setProperty("color", `var(--${name})`);
    const [r, g, b] = getComputedStyle(document.body).color.match(/[0-9.]+/g).map((x) => part(Number(x) / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = {};
  for (const word of words) for (const ground of grounds) {
    const [high, low] = [light(word), light(ground)].sort((a, b) => b - a);
    found[`${word} on ${ground}`] = (high + 0.05) / (low + 0.05);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser():
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as tool:
        with_browser = tool.chromium.launch(executable_path=CHROMIUM, args=root)
        yield with_browser
        with_browser.close()


@pytest.fixture(scope="module")
def data():
    found = audit_folder(load(EXAMPLE), QUICK)
    return json.loads(dump(report(found.folder.paper, found.steps, found.conclusions, QUICK, {})))


@pytest.fixture(scope="module")
def place(data, tmp_path_factory):
    """The pages in a folder."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "report.html").write_text(html(data))
    (folder / "index.html").write_text(index([data]))
    (folder / "hostile.html").write_text(html(spoiled(data)))
    (folder / "hostile_index.html").write_text(index([spoiled(data)]))
    (folder / "blank.html").write_text("<!doctype html><title>blank</title>")
    (folder / "many.html").write_text(html(many(data, 500)))
    return folder


class Visit:
    """A page, and everything it said or asked for while it was open."""

    def __init__(self, browser, file, *, fragment="", size=DESKTOP, **context):
        self.context = browser.new_context(viewport=size, reduced_motion="reduce", **context)
        self.page = self.context.new_page()
        self.said, self.asked = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = file.as_uri()
        self.page.goto(self.address + fragment)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.context.close()
        if kind is None:
            assert [] == self.said
            assert {self.address} == {url.partition("#")[0] for url in self.asked}

    def seen(self):
        """Labels of the steps that are shown."""
        return self.page.eval_on_selector_all(".step:not([hidden]) h4 a", "all => all.map(one => one.textContent)")

    def focused(self):
        return self.page.evaluate("document.activeElement.id")

    def box(self, selector):
        found = self.page.locator(selector).first.bounding_box()
        assert found, selector
        return found


@pytest.fixture
def visit(browser, place):
    return lambda name="report.html", **how: Visit(browser, place / name, **how)


def test_it_opens_and_the_first_screen_has_the_paper_the_theorems_and_the_counts(visit):
    with visit() as at:
        assert "Audit of A bound on c" == at.page.title()
        assert at.box("h1")["y"] < 200
        for text in ("Lemma 2 stands after repairs", "Lemma 1 stands as printed", "Remark 3 is open"):
            found = at.page.locator(".theorems li", has_text=text).bounding_box()
            assert found["y"] + found["height"] < DESKTOP["height"]
        assert at.box(".counts")["y"] < at.box(".theorems")["y"] < at.box(".graph .bc-fig")["y"] < at.box(".step")["y"]


def test_filters_show_only_what_they_say(visit, data):
    with visit() as at:
        assert len(data["steps"]) == len(at.seen())
        at.page.click("[data-show=repaired]")
        assert [FIRST] == at.seen()
        assert "1 line" == at.page.inner_text("#found")
        assert "true" == at.page.get_attribute("[data-show=repaired]", "aria-pressed")
        at.page.click("[data-show='']")
        at.page.fill("#search", "quartic remark")
        assert ["lemma_2.quartic"] == at.seen() or len(at.seen()) < len(data["steps"])
        at.page.fill("#search", "nothing has these words")
        assert [] == at.seen()
        assert at.page.is_visible("#nothing")
        at.page.keyboard.press("Escape")
        assert len(data["steps"]) == len(at.seen())


def test_it_is_walked_by_keyboard(visit):
    with visit() as at:
        labels = at.seen()
        for key, expected in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
            at.page.keyboard.press(key)
            assert anchor(labels[expected]) == at.focused()
        step = at.page.locator(f"[id='{anchor(labels[1])}']")
        assert not step.locator(".more").is_visible()
        at.page.keyboard.press("Enter")
        assert step.locator(".more").is_visible()
        assert "true" == step.locator(".fold").get_attribute("aria-expanded")
        at.page.keyboard.press("Enter")
        assert not step.locator(".more").is_visible()
        at.page.keyboard.press("/")
        assert "search" == at.focused()
        at.page.keyboard.type("jk?")
        assert "jk?" == at.page.input_value("#search")
        at.page.keyboard.press("Escape")
        at.page.keyboard.press("?")
        assert at.page.is_visible("#help")
        at.page.keyboard.press("Escape")
        assert not at.page.is_visible("#help")


def test_a_deep_link_opens_its_step(visit):
    with visit(fragment=f"#{anchor(FIRST)}") as at:
        assert at.page.locator(f"[id='{anchor(FIRST)}'] .more").is_visible()
        assert anchor(FIRST) == at.focused()
        assert 0 <= at.box(f"[id='{anchor(FIRST)}'] h4")["y"] < DESKTOP["height"] / 2
        at.page.click("[data-show=open]")
        at.page.evaluate("location.hash = ''")
        at.page.evaluate(f"location.hash = '#{anchor(FIRST)}'")
        at.page.wait_for_function("!document.querySelector('.step[hidden]')")


def test_the_graph_is_walked_and_leads_to_the_steps(visit):
    with visit() as at:
        first = at.page.locator(".wide .node").first
        first.focus()
        at.page.keyboard.press("ArrowRight")
        words = at.page.inner_text("#caption")
        assert words == at.page.evaluate("document.activeElement.querySelector('title').textContent")
        assert at.page.locator(".wide svg.looking").count() == 1
        assert at.page.locator(".wide .node[tabindex='0']").count() == 1
        target = at.page.locator(f".wide .node[href='#{anchor(FIRST)}']")
        target.focus()
        assert at.page.locator(".wide .thread.on").count() > 0
        at.page.keyboard.press("Enter")
        at.page.locator(f"[id='{anchor(FIRST)}'] .more").wait_for(state="visible")


def test_the_theme_follows_the_system_until_it_is_chosen(visit):
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    with visit(color_scheme="light") as light, visit(color_scheme="dark") as dark:
        colours = [light.page.evaluate(paper), dark.page.evaluate(paper)]
        assert colours[0] != colours[1]
        light.page.click("#theme")
        light.page.click("#theme")
        assert "Theme: dark" == light.page.inner_text("#theme")
        assert colours[1] == light.page.evaluate(paper)
        light.page.reload()
        assert colours[1] == light.page.evaluate(paper)


@pytest.mark.parametrize(
    ("name", "scheme", "size"),
    [
        ("report.html", "light", DESKTOP),
        ("report.html", "dark", PHONE),
        ("index.html", "dark", DESKTOP),
        pytest.param("report.html", "dark", DESKTOP, marks=pytest.mark.slow),
        pytest.param("report.html", "light", PHONE, marks=pytest.mark.slow),
        pytest.param("index.html", "light", PHONE, marks=pytest.mark.slow),
    ],
)
def test_contrast_labels_and_roles_are_in_order(visit, name, scheme, size):
    """All of axe's rules, everything unfolded."""
    script = Path(axe_core.__file__).with_name("axe.min.js").read_text()
    with visit(name, color_scheme=scheme, size=size, bypass_csp=True) as at:
        at.page.evaluate("for (const one of document.querySelectorAll('.fold')) one.click()")
        at.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        at.page.evaluate(script)
        found = at.page.evaluate("axe.run()")
        wrong = [
            (rule["id"], node["target"], node["html"][:120]) for rule in found["violations"] for node in rule["nodes"]
        ]

        assert [] == wrong[:10]
        assert {"color-contrast", "link-name", "button-name"} <= {rule["id"] for rule in found["passes"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_words_can_be_read_on_every_ground(visit, scheme):
    """Contrast of at least 4.5, the words' colours against the page, its shaded parts and the marks of a difference."""
    words = ("ink", "faint", "link", "sound", "repaired", "falls", "open", "cited")
    with visit(color_scheme=scheme) as at:
        found = at.page.evaluate(CONTRASTS, [words, ("paper", "shade")]) | at.page.evaluate(
            CONTRASTS, [("ink",), ("was", "now")]
        )

    assert len(words) * 2 + 2 == len(found)
    assert {} == {pair: contrast for pair, contrast in found.items() if contrast < 4.5}


@pytest.mark.parametrize("name", ["hostile.html", "hostile_index.html"])
@pytest.mark.parametrize("scripts", [True, False], ids=["with_scripts", "without"])
def test_hostile_texts_run_nothing(visit, name, scripts):
    """Nothing runs; nor does the policy have to stop anything, which the console would say."""
    with visit(name, java_script_enabled=scripts) as at:
        assert 0 == at.page.locator("body img, body script, body iframe").count()
        if scripts:
            at.page.evaluate("for (const one of document.querySelectorAll('.fold')) one.click()")
            assert "undefined" == at.page.evaluate("typeof window.hacked")
            assert at.page.evaluate("document.body.textContent.includes('window.hacked')")


def test_what_the_policy_forbids_does_not_run(visit):
    at = visit()
    at.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')")
    at.page.evaluate(
        "const s = document.createElement('script'); s.text = 'window.hacked = 1'; document.body.append(s)"
    )
    at.page.wait_for_timeout(100)

    assert "undefined" == at.page.evaluate("typeof window.hacked")
    assert any("Content Security Policy" in text for text in at.said)
    at.context.close()


def test_without_scripts_everything_is_unfolded(visit, data):
    with visit(java_script_enabled=False) as at:
        assert len(data["steps"]) == at.page.locator(".step .more").count()
        assert at.page.locator(".step .more").first.is_visible()
        assert at.page.locator(".theorems details p").first.is_visible()
        assert not at.page.locator("#filters").is_visible()
        assert not at.page.locator("button").first.is_visible()


def test_in_print_everything_is_there_but_the_buttons(visit):
    with visit() as at:
        at.page.emulate_media(media="print")
        assert at.page.locator(".step .more").first.is_visible()
        assert not at.page.locator("#filters").is_visible()
        assert not at.page.locator("#theme").is_visible()


@pytest.mark.parametrize("name", ["report.html", "index.html"])
def test_on_a_phone_nothing_is_wider_than_the_window(visit, name):
    with visit(name, size=PHONE) as at:
        at.page.evaluate("for (const one of document.querySelectorAll('.fold')) one.click()")
        at.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert at.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
        if name == "report.html":
            assert at.page.is_visible(".graph .narrow")
            assert not at.page.is_visible(".graph .wide")
            small = at.page.eval_on_selector_all(
                ".narrow .touch", "all => all.map(one => one.getBoundingClientRect().width).filter(size => size < 23)"
            )
            assert [] == small


def test_key_regions_look_the_same_on_every_visit_and_other_in_the_dark(visit):
    regions = (".paper", ".wide svg", ".step")

    def pictures(scheme):
        with visit(color_scheme=scheme) as at:
            return [at.page.locator(region).first.screenshot() for region in regions]

    first = pictures("light")
    assert first == pictures("light")
    assert all(light != dark for light, dark in zip(first, pictures("dark"), strict=True))


def test_formulas_of_the_committed_report_are_rendered(browser, tmp_path, monkeypatch):
    """Every line of the real paper: a box of some size, letters and no macro."""
    monkeypatch.setattr(html_step, "counterexamples", lambda *_: ())  # here only the lines are looked at
    page = tmp_path / "page.html"
    page.write_text(html(json.loads(REAL.read_text())))
    with Visit(browser, page) as at:
        at.page.evaluate("for (const one of document.querySelectorAll('.fold')) one.click()")
        assert 0 == at.page.locator("code.tex").count()
        formulas = at.page.eval_on_selector_all(
            "math",
            "all => all.map(one => ({text: one.textContent, size: one.getBoundingClientRect()}))"
            ".map(({text, size}) => [text, size.width, size.height])",
        )
        assert len(formulas) > 200
        assert [] == [text for text, width, height in formulas if "\\" in text or width < 4 or height < 4]
        raised = at.page.evaluate(
            "(() => {const m = document.querySelector('msup'); const [a, b] = m.children;"
            "return a.getBoundingClientRect().top >= b.getBoundingClientRect().top - 1})()"
        )
        assert raised


def loading(browser, page):
    """Processor seconds of the pages' processes until the page is loaded, the best of three."""
    session = browser.new_browser_cdp_session()

    def spent():
        found = session.send("SystemInfo.getProcessInfo")["processInfo"]
        return sum(one["cpuTime"] for one in found if one["type"] == "renderer")

    times = []
    for _ in range(3):
        with Visit(browser, page.with_name("blank.html")) as at:
            before = spent()
            at.page.goto(page.as_uri())
            times.append(spent() - before)
            at.asked = [at.address]
    return min(times)


def test_a_report_of_500_steps_loads_within_a_second(browser, place):
    page = place / "many.html"

    assert page.stat().st_size < 3_000_000
    assert loading(browser, page) < 1


@pytest.mark.slow
def test_a_report_of_500_real_steps_loads_within_a_second(browser, tmp_path):
    (tmp_path / "blank.html").write_text("<!doctype html><title>blank</title>")
    page = tmp_path / "many.html"
    page.write_text(html(many(json.loads(REAL.read_text()), 500)))

    assert page.stat().st_size < 3_000_000
    assert loading(browser, page) < 1
