"""From a typeset PDF to the files of an edition."""
