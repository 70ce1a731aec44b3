#!/bin/sh
# Sends the reminders that are due: for a timer. KIM_SEND is the shell command that takes a message
# with its header lines on standard input (default: /usr/sbin/sendmail -t -i).
#
#   leased  ->  sent        ->  reminder.ack    a crash in between: handed out again, same Message-ID
#           ->  not         ->  reminder.fail   with a code, and the next one is leased
#           ->  no command  ->  reminder.fail   and the end: the next would fare no better
#
# Exit codes: those of kim.sh; 12: some could not be sent, or the command cannot be run.
set -u
# shellcheck source-path=SCRIPTDIR source=../kim.sh
. "$(dirname "$0")/../kim.sh"
send=${KIM_SEND:-/usr/sbin/sendmail -t -i}

# The message for an item, its subject and body in base64, which is right for every language. An
# address with more in it than an address makes no message: nobody adds a header line.
# shellcheck disable=SC2016
message='
  def folded($size): [match(".{1,\($size)}"; "gs").string];
  "[^\\s,;:<>()\"@\\x00-\\x1f\\x7f-\\x{10ffff}]+" as $part
  | if .recipient | type == "string" and test("\\A\($part)@\($part)\\z") then
    "To: \(.recipient)",
    "Subject: \(.subject | folded(10) | map("=?UTF-8?B?\(@base64)?=") | join("\n "))",
    "Message-ID: <reminder-\(.id | gsub("[^A-Za-z0-9-]"; ""))@\($host)>",
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: base64",
    "",
    (.body | @base64 | folded(76)[])
  else error("no address") end'

# answer METHOD [field]…: reports on $item; a daemon that has gone ends the run with its code.
answer() {
  printf '%s\n' "$item" | jq -c '{id, token}' | kim "$@" - >/dev/null
  code=$?
  case $code in
    0) ;;
    3 | 8 | 10) exit "$code" ;;
    *) result=12 ;; # too late: it is handed out again
  esac
}

# fail REASON
fail() {
  result=12
  answer reminder.fail reason="$1"
}

result=0
while :; do
  # One at a time, for longer than sending may take: nothing is held that has not its turn yet.
  leased=$(kim reminder.lease limit:=1 leaseSeconds:=300 'channels:=["email"]') || exit $?
  item=$(printf '%s\n' "$leased" | jq -c '.items[0] // empty')
  [ -n "$item" ] || exit "$result"
  if ! mail=$(printf '%s\n' "$item" | jq -r --arg host "$(uname -n)" "$message" 2>/dev/null); then
    fail bad_message
    continue
  fi
  printf '%s\n' "$mail" | timeout 60 sh -c "$send" >/dev/null 2>&1
  code=$?
  case $code in
    0) answer reminder.ack ;;
    124) fail sender_timeout ;;
    126 | 127)
      fail sender_missing
      echo 'reminders: the command cannot be run (KIM_SEND)' >&2
      exit 12
      ;;
    *) fail "sender_exit_$code" ;;
  esac
done
