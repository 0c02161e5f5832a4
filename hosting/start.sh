#!/bin/sh
# Start the page on a host: what is missing in the data folder is made first, then Streamlit serves until it is ended.
#
#   sh hosting/start.sh [PORT]        PYTHON, CONFLICT_MAP_… and STREAMLIT_… from the environment: docs/HOSTING.md
set -eu
cd "$(dirname "$0")/.."
[ -n "${PYTHON:-}" ] || { PYTHON=python3; [ ! -x .venv/bin/python ] || PYTHON=.venv/bin/python; }
data=${CONFLICT_MAP_DATA:-data}

mkdir -p "$data"
if [ ! -e "$data/gazetteer.sqlite" ] && [ -e data/gazetteer.sqlite ]; then
    cp data/gazetteer.sqlite "$data/gazetteer.part.$$"  # compiled when the image was built: saves the first start a minute
    mv "$data/gazetteer.part.$$" "$data/gazetteer.sqlite"
fi
"$PYTHON" cli.py gazetteer build
"$PYTHON" cli.py seed || echo "Some of the seed articles were left out." >&2
# Many who connect and say nothing must not use up the handles: as many as the host allows.
ulimit -n "$(ulimit -H -n)" 2>/dev/null || true
# Started so it is hosted: a proxy that says nothing of itself makes nobody an editor. 0 says that there is none.
export CONFLICT_MAP_PROXIED="${CONFLICT_MAP_PROXIED:-1}"
# Streamlit's greeting would ask a server outside for this one's own address.
export STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE=true
exec "$PYTHON" -m streamlit run dashboard.py --server.port "${1:-8501}"
