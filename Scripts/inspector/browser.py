"""A headless Chromium, and what a person does with the inspector page in it."""
import pathlib
import re
import time

import axe_core_python
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

SECONDS = 10
VIEWS = ["overview", "calls", "outbox", "tables", "faults", "endpoints"]
AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()

# The smallest text of the page, and whether the page is wider than its window.
MEASURE = """
  const small = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility()
    && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "") && parseFloat(getComputedStyle(element).fontSize) < 12)
  return [small.map((element) => element.outerHTML.slice(0, 200)), document.documentElement.scrollWidth > innerWidth]
"""


# The name of the focused element, whether its focus is drawn, and whether it can be seen where it is.
FOCUSED = """
  const element = document.activeElement
  const {left, top, width, height} = element.getBoundingClientRect()
  const [x, y] = [left + Math.min(width, innerWidth - left) / 2, top + Math.min(height, innerHeight - top) / 2]
  const there = document.elementFromPoint(x, y)
  const label = element.labels?.[0]?.querySelector(".label") ?? element.labels?.[0]
  return [element.ariaLabel ?? (label ?? element).textContent.trim(), getComputedStyle(element).outlineStyle !== "none",
    element === document.body || element.contains(there) || there?.contains(element) === true]
"""

# The page's address, and whether the view of it is shown: the page hears of a new address some time after the key or the
# click that made it, and then moves the focus to the new view.
SHOWN = """
  const link = document.querySelector("#rail nav [aria-current]")
  return [location.hash, link !== null && location.hash.startsWith(link.hash)]
"""

# Texts that are cut off at the side, without dots that say so and nothing to scroll.
CUT = """
  return [...document.querySelectorAll("body *:not(.off, .skip)")].filter((element) => element.checkVisibility()
    && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "")
    && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === "hidden"
    && getComputedStyle(element).textOverflow !== "ellipsis").map((element) => element.outerHTML.slice(0, 200))
"""


# Texts and boxes that are wider than what they are in, which has nothing to scroll.
WIDE = """
  return [document.documentElement, ...document.querySelectorAll("main, main .stack, main .card, main .messages, main .endpoint")]
    .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1).map((element) => element.outerHTML.slice(0, 200))
"""


class Browser:
    def __enter__(self):
        options = webdriver.ChromeOptions()
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=en-GB", "--enable-precise-memory-info"]:
            options.add_argument(argument)
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(60)
        self.resize(1280)
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def resize(self, width, height=800, scheme="light", motion="no-preference"):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": motion}]})

    def open(self, server, place="#/nebeus/overview", status="Live"):
        """Loads the page anew at a place, and waits until it follows the database."""
        self.driver.get("about:blank")
        self.driver.get(f"{server.url}/_mock/{place}")
        self.wait(lambda: self.text(".status") == status, f"status {status}")

    def go(self, place):
        """Follows a link within the page, without a reload. The page has heard of it when this returns."""
        self.driver.execute_async_script("""
          const [place, done] = arguments
          if (location.hash === place) return done()
          addEventListener("hashchange", () => done(), {once: true})
          location.hash = place
        """, place)

    def at(self, place):
        """Waits until the page's address is that place, and its view the one shown."""
        self.wait(lambda: self.run(SHOWN) == [place, True], f"the page at {place}")

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def count(self, selector):
        return self.run("return document.querySelectorAll(arguments[0]).length", selector)

    def wait(self, condition, what, seconds=SECONDS):
        """What the condition gives, once it is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"{what}: not within {seconds} s")

    def sees(self, text, within="main", seconds=SECONDS):
        self.wait(lambda: text in self.text(within), f"{text!r} in {within}", seconds)

    def click(self, label, within="body"):
        """Clicks the button or link of that name."""
        script = """
          return [...document.querySelector(arguments[1])?.querySelectorAll("button, a, summary") ?? []]
            .find((element) => element.checkVisibility() && (element.textContent.trim() === arguments[0] || element.ariaLabel === arguments[0]))
        """
        self.wait(lambda: self.run(script, label, within), f"a button {label!r} in {within}").click()

    def sure(self, label, within="body"):
        """Clicks a button that asks once more."""
        self.click(label, within)
        self.click("Sure?", within)

    def type(self, selector, text):
        self.wait(lambda: self.count(selector), selector)
        self.run("""
          const input = document.querySelector(arguments[0])
          input.value = arguments[1]
          input.dispatchEvent(new Event("input", {bubbles: true}))
        """, selector, text)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def tab_to(self, label):
        """Presses the tab key until the focus is at the control of that name; every stop on the way has to be seen."""
        for _ in range(150):
            self.press(Keys.TAB)
            name, is_drawn, is_seen = self.run(FOCUSED)
            assert is_drawn and is_seen or self.run("return document.activeElement === document.body"), f"the focus at {name!r} can't be seen"
            # A count or an explanation may follow the name.
            if re.match(re.escape(label) + "($|[0-9A-Z])", name):
                return
        raise AssertionError(f"the tab key does not come to {label!r}")

    def follow(self, label, place):
        """Follows a link with the keyboard, and waits until its place is shown."""
        self.tab_to(label)
        self.press(Keys.ENTER)
        self.at(place)

    def choose(self, selector, value):
        self.run("""
          const element = document.querySelector(arguments[0])
          element.value = arguments[1]
          element.dispatchEvent(new Event("change", {bubbles: true}))
        """, selector, value)

    def check_accessibility(self, where):
        self.run(AXE)
        result = self.driver.execute_async_script("""
          const done = arguments[0]
          axe.run({resultTypes: ["violations"]}).then((result) => done(result.violations.map((one) => [one.id, one.help, one.nodes.map((node) => node.html)])), (error) => done([["axe", String(error), []]]))
        """)
        assert not result, f"axe in {where}: {result}"
        small, is_wide = self.run(MEASURE)
        assert not small, f"text below 12 px in {where}: {small}"
        assert not is_wide, f"{where} is wider than its window"

    def check_log(self):
        """No script failed, and the page's policy stopped nothing."""
        severe = [line["message"] for line in self.driver.get_log("browser") if line["level"] == "SEVERE" and "status of 4" not in line["message"] and "net::ERR" not in line["message"]]
        assert not severe, severe
