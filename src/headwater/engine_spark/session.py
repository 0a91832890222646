"""The session with a Spark master; pyspark is opened here, and only when asked for."""

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from headwater.errors import HeadwaterError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA = 17
TEXTS = 1024  # whose words travel together


@contextmanager
def session(master: str) -> Iterator["SparkSession"]:
    """A session with a master, or within this process (`local[2]`)."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # none is used
        spark = _opened(master)
        try:
            spark.sparkContext.setLogLevel("ERROR")
            yield spark
        finally:
            spark.stop()


def _opened(master: str) -> "SparkSession":
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("--engine spark needs pyspark: pip install 'headwater[spark]'.") from error
    need_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("headwater reuse")
    if re.match(r"local|spark://(localhost|127\.|\[::1\])", master):  # nobody else is to reach it
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false")
    try:
        return (
            builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", TEXTS)
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
    except Py4JError as error:
        raise HeadwaterError(f"No Spark session with {master}; is its master running?") from error


def need_java() -> None:
    """Refuse where there is no Java, or one too old."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr if java else ""  # noqa: S603
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) < JAVA:
        there = f"JAVA_HOME or PATH has Java {version[1]}" if version else "none was found by JAVA_HOME or on the PATH"
        raise UsageError(f"--engine spark needs Java {JAVA} or newer, and {there}: install openjdk-17-jre-headless.")
