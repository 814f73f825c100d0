"""The one door to Dask's schedulers: run one plain function over many arguments, results in their order.

One worker runs in this process; more run as local Dask processes on loopback; an address runs on a
cluster that exists already and shares the case's file system. What is computed does not depend on which:
the arguments are cut the same way whatever the number of workers, and results come back in order.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

Result = TypeVar("Result")


def default_workers() -> int:
    """As many workers as there are cores to run them on."""
    return os.cpu_count() or 1


def compute(
    function: Callable[..., Result],
    arguments: Sequence[tuple[Any, ...]],
    *,
    workers: int = 1,
    scheduler: str | None = None,
    advance: Callable[[int], None] | None = None,
) -> list[Result]:
    """Call a function once for each tuple of arguments.

    Args:
        function: A module-level function; its arguments and result are plain values or paths, not tables.
        arguments: One tuple a call.
        workers: Number of processes on this machine.
        scheduler: Address of a Dask scheduler to use instead.
        advance: Told the index of each call as it ends, in no particular order.

    Returns:
        The results, in the order of the arguments.
    """
    if scheduler is None and (workers <= 1 or len(arguments) <= 1):
        results = []
        for index, values in enumerate(arguments):
            results.append(function(*values))
            if advance:
                advance(index)
        return results
    with _client(min(workers, len(arguments)), scheduler) as client:
        from distributed import as_completed

        futures = [client.submit(function, *values, pure=False) for values in arguments]
        position = {future.key: index for index, future in enumerate(futures)}
        collected: dict[int, Result] = {}
        for future in as_completed(futures):
            index = position[future.key]
            collected[index] = future.result()
            future.release()
            if advance:
                advance(index)
        return [collected[index] for index in range(len(futures))]


@contextmanager
def _client(workers: int, scheduler: str | None) -> Iterator[Any]:
    """A Dask client: on the scheduler named, or on processes of this machine that talk on loopback only."""
    import dask
    from distributed import Client, LocalCluster

    quiet = {
        "distributed.logging": {"distributed": "error"},
        "distributed.worker.memory.spill": False,
        "distributed.diagnostics.nvml": False,
    }
    with dask.config.set(quiet):
        if scheduler is not None:
            with Client(scheduler) as client:
                yield client
            return
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                memory_limit=0,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
