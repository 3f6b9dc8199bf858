"""Jupyter's own tests of a kernel alone."""

import unittest

from kernel_test import JupytersOwnTests  # noqa: F401

if __name__ == "__main__":
    unittest.main()
