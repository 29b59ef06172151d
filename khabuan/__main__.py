"""`python -m khabuan`: the command line without an installed script, as the containers use it."""

from khabuan import main

main.cli()
