"""Storage that speaks S3, on this machine's loopback and in memory alone: moto's, for trying archives on it."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}
# S3 looks whether an object is there and writes it in one step (If-None-Match: *). So does this server, with a lock:
# moto alone looks first and writes then.
SERVER = """
import sys, threading
from moto.s3.responses import S3Response
from moto.server import ThreadedMotoServer

one, put = threading.Lock(), S3Response.put_object
def alone(self):
    with one:
        return put(self)
S3Response.put_object = alone
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


@contextmanager
def storage() -> Iterator[str]:
    """Give the address of a server; it ends with the block."""
    process = subprocess.Popen(  # noqa: S603 - our own server
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **KEYS},
    )
    with process:
        if process.stdout is None or process.stdin is None:
            raise OSError
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.stdin.close()


def environment(server: str) -> dict[str, str]:
    """Return what a process must be told to find the server."""
    return {**KEYS, "AWS_ENDPOINT_URL": server, "AWS_ALLOW_HTTP": "true"}


def emptied(server: str, bucket: str) -> None:
    """Empty the server and make a bucket in it."""
    for path, method in (("/moto-api/reset", "POST"), (f"/{bucket}", "PUT")):
        urllib.request.urlopen(urllib.request.Request(server + path, method=method)).close()  # noqa: S310 - our own server
