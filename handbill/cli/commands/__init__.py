"""The command line: what each command is called and takes, and what `--help` says of it.

What a command does stands in a module of `handbill.cli`, imported when it is called: start-up is cheap.
"""
