"""The program on the far end and in child processes.

`stage0` is what an SSH exec channel runs first: it finds or receives the archive (`archive`, `deploy`) and
starts `main`, which opens a new session (`session_host`, with its `spool` on disk), hands its pipes to a
running one (`handover`), or lists what there is (`registry`). `forkserver` makes background-job processes
in milliseconds.
"""
