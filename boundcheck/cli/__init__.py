"""The command line.  ``main`` is the entry; each command is a module that is loaded when it is called."""
