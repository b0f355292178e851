import sys

from edau.cli import main

sys.exit(main())
