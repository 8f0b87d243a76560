"""The only importer of asyncssh: targets, connections, prompts, copies, the demo's servers."""
