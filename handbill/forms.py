"""What else is made of documents: each form that a kind of document has becomes a document of its own."""

from __future__ import annotations

from dataclasses import replace

from handbill.project import Project


def add_forms(project: Project) -> None:
    """Add every form of every sound document, and tell of those whose name is taken."""
    known = set(project.known("document", project.documents))
    for slug, entry in list(project.documents.items()):
        for form in entry.value.forms():
            name = f"{slug}-{form.name}"
            if name in known:
                message = f"what is made of it as '{form.name}' would have the name of the document '{name}'"
                project.problems.append(entry.source.describe(None, message, "rename the file of that document"))
            elif form.layout in project.layouts:  # where it is not, its own layout.yaml has mistakes, which are told
                project.documents[name] = replace(entry, slug=name, form=form)
                known.add(name)
