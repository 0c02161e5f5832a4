#!/bin/sh
# End with 0 where the server on this machine answers (a container's health check).
#
#   sh hosting/health.sh [PORT]
base=${STREAMLIT_SERVER_BASE_URL_PATH:-}
exec "${PYTHON:-python3}" -c 'import sys, urllib.request
urllib.request.urlopen(sys.argv[1], timeout=4)' "http://127.0.0.1:${1:-8501}${base:+/${base#/}}/_stcore/health"
