"""Reading at scale: inputs cut into shards, each read on its own, on processes, Slurm or Ray, with the same result.

plan.py cuts the inputs, reading.py reads one shard, merging.py gathers what the shards hold by month of publication,
running.py leads through both and executors.py hands the work to datatrove; loading.py brings a batch into a chronicle.
"""
