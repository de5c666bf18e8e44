#!/bin/sh
# tools/install.sh production|development: installs what package-lock.json says, once for each content of it. An
# installation for development serves production too and is never taken away. Runs before there is a Node of our own,
# with whatever npm and Node the machine has.
set -eu
wanted=$1
stamp=node_modules/.installed
lock=$(cksum <package-lock.json)

installed=
[ -f "$stamp" ] && installed=$(cat "$stamp")
# Installed by hand with npm: count it as what it looks like, of an unknown lock.
if [ -z "$installed" ] && [ -d node_modules/jest ]; then installed="development unknown"; fi
case $installed in development*) wanted=development ;; esac

if [ "$installed" != "$wanted $lock" ]; then
  omit=
  [ "$wanted" = production ] && omit=--omit=dev
  echo "Installing packages for $wanted ..." >&2
  # The lock file is all that counts; engine warnings speak of the npm that installs, not of the Node that runs.
  npm ci $omit --loglevel=error --no-audit --no-fund >&2
  # Older npm leaves the runtime's link out; one that this machine cannot run (another libc) must not hide its own.
  for runtime in node_modules/node-*/bin/node; do
    if [ -x "$runtime" ] && "$runtime" --version >/dev/null 2>&1; then
      ln -sf "../${runtime#node_modules/}" node_modules/.bin/node
    else
      rm -f node_modules/.bin/node
    fi
  done
  echo "$wanted $lock" >"$stamp"
fi

PATH=$PWD/node_modules/.bin:$PATH
if ! node -e '
  const [major, minor] = process.versions.node.split(".").map(Number);
  process.exit(major > 24 || (major === 24 && minor >= 17) ? 0 : 1);
'; then
  echo "UltraMarket needs Node 24.17 or newer, which npm does not carry for this machine ($(uname -sm)):" \
    "install it from https://nodejs.org and run this again; found $(node --version)." >&2
  exit 1
fi
