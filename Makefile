# The same things as start.py by another name; ARGS="..." is passed on.
PYTHON ?= python3

help:  ## list what there is
	@$(PYTHON) start.py --help

app demo test lint check bench samples:
	@$(PYTHON) start.py $@ $(ARGS)

.PHONY: help app demo test lint check bench samples
