"""``python -m boundcheck`` is the command ``boundcheck``."""

from boundcheck.cli.main import main

raise SystemExit(main())
