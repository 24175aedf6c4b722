"""Where the command line writes: files whole or not at all, streams kept apart, and what signals and pipes do to it."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests import fake_judges

from hoscheck import assess, cli
from hoscheck.cli.console import Progress, look
from hoscheck.model import Look
from hoscheck.rulebook import find

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and modes are POSIX")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(assess, "assess", fake_judges.for_cli)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "HOSCHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    Path("form.txt").write_text("error", encoding="utf-8")


@pytest.fixture
def form() -> str:
    """A form of 72 rows that the real readers read, and its name, which is hard on encodings."""
    rows = [f"{each.number}\t{' '.join(each.text.split())}\tYes\t\t" for each in find("2024").requirements]
    heading = "Code provision\tCode requirement\tComply: Yes / No\tEvidence\tCommentary / explanation"
    name = "Tŷ – ✓.txt"
    Path(name).write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return name


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def hoscheck(*arguments: str, **extra: object) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "hoscheck", *arguments]
    return subprocess.run(command, **({"capture_output": True, "timeout": 60} | extra))  # type: ignore[call-overload,no-any-return]


# ── files ────────────────────────────────────────────────────────────────────────────────────────


def test_files_beside_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["audit", "form.txt", "-o", "a.json", "-o", "junit=b.out", "-o", "a=b.csv"]) == 1
    text = capfd.readouterr().out
    assert cli.run(["audit", "form.txt"]) == 1
    assert capfd.readouterr() == (text, "")
    for name, kind in (("a.json", "json"), ("b.out", "junit"), ("a=b.csv", "csv")):
        assert cli.run(["audit", "form.txt", "--format", kind]) == 1
        assert capfd.readouterr() == (Path(name).read_text(encoding="utf-8"), "")
    assert names() == ["a.json", "a=b.csv", "b.out", "form.txt"]


@pytest.mark.parametrize(
    ("options", "output"),
    [
        ("", "text"),
        ("-o -", "text"),
        ("-o a.csv", "text"),
        ("-f json", "json"),
        ("-o json=-", "json"),
        ("-f json -o -", "json"),
        ("-q -f json", "json"),
        ("-q -o -", "text"),
        ("-q -o json=-", "json"),
        ("-q", None),
        ("-q -o a.csv", None),
    ],
)
def test_what_standard_output_gets(capfd: pytest.CaptureFixture[str], options: str, output: str | None) -> None:
    assert cli.run(["audit", "form.txt", *options.split()]) == 1
    out = capfd.readouterr().out
    assert ("json" if out.startswith("{") else "text" if out else None) == output


@POSIX
def test_file_is_replaced_whole_and_keeps_its_mode(capfd: pytest.CaptureFixture[str]) -> None:
    Path("old.json").write_text("old", encoding="utf-8")
    Path("old.json").chmod(0o640)
    Path("link.json").symlink_to("old.json")
    with Path("old.json").open(encoding="utf-8") as reader:
        assert cli.run(["audit", "form.txt", "-q", "-o", "link.json"]) == 1
        assert reader.read() == "old"  # who had it open keeps the old one
    assert Path("link.json").is_symlink()
    assert json.loads(Path("old.json").read_text(encoding="utf-8"))["summary"]["verdict"] == "fail"
    assert stat.S_IMODE(Path("old.json").stat().st_mode) == 0o640
    assert names() == ["form.txt", "link.json", "old.json"]
    umask = os.umask(0o027)
    try:
        cli.run(["audit", "form.txt", "-q", "-o", "new.json"])
    finally:
        os.umask(umask)
    assert stat.S_IMODE(Path("new.json").stat().st_mode) == 0o640


def test_a_file_that_cannot_be_finished_leaves_the_old_one(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    Path("a.json").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    assert cli.run(["audit", "form.txt", "-o", "a.json"]) == 70
    assert capfd.readouterr() == ("", "hoscheck: cannot write 'a.json': No space left on device\n")
    assert Path("a.json").read_text(encoding="utf-8") == "old"
    assert names() == ["a.json", "form.txt"]


@POSIX
def test_file_that_may_not_be_written(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, who may write anywhere
    assert cli.run(["audit", "form.txt", "-o", "a.json"]) == 2
    assert capfd.readouterr() == ("", "hoscheck: --output: 'a.json' may not be written by this user\n")


@POSIX
def test_pipe_and_device_are_written_to_not_replaced(capfd: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe")
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append(Path("pipe").read_bytes()))
    reader.start()
    assert cli.run(["audit", "form.txt", "-q", "-o", "json=pipe"]) == 1
    reader.join(10)
    assert json.loads(heard[0])["summary"]["verdict"] == "fail"
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)
    assert cli.run(["audit", "form.txt", "-q", "-o", "json=/dev/null"]) == 1
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_full_disk(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["audit", "form.txt", "-o", "json=/dev/full"]) == 70
    assert capfd.readouterr() == ("", "hoscheck: cannot write '/dev/full': No space left on device\n")


# ── standard output ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", [["checks"], ["--help"], ["audit", "missing.txt"]])
def test_standard_output_that_is_full(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = hoscheck(*command, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 70
    assert done.stderr.count(b"\n") == 1
    assert b"No space left on device" in done.stderr


@POSIX
@pytest.mark.parametrize(
    ("command", "status"), [(["checks"], 0), (["--help"], 0), (["schema"], 0), (["audit", "missing.txt"], 3)]
)
def test_standard_output_that_nobody_reads(command: list[str], status: int) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        done = hoscheck(*command, capture_output=False, stdout=theirs, stderr=subprocess.PIPE)
    finally:
        os.close(theirs)
    assert (done.returncode, done.stderr) == (status, b"")


@POSIX
def test_standard_output_that_is_closed() -> None:
    command = 'exec "$@" >&-'
    program = ["/bin/sh", "-c", command, "sh", sys.executable, "-m", "hoscheck"]
    listed = subprocess.run([*program, "checks"], capture_output=True, timeout=60)
    assert (listed.returncode, listed.stderr) == (70, b"hoscheck: cannot write to standard output: it is closed\n")
    audited = subprocess.run([*program, "audit", "missing.txt", "-q", "-o", "a.json"], capture_output=True, timeout=60)
    assert (audited.returncode, audited.stderr) == (3, b"")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["summary"]["unread"] == 1


@POSIX
def test_debug_log_of_a_worker_goes_to_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSCHECK_DEBUG", "1")
    program = """
import sys
sys.path.insert(0, sys.argv[1])
from hoscheck.scan import Input, scan
from tests import fake_judges
if __name__ == "__main__":
    print([each.reason for each in scan([Input("fault.txt")], fake_judges.by_content, isolate=True).outcomes])
"""
    Path("fault.txt").write_text("fail", encoding="utf-8")
    Path("script.py").write_text(program, encoding="utf-8")
    root = str(Path(__file__).parents[1])
    done = subprocess.run([sys.executable, "script.py", root], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "['internal']\n")
    assert done.stderr.startswith("DEBUG:hoscheck:fault.txt\nTraceback (most recent call last):\n")
    assert done.stderr.endswith("TypeError: a reader's own fault\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_encoding_will_do(form: str, encoding: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    text = hoscheck("audit", form, env=environment)
    assert (text.returncode, text.stderr) == (1, b"")
    shown = text.stdout.decode(encoding).replace(os.linesep, "\n")
    assert ("✓" in shown) == (encoding == "utf-8")
    escaped = form.encode(encoding, "backslashreplace").decode(encoding)
    assert escaped in shown
    for kind in ("json", "junit"):
        machine = hoscheck("audit", form, "-f", kind, env=environment)
        assert (machine.returncode, machine.stderr) == (1, b"")
        assert machine.stdout.decode("utf-8").isascii() or kind == "junit"
    plain = hoscheck("audit", "Tŷ.txt", "-q", "-o", "Tŷ.txt", env=environment)
    name = "Tŷ.txt".encode(encoding, "backslashreplace")
    message = b"hoscheck: --output: '%s' is one of the documents to read; name another file" % name
    assert (plain.returncode, plain.stdout, plain.stderr.rstrip()) == (2, b"", message)


def test_nothing_but_the_report_on_standard_output(form: str) -> None:
    Path("other.xlsx").write_bytes(b"")
    done = hoscheck("audit", ".", "nothing*", "-f", "json")
    assert done.returncode == 3
    found = json.loads(done.stdout)
    assert [each["document"]["path"] for each in found["reports"]] == [form]
    assert found["summary"] == {
        "documents": 2,
        "complete": 1,
        "partial": 0,
        "unread": 1,
        "findings": found["reports"][0]["summary"]["findings"],
        "review": 0,
        "verdict": "incomplete",
    }
    told = "hoscheck: left out: 1 of a type that is not read\nhoscheck: no file matches 'nothing*'\n"
    assert done.stderr.decode().replace(os.linesep, "\n") == told


def test_one_and_many_jobs_write_the_same(form: str) -> None:
    for number in range(5):
        Path(f"copy{number}.txt").write_bytes(Path(form).read_bytes())
    one, four, none = (hoscheck("audit", ".", "-f", "json", *how) for how in (["-j1"], ["-j4"], ["--no-isolate"]))
    assert one.stdout == four.stdout == none.stdout
    assert one.returncode == four.returncode == none.returncode == 3  # form.txt is no self-assessment
    assert len(json.loads(one.stdout)["reports"]) == 6


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "coloured"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch, choice: str, environment: dict[str, str], terminal: bool, coloured: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(stream, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("COLUMNS", "72")
    assert look(choice, verbose=True) == Look(width=72, colour=coloured, verbose=True, unicode=True)


# ── progress and interruption ────────────────────────────────────────────────────────────────────


class Screen(io.TextIOWrapper):
    """A standard error that can be a terminal."""

    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def shown(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


@pytest.mark.parametrize(
    ("terminal", "expected"),
    [
        (True, "\r2 of 4 read, 1 not read · b\\x1b[2J.pdf\x1b[K\r3 of 4 read, 1 not read · c.pdf\x1b[K\r\x1b[K"),
        (False, "hoscheck: 3 of 4 read, 1 not read\n"),
    ],
)
def test_progress(monkeypatch: pytest.MonkeyPatch, terminal: bool, expected: str) -> None:
    clock = 0.0
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(time, "monotonic", lambda: clock)
    screen = Screen(terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    progress = Progress(4)
    for clock, done, unread, path in (  # noqa: B007 - the clock is read through the lambda
        (0.05, 1, 0, "a.pdf"),
        (30.0, 2, 1, "b\x1b[2J.pdf"),
        (61.0, 3, 1, "c.pdf"),
        (61.05, 4, 1, "d.pdf"),
    ):
        progress(done, unread, path)
    progress.clear()
    assert screen.shown == expected


@pytest.mark.parametrize(
    ("terminal", "every_page", "expected"),
    [
        (True, False, "\rtext recognition, page 3 of 12 · a\\x1b[2J.pdf\x1b[K\r\x1b[K"),
        (False, True, "hoscheck: a\\x1b[2J.pdf: text recognition, page 3 of 12\n"),
        (False, False, ""),
    ],
)
def test_progress_inside_a_scan(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, every_page: bool, expected: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen(terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    progress = Progress(1, every_page=every_page)
    progress.page("a\x1b[2J.pdf", 3, 12)
    progress.clear()
    assert screen.shown == expected


def test_progress_fits_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 0.0
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(time, "monotonic", lambda: clock)
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    progress = Progress(2)
    clock = 1.0
    progress(1, 0, "x" * 100)
    assert screen.shown == f"\r1 of 2 read · {'x' * 25}\x1b[K"


def unread(pipe: int) -> int:
    """How many bytes wait in a pipe."""
    import fcntl
    import termios

    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interruption(form: str, number: signal.Signals) -> None:
    program = [sys.executable, "-m", "hoscheck", "audit", form, "-", "--no-isolate", "-f", "json", "-o", "a.csv"]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b"x")
        process.stdin.flush()
        end = time.monotonic() + 30
        while unread(process.stdin.fileno()):
            assert time.monotonic() < end, "standard input was never read"
            time.sleep(0.05)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == b"hoscheck: interrupted, 1 of 2 done\n"
    found = json.loads(out)
    assert [each["document"]["path"] for each in found["reports"]] == [form]
    assert found["failures"] == [
        {
            "document": {"path": "-", "sha256": None},
            "stage": "open",
            "reason": "interrupted",
            "message": "was not reached before the run was interrupted",
        }
    ]
    assert found["summary"]["verdict"] == "incomplete"
    assert Path("a.csv").exists()
