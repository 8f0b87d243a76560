"""Jobs: a job is a runspace behind a channel (or on a thread), with a table, states and streams of its own.

`job.py` is the job and its child; one file each for the kinds (`process_job`, `thread_job`, `remote_job`,
`parallel`);
`table.py` numbers them. May import everything up to `remoting`.
"""
