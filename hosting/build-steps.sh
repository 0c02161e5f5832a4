#!/bin/sh
# The steps of the container's build, one by one, so that they can also be taken where there is no Docker.
#
#   sh hosting/build-steps.sh packages FOLDER    Python's packages, checked against their hashes, into FOLDER
#   sh hosting/build-steps.sh prepare            what the page would otherwise make at its first start (PYTHON)
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
packages)
    python3 -m venv "$2"
    "$2/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --requirement requirements.txt --requirement requirements-signin.txt
    ;;
prepare)
    "$PYTHON" cli.py gazetteer build
    "$PYTHON" -c 'from pathlib import Path; from view.vendored import vendored; vendored(Path("static/vendor"))'
    "$PYTHON" -m compileall -q text geo events store view ui commands cli.py dashboard.py
    ;;
*)
    echo "usage: sh hosting/build-steps.sh packages FOLDER | prepare" >&2
    exit 2
    ;;
esac
