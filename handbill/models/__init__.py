"""The things that a project folder holds, one module a thing."""
