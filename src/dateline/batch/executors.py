"""Hands a step's tasks to datatrove: completion marks and resume are its own; here is who runs what is not done yet.

datatrove's local pool never ends when one of its processes is killed, and its Ray executor hangs when a node dies;
so `Ranks` runs the executor's private per-rank method in a pool that notices, or in plain Ray tasks with retries. The
version of datatrove is pinned for that. On Slurm its own executor is used.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from datatrove.executor.base import DistributedEnvVars, PipelineExecutor
from datatrove.utils.logging import logger

from dateline.errors import BatchStopped, DatelineError

Step = Callable[[Any, int, int], None]
TRIES = 3
"""How often a task is given to a new process, or by Ray to another node, after its own was killed."""
Done = Callable[[int], None]


class Ranks(PipelineExecutor):  # type: ignore[misc]
    """The tasks of one step; `folder` holds their completion marks."""

    def __init__(self, step: Step, tasks: int, folder: Path) -> None:
        super().__init__([step], logging_dir=str(folder.absolute()))
        self.tasks = tasks

    @property
    def world_size(self) -> int:
        """How many tasks the step has."""
        return self.tasks

    def get_distributed_env(self, node_rank: int = -1) -> DistributedEnvVars:
        """What datatrove sets in the environment; nothing here depends on it."""
        nothing = dict.fromkeys(("cpus_per_task", "mem_per_cpu", "gpus_on_node"), "-1")
        told = {"node_ips": "localhost", "executor": "LOCAL", **nothing}
        return DistributedEnvVars(**{f"datatrove_{key}": value for key, value in told.items()})

    def run(self) -> None:
        """All tasks that are not done, one after another."""
        for rank in self.left():
            run_rank(self, rank)

    def left(self) -> list[int]:
        """The tasks without a completion mark."""
        found: list[int] = self.get_incomplete_ranks()
        return found


def run_rank(ranks: Ranks, rank: int) -> int:
    """Run one task unless it is done, without datatrove's log; the task's number."""
    logger.disable("datatrove")
    ranks._run_for_rank(rank, 1)
    return rank


def on_processes(ranks: Ranks, workers: int, done: Done) -> None:
    """Run what is left on so many processes. Raises BatchStopped where a task fails, after all others have run."""
    if workers == 1:
        for rank in ranks.left():
            done(run_rank(ranks, rank))
        return
    _rounds(ranks, lambda left: _in_pool(ranks, left, workers), done)


def on_ray(ranks: Ranks, address: str, done: Done) -> None:
    """Run what is left as plain tasks of a Ray cluster ("auto", "local" or HOST:PORT). Raises BatchStopped."""
    import ray

    if not ray.is_initialized():
        try:
            ray.init(address=None if address == "local" else address, log_to_driver=False)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise BatchStopped(f"there is no Ray cluster at {address!r}: {str(error).splitlines()[0]}") from error
    _rounds(ranks, lambda left: _as_ray_tasks(ranks, left), done)


Failed = tuple[int, Exception]


def _rounds(ranks: Ranks, run: Callable[[list[int]], Iterator[int | Failed]], done: Done) -> None:
    """Run what has no mark until everything has one, or the tries are over: marks are trusted, nothing else."""
    failed: dict[int, Exception] = {}
    for _ in range(TRIES):
        left = [rank for rank in ranks.left() if not isinstance(failed.get(rank), DatelineError)]
        if not left:
            break
        for found in run(left):
            if isinstance(found, tuple):
                failed[found[0]] = found[1]
            else:
                done(found)
    if left := ranks.left():
        raise stopped(left, failed.get(left[0]))


def stopped(left: list[int], error: Exception | None) -> DatelineError:
    """The error for tasks that could not be done."""
    if isinstance(error, DatelineError):
        return error
    reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}" if error else "it was ended"
    many = f"{len(left)} task{'s' * (len(left) > 1)}"
    return BatchStopped(f"{many} could not be done (task {left[0]}: {reason}); the same command goes on from here")


def _in_pool(ranks: Ranks, left: list[int], workers: int) -> Iterator[int | Failed]:
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(min(workers, len(left)), mp_context=context) as pool:
        running = {pool.submit(run_rank, ranks, rank): rank for rank in left}
        try:
            for future in as_completed(running):
                try:
                    yield future.result()
                except BrokenProcessPool as error:
                    yield running[future], error
                except Exception as error:
                    yield running[future], error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _as_ray_tasks(ranks: Ranks, left: list[int]) -> Iterator[int | Failed]:
    import ray

    task = ray.remote(num_cpus=1, max_retries=TRIES)(run_rank)
    running = {task.remote(ranks, rank): rank for rank in left}
    while running:
        ready, _ = ray.wait(list(running), num_returns=1)
        for reference in ready:
            rank = running.pop(reference)
            try:
                yield ray.get(reference)
            except Exception as error:
                cause = getattr(error, "cause", None)
                yield rank, cause if isinstance(cause, DatelineError) else error


def on_slurm(steps: list[tuple[str, Step, int, Path]], options: dict[str, str]) -> list[str]:
    """Submit the steps (name, step, tasks, folder of marks), each after the one before; the jobs' numbers.

    `options` are datatrove's (`partition` and `time` are needed) or, where it knows none, sbatch's.
    """
    from datatrove.executor.slurm import SlurmPipelineExecutor

    logger.disable("datatrove")
    known, other = _slurm_options(options)
    before, jobs = None, []
    for name, step, tasks, folder in steps:
        given = {**known, "job_name": f"{known.get('job_name', 'dateline')}-{name}", "sbatch_args": other}
        job = SlurmPipelineExecutor(
            [step], tasks, logging_dir=str(folder.absolute()), depends=before, mail_user=None, **given
        )
        job.run()
        before = job
        if job.job_id not in (None, -1):
            jobs.append(str(job.job_id))
    return jobs


def _slurm_options(options: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    whole = ("cpus_per_task", "mem_per_cpu_gb", "workers", "max_array_size", "tasks_per_job")
    text = ("partition", "time", "job_name", "qos", "env_command", "condaenv", "venv_path")
    known: dict[str, Any] = {key: int(options[key]) for key in whole if key in options}
    known |= {key: options[key] for key in text if key in options}
    known.setdefault("qos", "")
    return known, {key: value for key, value in options.items() if key not in (*whole, *text)}
