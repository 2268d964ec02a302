"""``python -m safetynet`` is the operator's tool."""

import sys

from safetynet.config.cli import main

sys.exit(main())
