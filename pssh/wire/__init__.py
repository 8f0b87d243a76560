"""Bytes to messages to objects: the protocol between two ends of a runspace. No thread, socket, clock or
file here.

The protocol, from the outside in:

* **Frame** (`frames`): 4 bytes length of the payload, 8 bytes sequence number (big endian), payload. Number 0
  means "not numbered": greetings, acknowledgements and heartbeats, which are never sent again.
* **Message** (`messages`): the payload is one msgpack array, `[number, field, ...]`; one table holds the
  numbers.
* **Link** (`link`): each end numbers what it sends from 1 and keeps it in a journal until the other end has
  acknowledged it. After a broken connection the ends exchange the last number each has received (`Hello`,
  `Welcome`); each then sends again what the other lacks, and drops what it has already seen. So every
  numbered message is handled once and in order, however often the connection breaks.
* **Values** (`encoder`, `decoder`, `batches`): an object is a *node* made of msgpack's own kinds: null,
  boolean, int32, double, string and bytes stand for themselves, everything else is an array `[tag, ...]`. A
  batch packs runs of integers, strings, doubles and objects of one shape (header and columns), so that
  pure-Python msgpack sees few values. Objects arrive as PowerShell's remoting gives them: one level deep,
  `Deserialized.` names.

A session: the client sends `Hello` (new, attach or list); the server answers `Welcome` or `Refuse`.
`Invoke` starts a pipeline, `Input` and `InputEnd` feed it; `Output`, `Record` and `State` come back, the
last `State` is final. `HostCall` asks the client's host something and `HostReply` answers; `Request` and
`Reply` carry the rest (prompt text, completions). `Terminal*` messages are the bytes of an interactive
native program. `Detach` leaves the server running without a client, `Close` ends it.
"""
