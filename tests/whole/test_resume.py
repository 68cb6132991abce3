"""Two clients that are not ours send clips over lines that break and to a server that is killed: byte for byte."""

import pytest

from tests.needs import node
from tools.torture.disk import DISK, by_hand, can_mount, small_disk
from tools.torture.program import Program
from tools.torture.uploads import CLIENTS, MIB, kill_master, kill_worker, nothing_is_left, on_their_way, send


@pytest.fixture(scope="module")
def program(site, script) -> Program:
    return Program(site.url, site.var, site.env, script.token)


@pytest.fixture
def others(program):
    """Return what is on its way from other accounts, which tests before this one left."""
    return on_their_way(program)


@pytest.mark.parametrize("client", list(CLIENTS))
def test_a_clip_arrives_whole_over_a_line_that_is_cut_again_and_again(client, program, others, tmp_path):
    node()
    seed = 1 + list(CLIENTS).index(client)
    sent = send(
        program, client, tmp_path, size=6 * MIB, chunk=2 * MIB, seed=seed, cuts=4, between=(20_000, 1_500_000),
    )  # fmt: skip
    sent.check()
    nothing_is_left(program, of_others=others)


def test_a_first_piece_that_comes_with_the_beginning_survives_a_cut_too(program, others, tmp_path):
    node()
    more = {"cuts": 2, "between": (200_000, 1_500_000), "with_creation": True}
    sent = send(program, "tus-js-client", tmp_path, size=4 * MIB, chunk=2 * MIB, seed=3, **more)
    assert sent.again < 2 * 2 * MIB  # it begins anew with its first piece, and goes on from what is there
    nothing_is_left(program, of_others=others)


@pytest.mark.parametrize(("kill", "client"), [(kill_worker, "tuspy"), (kill_master, "tus-js-client")])
def test_a_clip_arrives_whole_though_the_web_server_is_killed_in_its_middle(kill, client, program, others, tmp_path):
    node()
    seed = 10 + list(CLIENTS).index(client)
    send(program, client, tmp_path, size=6 * MIB, chunk=4 * MIB, seed=seed, at=5 * MIB, then=kill(program.var))
    nothing_is_left(program, of_others=others)


def test_a_full_disk_is_said_keeps_what_came_and_goes_on_when_there_is_room(program, others):
    if not can_mount():
        pytest.skip("only root mounts a small disk; a disk that says it is full is in tests/videos/uploads")
    with small_disk(program.var / "media" / "incoming", DISK) as incoming:
        assert "sha256 equal" in by_hand(program, incoming, seed=5)
        nothing_is_left(program, of_others=others)
