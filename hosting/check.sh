#!/bin/sh
# Host the page from nothing, in an empty folder, and look whether it paints.
#
#   sh hosting/check.sh container    the Dockerfile's steps without Docker: built as root, run by nobody in particular with
#                                    everything but the volume read-only
#   sh hosting/check.sh cloud        what Streamlit Community Cloud does: packages, then streamlit run
#
# VENV=folder   take these packages and this gazetteer instead of installing and compiling (minutes; the tests do)
# PORT=9555     where it is served meanwhile
set -eu
cd "$(dirname "$0")/.."
house=$(pwd)
way=${1:-container}
port=${PORT:-9555}
browser=${BROWSER_PYTHON:-$house/.venv/bin/python}
fresh=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
    rm -rf "$fresh"
}
trap finish EXIT INT TERM

say() { echo "$way: $*" >&2; }

copy() {  # the repository as it would be checked out, without what .dockerignore leaves out
    mkdir -p "$fresh/app"
    tar --create --exclude-vcs --exclude=.venv --exclude=./data/* --exclude=static/vendor --exclude=__pycache__ \
        --exclude='.*_cache' --exclude=.hypothesis --exclude=secrets.toml --exclude=./tests --exclude=./bench . \
        | tar --extract --directory "$fresh/app"
}

packages() {
    if [ -n "${VENV:-}" ]; then
        python=$VENV/bin/python
        mkdir -p "$fresh/app/data"
        cp data/gazetteer.sqlite "$fresh/app/data/"
    elif [ "$way" = container ]; then
        sh "$fresh/app/hosting/build-steps.sh" packages "$fresh/venv"
        python=$fresh/venv/bin/python
    else
        python3 -m venv "$fresh/venv"
        (cd "$fresh/app" && "$fresh/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements.txt)
        python=$fresh/venv/bin/python
    fi
}

as_container() {  # in a mount namespace of its own: root file system read-only, a temporary folder, the volume
    volume=$fresh/volume temporary=$fresh/temporary
    mkdir -p "$volume" "$temporary"
    chown 10001 "$volume" "$temporary"
    chmod 755 "$fresh"
    home=/$(readlink -f "$python" | cut -d/ -f2)
    unshare --mount sh -eu -c '
        mount --make-rprivate /
        mount --bind "$1" "$1"
        mount -t tmpfs -o mode=1777 tmpfs "$2"
        case "$(stat -c %A "$3")" in *x) ;; *)  # an interpreter in a home that others may not enter: let them see it
            mkdir "$2/home" && mount --bind "$3" "$2/home" && mount -t tmpfs -o mode=755 tmpfs "$3"
            for each in "$2"/home/.[!.]*; do [ ! -d "$each" ] || { mkdir "$3/${each##*/}"; mount --bind "$each" "$3/${each##*/}"; }; done
        esac
        mount --bind / / && mount -o remount,ro,bind /
        cd "$4/app"
        exec setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all \
            env -i PATH=/usr/bin:/bin HOME="$2" TMPDIR="$2" PYTHON="$5" PYTHONDONTWRITEBYTECODE=1 \
            CONFLICT_MAP_STORE="$1/archive" CONFLICT_MAP_DATA="$1" CONFLICT_MAP_CACHE="$1/cache" \
            STREAMLIT_SERVER_ADDRESS=0.0.0.0 sh hosting/start.sh "$6"
    ' check "$volume" "$temporary" "$home" "$fresh" "$python" "$port" &
    server=$!
}

as_cloud() {
    cd "$fresh/app"
    env -i PATH=/usr/bin:/bin HOME="$fresh" "$python" -m streamlit run hosting/cloud/streamlit_app.py --server.port "$port" &
    server=$!
    cd "$house"
}

answers() {
    for _ in $(seq 300); do
        ! PYTHON=$python sh hosting/health.sh "$port" 2>/dev/null || return 0
        kill -0 "$server" || return 1
        sleep 1
    done
    return 1
}

say "copying"
copy
say "packages"
packages
if [ "$way" = container ]; then
    say "preparing"
    PYTHON=$python sh "$fresh/app/hosting/build-steps.sh" prepare
    [ "$(id -u)" = 0 ] || { say "needs root, for another user and a read-only root"; exit 2; }
fi
say "starting"
"as_$way"
answers || { say "no answer"; exit 1; }
say "answers"
"$browser" -m hosting.paints "http://127.0.0.1:$port/"
say "paints"
if [ "$way" = container ]; then
    [ -e "$fresh/volume/archive" ] || { say "nothing is on the volume"; exit 1; }
    written=$(find "$fresh/app" -user 10001 | head -3)
    [ -z "$written" ] || { say "written outside of the volume: $written"; exit 1; }
fi
say "good"
