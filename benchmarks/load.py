"""A small load generator: keep-alive connections on the loopback address, bounded in time, each answer read whole."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What came of a run: answers a second, and the times of single answers in milliseconds."""

    per_second: float
    p50: float
    p95: float
    status: int
    bytes: int


def run(port: int, path: str, *, seconds: float = 4.0, connections: int = 8, headers: str = "") -> Load:
    """Asks for one path again and again for some seconds over some connections."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode()
    times: list[float] = []
    seen: list[tuple[int, int]] = []
    end = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_ask, args=(port, request, end, times, seen)) for _ in range(connections)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - begun
    times.sort()
    status, size = seen[-1]
    return Load(len(times) / elapsed, *(1000 * times[int(len(times) * q)] for q in (0.5, 0.95)), status, size)


def _ask(port: int, request: bytes, end: float, times: list[float], seen: list[tuple[int, int]]) -> None:
    connection = _open(port)
    while time.perf_counter() < end:
        begun = time.perf_counter()
        try:
            connection.sendall(request)
            status, size, keep = _read(connection)
        except OSError:
            connection = _open(port)
            continue
        times.append(time.perf_counter() - begun)
        if not keep:
            connection.close()
            connection = _open(port)
    seen.append((status, size))
    connection.close()


def _open(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _read(connection: socket.socket) -> tuple[int, int, bool]:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            raise OSError("closed")
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    status = int(lines[0].split()[1])
    length = next((int(line.split(":", 1)[1]) for line in lines if line.startswith("content-length:")), 0)
    if status != 304:
        while len(body) < length:
            body += connection.recv(65536)
    return status, len(body), "connection: close" not in lines
