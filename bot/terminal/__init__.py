"""The command line: `teapot lookup`, `explain`, `check`, `backup` and the others."""
