#!/bin/sh
# Runs a command again and again until it is told to stop: every.sh SECONDS COMMAND…
# A run that fails is said and tried again: content with a mistake in it, or a server that is away, mend themselves here
# as soon as they are mended there.
seconds=$1
shift
trap 'kill "$child" 2>/dev/null; wait "$child"; exit 0' TERM INT
while :; do
  "$@" &
  child=$!
  wait "$child" || echo "It ended with exit status $?. The next try is in $seconds seconds." >&2
  sleep "$seconds" &
  child=$!
  wait "$child"
done
