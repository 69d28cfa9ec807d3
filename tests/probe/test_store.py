"""The store of a campaign: whatever happens to the file, a record is whole, or known to be missing."""

import errno
import os

import pytest

from boundcheck.errors import BoundcheckError
from boundcheck.probe import store as stores
from boundcheck.probe.store import Store, framed, parse, read

HEADER = {"schema": "boundcheck-probe/1", "bound": "lemma_3_3", "seed": 0, "engine": "1"}
RECORDS = [{"task": task, "looks": 3, "text": "x" * task} for task in range(4)]


@pytest.fixture
def path(tmp_path):
    with Store(tmp_path / "campaign.jsonl", HEADER, resume=False) as store:
        for record in RECORDS:
            store.append(record)
    return tmp_path / "campaign.jsonl"


def reopened(path, header=HEADER):
    with Store(path, header, resume=True) as store:
        return list(store.records), store.torn


def refused(path, header=HEADER, *, resume=True):
    with pytest.raises(BoundcheckError) as error, Store(path, header, resume=resume):
        pass
    return str(error.value)


def test_what_was_written_is_read(path):
    assert (RECORDS, 0) == reopened(path)
    assert [HEADER, *RECORDS] == list(read(path).records)


def test_a_tail_torn_at_any_byte_is_dropped_and_said(path):
    """The other records are as they were, and the campaign goes on behind them."""
    raw = path.read_bytes()
    last = len(framed(RECORDS[-1]))
    for cut in range(1, last):
        path.write_bytes(raw[:-cut])
        assert (RECORDS[:-1], last - cut) == reopened(path)
        with Store(path, HEADER, resume=True) as store:
            store.append(RECORDS[-1])
        assert raw == path.read_bytes()


def test_a_changed_byte_of_the_last_record_drops_that_record(path):
    raw = path.read_bytes()
    for place in range(len(raw) - len(framed(RECORDS[-1])), len(raw) - 1):
        path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
        assert RECORDS[:-1] == reopened(path)[0]


def test_a_changed_byte_before_the_last_record_is_refused_by_its_number(path):
    raw = path.read_bytes()
    for place in range(len(raw) - len(framed(RECORDS[-1])) - 1):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        path.write_bytes(changed)
        assert "damaged record" in refused(path)
        assert changed == path.read_bytes()


def test_a_header_torn_at_any_byte_is_as_no_header(path):
    head = framed(HEADER)
    for cut in range(len(head)):
        path.write_bytes(head[:cut])
        assert ([], cut) == reopened(path)
        assert head == path.read_bytes()


@pytest.mark.parametrize("text", [b"# Notes\n", b"not ended", b"\0" * 200], ids=["text", "a line", "zeros"])
def test_another_file_is_refused_and_left_alone(tmp_path, text):
    path = tmp_path / "notes.md"
    path.write_bytes(text)

    assert "the store of a campaign, got another file" in refused(path)
    assert text == path.read_bytes()


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({**HEADER, "bound": "uniform"}, "bound 'uniform'"),
        ({**HEADER, "seed": 1}, "seed 1"),
        ({**HEADER, "engine": "2"}, "engine '2'"),
        ({**HEADER, "schema": "boundcheck-probe/2"}, "schema 'boundcheck-probe/2'"),
        ({key: value for key, value in HEADER.items() if key != "seed"}, "seed None"),
    ],
)
def test_a_store_of_another_campaign_or_engine_is_refused(path, header, said):
    before = path.read_bytes()

    assert said in refused(path, header)
    assert before == path.read_bytes()


def test_a_store_with_records_is_not_begun_anew(path):
    assert "expected --resume, or another --store, got a campaign with 4 tasks done" in refused(path, resume=False)
    assert RECORDS == reopened(path)[0]


def test_a_second_writer_is_kept_out_but_a_reader_is_not(path):
    with Store(path, HEADER, resume=True) as store:
        assert "another probe writes it" in refused(path)
        store.append({"task": 9})
        assert {"task": 9} == read(path).records[-1]
    assert {"task": 9} == reopened(path)[0][-1]


def failing(monkeypatch, name, call):
    """Let the k-th call of a system function fail, as on a full disk; a write may leave a part behind."""
    real, calls = getattr(os, name), [0]

    def act(handle, *rest):
        calls[0] += 1
        if calls[0] == call:
            if name == "write":
                real(handle, rest[0][:7])
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, *rest)

    monkeypatch.setattr(stores.os, name, act)


@pytest.mark.parametrize("name", ["write", "fsync", "ftruncate"])
@pytest.mark.parametrize("call", [1, 2, 3, 4, 5, 6])
def test_a_full_disk_is_one_clear_error_and_costs_no_record(tmp_path, monkeypatch, name, call):
    """Whatever was said to be written is there when the disk has room again."""
    path, said, errors = tmp_path / "campaign.jsonl", [], []
    monkeypatch.setattr(stores, "SYNC_SECONDS", 0.0)
    failing(monkeypatch, name, call)
    try:
        with Store(path, HEADER, resume=False) as store:
            for record in RECORDS:
                store.append(record)
                said.append(record)
    except BoundcheckError as error:
        errors.append(str(error))
    monkeypatch.undo()

    found, _ = reopened(path)
    assert said == found[: len(said)]
    assert found == RECORDS[: len(found)]
    assert all("No space left on device" in error for error in errors)


def test_a_short_write_is_continued(tmp_path, monkeypatch):
    real = os.write
    monkeypatch.setattr(stores.os, "write", lambda handle, data: real(handle, data[:3]))
    with Store(tmp_path / "a.jsonl", HEADER, resume=False) as store:
        store.append(RECORDS[3])
    monkeypatch.undo()

    assert [RECORDS[3]] == reopened(tmp_path / "a.jsonl")[0]


def test_records_reach_the_disk_within_the_time_that_is_promised(tmp_path, monkeypatch):
    """At most 2 seconds after they were written, also while nothing is written."""
    now, synced = [0.0], []
    monkeypatch.setattr(stores.time, "monotonic", lambda: now[0])
    with Store(tmp_path / "a.jsonl", HEADER, resume=False) as store:
        monkeypatch.setattr(stores.os, "fsync", lambda _: synced.append(now[0]))
        store.append(RECORDS[0])
        for half in range(1, 12):
            now[0] = half / 2
            store.tick()

    assert [2.0] == synced


@pytest.mark.parametrize("where", ["folder", "missing/../../x\0"])
def test_a_place_that_cannot_be_written_is_refused(tmp_path, where):
    (tmp_path / "folder").mkdir()
    with pytest.raises((BoundcheckError, ValueError)):
        Store(tmp_path / where, HEADER, resume=False)


def test_an_absent_store_has_no_report(tmp_path):
    with pytest.raises(BoundcheckError, match="expected the store of a campaign, got No such file"):
        read(tmp_path / "none.jsonl")


def test_an_empty_file_holds_nothing():
    assert ((), 0, 0) == (parse(b"", "").records, parse(b"", "").length, parse(b"", "").torn)
