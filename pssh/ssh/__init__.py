"""SSH: the only package that imports asyncssh.

Start reading at `pool.py` (connections shared by their sessions) and `connector.py` (a `TargetSpec` to a
started
agent's channel). `loop.py` is the one bridge between pipeline threads and the asyncio loop. Nothing here
ships.
"""
