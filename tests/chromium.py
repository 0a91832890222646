"""A headless Chromium, and what the tests ask of it."""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

import pytest

PATIENCE = 20.0  # seconds until something must have come


def browser(*options: str) -> Any:
    """A headless Chromium; skips where there is none, except on the project's own machines, where that is a failure."""
    chromium = [path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path]
    driver = shutil.which("chromedriver")
    if not (chromium and driver and find_spec("selenium")):
        reason = "needs chromium and chromedriver on the PATH, and selenium"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    from selenium import webdriver  # noqa: PLC0415  (only where it is installed)

    chosen = webdriver.ChromeOptions()
    chosen.binary_location = chromium[0]
    for option in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", *options):
        chosen.add_argument(option)
    chosen.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=chosen, service=webdriver.ChromeService(driver))


def screen(browser: Any, width: int, height: int) -> None:
    """A screen of so many points."""
    sizes = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", sizes)


def press(browser: Any, *keys: str) -> None:
    """Keys, one after the other, wherever the focus is."""
    from selenium.webdriver.common.action_chains import ActionChains  # noqa: PLC0415  (only where it is installed)

    ActionChains(browser).send_keys(*keys).perform()


def console(browser: Any) -> list[str]:
    """What stands in the console since it was asked last."""
    return [entry["message"] for entry in browser.get_log("browser")]


def until(told: Callable[[], Any]) -> Any:
    """What comes, once it comes; between two pages there may be nothing to ask."""
    from selenium.common.exceptions import WebDriverException  # noqa: PLC0415  (only where it is installed)

    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        with suppress(WebDriverException):
            if found := told():
                return found
        time.sleep(0.05)
    return pytest.fail("it never came")
