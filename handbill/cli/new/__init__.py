"""`handbill new`: asks a few questions, writes a commented YAML file to go on with, and says the next step.

Every question is an option too. Away from a terminal nothing is asked: an answer that is not
given is the usual one, and where there is none the command says which option to add.
"""
