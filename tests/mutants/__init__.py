"""Damaged and hostile files, made by the thousand from our own: `python -m tests.mutants`.

A mutant is a file of ours with one to three changes. Most changes are made inside its container, so
that the file opens and is read to its end; "break" changes take text away from the reader, and then
the result must say that something is unread. The same seed makes the same mutants.

Modules: `mutant` (what one is and how it is made), `sources` (the files they are made of), one of
operators for each kind of file, `judging` (what became of one), `crew` (processes with a limit).
"""
