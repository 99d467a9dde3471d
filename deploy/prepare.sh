#!/bin/sh
# Makes the folders and secrets that compose.yaml needs, each once: what is there is left as it is.
# The folder of secrets is yours alone. The files in it can be read by any account, because Compose hands them into
# containers with the mode that they have here, and the processes there run as accounts of their own.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets keys out
chmod 755 keys
# The account `node` of the image, which writes exports.
chown 1000 out 2>/dev/null || chmod 777 out

put() { # NAME TEXT
  [ -e "secrets/$1" ] && return 0
  printf '%s' "$2" >"secrets/$1"
  chmod 444 "secrets/$1"
  echo "made secrets/$1"
}

put database-password "$(openssl rand -hex 32)"
put database-url "postgres://waymark:$(cat secrets/database-password)@database:5432/waymark"
put page-state-key "$(openssl rand -base64 33)"
put search-master-key "$(openssl rand -hex 32)"
put webhook-secret "whsec_$(openssl rand -base64 32)"
# An empty one counts as not set. Fill in what you use.
put smtp-url ''
