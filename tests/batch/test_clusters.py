"""Batches on clusters: a Ray cluster of three nodes that loses one, and Slurm as its commands see it."""

from __future__ import annotations

import os
import stat
import threading
import time
from pathlib import Path

import pytest

from dateline.batch import layout, running
from dateline.batch.running import Where
from dateline.cli import run as command
from tests.batch.folders import CHEAP, content, invented, run

pytest.importorskip("datatrove")

ARTICLES = 5000


@pytest.mark.slow
def test_a_ray_cluster_that_loses_a_node_writes_what_one_process_writes(tmp_path: Path) -> None:
    """Only the times are read: what is tested is the machinery, and that takes the same way for the whole reading."""
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    path = invented(tmp_path / "in.jsonl", ARTICLES)
    one = run([str(path)], tmp_path / "one", Where(), shard_bytes=10_000)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    ray.init(address=cluster.address, log_to_driver=False)
    try:
        out = tmp_path / "cluster"
        plan = running.prepare([str(path)], out, CHEAP, 10_000)
        killer = threading.Thread(target=_kill_when_half_done, args=(cluster, nodes[0], out, len(plan.shards)))
        killer.start()
        running.run(plan, out, Where(ray=cluster.address), lambda *_: None)
        killer.join()
    finally:
        ray.shutdown()
        cluster.shutdown()  # type: ignore[no-untyped-call]
    assert running.summary(plan, out)["articles"] == ARTICLES
    assert plan == one and content(out) == content(tmp_path / "one")


def _kill_when_half_done(cluster: object, node: object, out: Path, shards: int) -> None:
    while layout.done(out, layout.READ) < shards // 2:
        time.sleep(0.05)
    cluster.remove_node(node, allow_graceful=False)  # type: ignore[attr-defined]


SBATCH = """#!/bin/sh
# Runs every task of the job array at once and in order, as Slurm would later.
while [ $# -gt 1 ]; do case "$1" in --export=*) export ${1#--export=ALL,};; esac; shift; done
last=$(sed -n 's/^#SBATCH --array=0-\\([0-9]*\\).*/\\1/p' "$1")
n=$(($(cat "$JOBS" 2>/dev/null || echo 0) + 1)); echo $n > "$JOBS"
export SLURM_JOB_ID=$n SLURM_NODELIST=here
for i in $(seq 0 ${last:-0}); do SLURM_ARRAY_TASK_ID=$i sh "$1" >> "$JOBS.log" 2>&1; done
echo "Submitted batch job $n"
"""
SRUN = """#!/bin/sh
while [ "$1" != launch_pickled_pipeline ] && [ "$1" != merge_stats ]; do shift; done
[ "$1" = merge_stats ] || exec "$@"
"""
SCONTROL = "#!/bin/sh\necho here\n"


@pytest.mark.slow
def test_slurm_is_given_two_job_arrays_and_the_result_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    tools = tmp_path / "tools"
    tools.mkdir()
    for name, script in (("sbatch", SBATCH), ("srun", SRUN), ("scontrol", SCONTROL)):
        (tools / name).write_text(script)
        (tools / name).chmod(0o755 | stat.S_IXUSR)
    monkeypatch.setenv("JOBS", str(tmp_path / "jobs"))
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    path = invented(tmp_path / "in.jsonl", 12)
    run([str(path)], tmp_path / "one", Where())
    out = tmp_path / "out"
    given = ["batch", str(path), "--out", str(out), "--only", "times", "--shard-mb", "0.002"]
    assert command([*given, "--slurm", "partition=cpu", "--slurm", "time=1:00:00"]) == 2
    assert (tmp_path / "jobs").read_text().strip() == "4"
    assert "#SBATCH --partition=cpu" in (out / "marks/read/launch_script.slurm").read_text()
    assert content(out) == content(tmp_path / "one")
    assert "12 articles" in capsys.readouterr().out
