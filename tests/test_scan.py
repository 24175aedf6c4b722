"""Many documents: which are found, how they are opened, and that none can take another with it."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import fake_judges

from hoscheck.errors import Unreadable
from hoscheck.model import Failure, Outcome
from hoscheck.scan import Input, opening, scan, serving, workers
from hoscheck.scan.inputs import Inputs, find

ROOT = Path(__file__).parents[1]
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and process groups are POSIX")


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker processes find the fake judges by name."""
    monkeypatch.syspath_prepend(str(ROOT))


def documents(folder: Path, *texts: str) -> list[Input]:
    """Files 00.txt, 01.txt … with the texts."""
    paths = [folder / f"{number:02}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return [Input(str(path)) for path in paths]


def told(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str]]:
    """(file name, what became of it) of each outcome."""
    return [
        (Path(each.path).name, f"{each.stage} {each.reason}: {each.message}" if isinstance(each, Failure) else "judged")
        for each in outcomes
    ]


# ── which documents are found ────────────────────────────────────────────────────────────────────


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.pdf", "a.docx", "sub/c.HTML", "sub/deep/d.txt", "x.xlsx", ".hidden.pdf", ".git/e.pdf", "old.doc"):
        path = tmp_path / "forms" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "forms" / "link.pdf").symlink_to("b.pdf")
    (tmp_path / "forms" / "sub" / "up").symlink_to("..")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


LEFT_OUT = {"of a type that is not read": 1, "hidden": 2, "linked (links are not followed)": 2}


def test_folder(tree: Path) -> None:
    found = ("forms/a.docx", "forms/b.pdf", "forms/old.doc", "forms/sub/c.HTML", "forms/sub/deep/d.txt")
    assert find(["forms"]) == Inputs(tuple(map(Input, found)), LEFT_OUT)


def test_working_folder_is_not_part_of_the_names(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree / "forms" / "sub")
    assert find(["."]).documents == (Input("c.HTML"), Input("deep/d.txt"))


def test_pattern(tree: Path) -> None:
    assert find(["forms/*.pdf"]).documents == (Input("forms/b.pdf"), Input("forms/link.pdf"))
    deep = find(["forms/**/*.txt"])
    assert deep.documents == (Input("forms/sub/deep/d.txt"),)
    assert set(deep.left_out) == {"linked (links are not followed)"}  # sub/up leads back to forms, without end
    assert find(["f*"]).documents == find(["forms"]).documents


def test_file_with_a_pattern_for_a_name(tree: Path) -> None:
    for name in ("form[1].pdf", "form1.pdf"):
        Path(name).write_bytes(b"x")
    assert find(["form[1].pdf"]).documents == (Input("form[1].pdf"),)


def test_named_files_are_taken_whatever_they_are(tree: Path) -> None:
    named = ("forms/x.xlsx", "forms/.hidden.pdf", "forms/link.pdf", "missing.pdf")
    assert find(named) == Inputs(tuple(map(Input, named)))


def test_nothing_found(tree: Path) -> None:
    assert find(["empty", "*.odt"]) == Inputs((), {}, ("empty", "*.odt"))


def test_each_document_once_and_in_order(tree: Path) -> None:
    found = find(["forms/sub/c.HTML", "-", "./forms/b.pdf", "forms/sub", "-"], stdin_name="mail.pdf")
    assert found.documents == (
        Input("forms/sub/c.HTML"),
        Input("mail.pdf", standard_input=True),
        Input("./forms/b.pdf"),
        Input("forms/sub/deep/d.txt"),
    )
    assert found.left_out == {"named twice": 2, "linked (links are not followed)": 1}


@POSIX
def test_name_that_is_no_unicode(tree: Path) -> None:
    name = os.fsdecode(b"forms/sub/\xff.pdf")
    Path(name).write_bytes(b"%PDF-")
    assert find(["forms/sub"]).documents == (Input("forms/sub/c.HTML"), Input("forms/sub/deep/d.txt"), Input(name))
    judged = scan([Input(name)], fake_judges.by_content, isolate=True)
    assert [each.path for each in judged.outcomes] == [name]


def test_folder_that_cannot_be_listed_is_not_passed_over(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert find(["forms/sub"]).documents == (Input("forms/sub/c.HTML"), Input("forms/sub/deep"))


# ── opening ──────────────────────────────────────────────────────────────────────────────────────


def refused(path: Path | str) -> tuple[str, str, str]:
    with pytest.raises(Unreadable) as refusal:
        opening.read(Input(str(path)))
    return refusal.value.stage, refusal.value.reason, refusal.value.message


def test_what_is_no_file(tmp_path: Path) -> None:
    nowhere = ("open", "not-found", "there is no such file")
    assert refused(tmp_path / "missing.pdf") == nowhere
    assert refused("a\0b.pdf") == nowhere
    assert refused(tmp_path) == ("open", "not-a-file", "is a folder, not a file")
    (tmp_path / "file").write_bytes(b"")
    assert refused(tmp_path / "file" / "below") == nowhere
    long = ("open", "not-found", "there is no such file; the name is too long for one")
    assert refused(tmp_path / ("x" * 300)) == long


@POSIX
def test_what_would_never_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "device.pdf").symlink_to("/dev/zero")
    (tmp_path / "loop.pdf").symlink_to("loop.pdf")
    special = ("open", "not-a-file", "is a pipe, socket or device, not a file")
    assert refused(tmp_path / "pipe.pdf") == special
    assert refused(tmp_path / "device.pdf") == special
    assert refused(tmp_path / "loop.pdf") == ("open", "not-a-file", "is a link that leads back to itself")


def test_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    assert refused(tmp_path / "form.pdf") == ("open", "permission", "may not be read by this user")


@pytest.mark.parametrize(
    ("head", "most", "kind"),
    [
        (b"%PDF-1.7\n", 100, "PDF files"),
        (b"\n\n%PDF-1.7\n", 100, "PDF files"),
        (b"PK\x03\x04", 50, "Word files"),
        (b"<html>", 20, "web pages and text files"),
    ],
)
def test_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: bytes, most: int, kind: str) -> None:
    monkeypatch.setattr(opening, "LARGEST", {name: size // 1024 for name, size in opening.LARGEST.items()})
    path = tmp_path / "form.pdf"
    path.write_bytes(head.ljust(most * 1024, b"x"))
    assert opening.read(Input(str(path))) == path.read_bytes()
    path.write_bytes(head.ljust(most * 1024 + 1, b"x"))
    # the true message counts in MiB; the limits were divided by 1,024 for the test
    assert refused(path) == ("open", "limit:size", f"is larger than 0 MiB, the most that is read of {kind}")


def test_limits_in_the_message() -> None:
    assert {kind: size // opening.MIB for kind, size in opening.LARGEST.items()} == {"pdf": 100, "docx": 50, "text": 20}


# ── judging ──────────────────────────────────────────────────────────────────────────────────────

TROUBLE = {
    "good": "judged",
    "abort": "worker crash:SIGABRT: the process that read it was ended by SIGABRT",
    "segfault": "worker crash:SIGSEGV: the process that read it was ended by SIGSEGV",
    "killed": "worker crash:SIGKILL: the process that read it was ended by SIGKILL; the machine may have run out of "
    "memory",
    "leave 0": "worker crash:exit-0: reading it ended the program",
    "vanish 0": "worker crash:exit-0: the process that read it ended without an answer (exit status 0)",
    "vanish 3": "worker crash:exit-3: the process that read it ended without an answer (exit status 3)",
    "fail": "worker internal: hoscheck failed on this document (TypeError); please report it",
    "garbage": "worker internal: hoscheck lost the judgement of this document; please report it",
    "elsewhere": "worker internal: hoscheck lost the judgement of this document; please report it",
    "unpicklable": "worker internal: hoscheck lost the judgement of this document; please report it",
    "hoard": "worker memory: needs more memory than a document is given",
    "shout": "judged",
    "good again": "judged",
}


@POSIX
@pytest.mark.parametrize("jobs", [1, 4])
def test_a_bad_document_costs_no_other(tmp_path: Path, jobs: int, capfd: pytest.CaptureFixture[str]) -> None:
    batch = documents(tmp_path, *TROUBLE)
    scanned = scan(batch, fake_judges.by_content, jobs=jobs, timeout=30, isolate=True)
    expected = [(Path(document.path).name, what) for document, what in zip(batch, TROUBLE.values(), strict=True)]
    assert told(scanned.outcomes) == expected
    assert (scanned.done, scanned.total, scanned.interrupted) == (len(TROUBLE), len(TROUBLE), False)
    assert [each.sha256 for each in scanned.outcomes] == [
        hashlib.sha256(Path(document.path).read_bytes()).hexdigest() for document in batch
    ]
    assert capfd.readouterr() == ("", "")  # what a reader prints is not the report
    assert multiprocessing.active_children() == []


def test_trouble_without_a_process_of_its_own(tmp_path: Path) -> None:
    texts = ("good", "leave 0", "fail", "garbage", "elsewhere", "good")
    scanned = scan([*documents(tmp_path, *texts), Input("missing")], fake_judges.by_content)
    assert [what for _, what in told(scanned.outcomes)] == [
        *(TROUBLE[text] for text in texts),
        "open not-found: there is no such file",
    ]


def test_outcomes_do_not_depend_on_the_jobs(tmp_path: Path) -> None:
    batch = documents(tmp_path, "slow 0.3", "good", "fail", "slow 0.1", "good", "garbage", "good")
    batch.insert(3, Input(str(tmp_path / "missing.pdf")))
    alone = scan(batch, fake_judges.by_content)
    isolated = scan(batch, fake_judges.by_content, isolate=True)
    together = scan(batch, fake_judges.by_content, jobs=4)
    assert alone == isolated == together
    assert [each.path for each in alone.outcomes] == [document.path for document in batch]


@POSIX
def test_time_limit_kills_the_process_and_its_children(tmp_path: Path) -> None:
    number = tmp_path / "child"
    batch = documents(tmp_path, "good", f"hang-hard {number}", "hang", "good")
    begin = time.monotonic()
    scanned = scan(batch, fake_judges.by_content, jobs=2, timeout=1.5)
    assert time.monotonic() - begin < 1.5 * 2 + 5  # the second hang may have to wait for a free worker
    late = "worker timeout: was not done after 1.5 s; --timeout allows it more"
    assert told(scanned.outcomes) == [("00.txt", "judged"), ("01.txt", late), ("02.txt", late), ("03.txt", "judged")]
    child = int(number.read_text(encoding="ascii"))
    assert gone(child)


@pytest.mark.parametrize("isolate", [True, False])
def test_each_page_that_is_recognised_is_told_and_gives_more_time(tmp_path: Path, isolate: bool) -> None:
    batch = documents(tmp_path, "pages 0.7", "good")
    heard: list[tuple[str, int, int]] = []
    scanned = scan(
        batch,
        fake_judges.by_content,
        timeout=1.5,
        isolate=isolate,
        on_page=lambda path, done, of: heard.append((Path(path).name, done, of)),
    )
    assert told(scanned.outcomes) == [("00.txt", "judged"), ("01.txt", "judged")]
    assert heard == [("00.txt", 1, 3), ("00.txt", 2, 3), ("00.txt", 3, 3)]


def test_pages_give_no_time_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_RECOGNISED", 2)
    job = workers._Job(0, "a.pdf", "", 60.0, deadline=100.0)
    for _ in range(5):
        job = job.given_time()
    assert (job.deadline, job.recognised) == (100.0 + 2 * workers.RECOGNITION, 5)


def gone(process: int, patience: float = 5.0) -> bool:
    """True where the process ends within so many seconds (a zombie has ended)."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.05)
    return False


@POSIX
def test_workers_are_long_lived_and_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "DOCUMENTS_PER_WORKER", 3)
    scanned = scan(documents(tmp_path, *["good"] * 7), fake_judges.worker_number, isolate=True)
    numbers = [getattr(each, "landlord", None) for each in scanned.outcomes]
    a, b, c = dict.fromkeys(numbers)
    assert numbers == [a, a, a, b, b, b, c]
    assert str(os.getpid()) not in numbers


def test_answer_beyond_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ANSWER_LIMIT", 100)
    scanned = scan(documents(tmp_path, "good"), fake_judges.by_content, isolate=True)
    message = "worker limit:answer: what was found in it is more than a report can hold"
    assert told(scanned.outcomes) == [("00.txt", message)]


def test_worker_that_cannot_start(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match=r"^a worker process could not start \(crash:exit-1\)$"):
        scan(documents(tmp_path, "good"), fake_judges.Unwelcome(), isolate=True)
    assert multiprocessing.active_children() == []


def test_hostile_answers() -> None:
    import pickle

    assert serving.unpack(b"") is None
    assert serving.unpack(b"nonsense") is None
    assert serving.unpack(b"cos\nsystem\n(S'exit 3'\ntR.") is None
    assert serving.unpack(pickle.dumps(Path())) is None
    failure = Failure("form.pdf", None, "read", "damaged", "is damaged")
    assert serving.unpack(pickle.dumps((failure,))) == (failure,)


def test_progress(tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    batch = documents(tmp_path, "good", "fail", "good")
    scan(batch, fake_judges.by_content, on_progress=lambda done, unread, path: heard.append((done, unread, path)))
    assert heard == [(1, 0, batch[0].path), (2, 1, batch[1].path), (3, 1, batch[2].path)]


@POSIX
@pytest.mark.parametrize("jobs", [1, 2])
def test_interruption_keeps_what_is_done(tmp_path: Path, jobs: int) -> None:
    batch = documents(tmp_path, "good", "good", "hang", "good", "good")
    sent = threading.Event()

    def interrupt(done: int, unread: int, path: str) -> None:
        if done == 2 + (jobs - 1) * 2 and not sent.is_set():  # with two jobs, the second worker passes the hanging one
            sent.set()
            threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()

    scanned = scan(batch, fake_judges.by_content, jobs=jobs, isolate=True, on_progress=interrupt)
    missed = "open interrupted: was not reached before the run was interrupted"
    expected = ["judged", "judged", missed, *(["judged", "judged"] if jobs == 2 else [missed, missed])]
    assert [what for _, what in told(scanned.outcomes)] == expected
    assert (scanned.done, scanned.total, scanned.interrupted) == (expected.count("judged"), 5, True)
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform != "linux", reason="a worker ends with its parent by a Linux means")
def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    number = tmp_path / "worker"
    script = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tests import fake_judges
from hoscheck.scan import Input, scan
if __name__ == "__main__":
    scan([Input({str(tmp_path / "00.txt")!r})], fake_judges.by_content, isolate=True)
"""
    documents(tmp_path, f"announce-and-hang {number}")
    path = tmp_path / "script.py"
    path.write_text(script, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(path)])
    try:
        end = time.monotonic() + 20
        while not number.exists() or not number.read_text(encoding="ascii"):
            assert time.monotonic() < end, "the worker never began"
            time.sleep(0.05)
    finally:
        parent.kill()
        parent.wait()
    worker = int(number.read_text(encoding="ascii"))
    if not gone(worker):
        os.kill(worker, signal.SIGKILL)
        pytest.fail("the worker outlived its parent")
