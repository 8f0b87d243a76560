"""The program on the far end and in child processes: stage 0, archive, session host, fork server."""
