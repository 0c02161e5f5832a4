#!/bin/sh
# Print nginx's configuration for one site, made from hosting/nginx.conf.
#
#   sh hosting/nginx.sh map.example.org /etc/ssl/map.pem /etc/ssl/map.key        the page at https://map.example.org/
#   BASE=/map PORTS="8501 8502" LISTEN=8443 sh hosting/nginx.sh …                 under a path, two processes, another port
set -eu
[ $# -eq 3 ] || { echo "usage: [BASE=/path] [PORTS='8501 8502'] [LISTEN=443] sh hosting/nginx.sh NAME CERTIFICATE KEY" >&2; exit 2; }
BASE=${BASE:-}
case "$BASE" in
    "" | /[A-Za-z0-9]*[A-Za-z0-9] | /[A-Za-z0-9]) ;;
    *) echo "BASE='$BASE' cannot be: a path such as /map, without a slash at its end, is allowed" >&2; exit 2 ;;
esac
upstreams=
for port in ${PORTS:-8501}; do
    upstreams="$upstreams    server 127.0.0.1:$port max_fails=1 fail_timeout=5s;\\
"
done
redirect="# the page is at the top"
nowhere="# and nothing beside it"
if [ -n "$BASE" ]; then
    redirect="location = $BASE { return 301 $BASE/; }"
    nowhere="location / { return 404; }"
fi
sed -e "s|@BASE@|$BASE|g" -e "s|@NAME@|$1|" -e "s|@CERTIFICATE@|$2|" -e "s|@KEY@|$3|" -e "s|@LISTEN@|${LISTEN:-443}|" \
    -e "s|@REDIRECT@|$redirect|" -e "s|@NOWHERE@|$nowhere|" -e "s|@UPSTREAMS@|${upstreams%??}|" "$(dirname "$0")/nginx.conf"
