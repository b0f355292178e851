"""Kernels stand alone: numpy is all they need."""

import subprocess
import sys

IMPORT_ALL = """
import importlib, importlib.abc, pkgutil, sys

class Wall(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        app = top == "edau" and name != "edau" and not (name + ".").startswith("edau.kernels.")
        if app or top in {"django", "scipy", "pandas", "shapely", "pyproj", "yaml"}:
            raise ImportError("a kernel imported " + name)
        return None

sys.meta_path.insert(0, Wall())
import edau.kernels
names = [module.name for module in pkgutil.walk_packages(edau.kernels.__path__, "edau.kernels.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_all_kernels_import_with_django_and_the_apps_walled_off():
    run = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")
    assert int(run.stdout) >= 12


def test_the_wall_would_stop_a_kernel_that_imports_django():
    code = IMPORT_ALL.replace("import edau.kernels\n", "import django\n", 1)

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert run.returncode == 1
    assert run.stderr.rstrip().endswith("ImportError: a kernel imported django")
