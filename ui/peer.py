"""Whose process is at the other end of a connection from this machine.

A browser that belongs to whoever runs the page is theirs; what another user's process sends is a proxy's, which need not
say that it is one, or that user's own. Linux alone tells; elsewhere nobody knows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from itertools import chain
from pathlib import Path

Address = tuple[str, int]
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
ROOT = 0
_LOCAL, _REMOTE, _USER = 1, 2, 7  # columns


def is_another_users(client: Address, server: Address) -> bool:
    """Whether the connection comes from a process of another user of this machine; root's count as one's own.

    >>> import socket
    >>> with socket.create_server(("127.0.0.1", 0)) as listening:
    ...     with socket.create_connection(listening.getsockname()[:2]) as ours:
    ...         is_another_users(ours.getsockname(), ours.getpeername())
    False
    """
    found = user_of(client, server, chain.from_iterable(map(_lines, TABLES)))
    return found is not None and found not in {ROOT, os.getuid()}


def user_of(client: Address, server: Address, lines: Iterable[str]) -> int | None:
    """Return the number of the user whose socket leads from ``client`` to ``server``, by the kernel's table; None for none.

    >>> line = "7: 0100007F:C350 0100007F:2135 01 00000000:00000000 00:00000000 00000000    33        0 4242 1"
    >>> user_of(("127.0.0.1", 50000), ("127.0.0.1", 8501), [line])
    33
    """
    wanted = [_written(client), _written(server)]
    for line in lines:
        columns = line.split()
        if len(columns) > _USER and columns[_LOCAL : _REMOTE + 1] == wanted:
            return int(columns[_USER])
    return None


def _lines(table: Path) -> list[str]:
    with suppress(OSError):
        return table.read_text(encoding="ascii").splitlines()
    return []


def _written(address: Address) -> str:
    """Return an address as the kernel's table has it: each four bytes turned round.

    >>> _written(("127.0.0.1", 8501)), _written(("::1", 80))
    ('0100007F:2135', '00000000000000000000000001000000:0050')
    """
    host, port = address[:2]
    packed = ip_address(host).packed
    return "".join(packed[at : at + 4][::-1].hex() for at in range(0, len(packed), 4)).upper() + f":{port:04X}"
