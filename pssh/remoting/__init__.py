"""Runspaces behind channels, both roles, no SSH.

A *channel* (`channel`) is a duplex byte stream that pushes what it reads; one file per kind. The client
role is `remote_runspace` (and `remote_pipeline`, `sinks`): it opens a session over a channel, runs
pipelines, keeps their streams apart and connects again when the channel breaks. The server role is
`server`: it runs pipelines in a local runspace whose host (`remote_host`) asks the client. `session` is
what Get-PSSession shows. May import language to wire; jobs, cmdlets, agent and ssh build on it.
"""
