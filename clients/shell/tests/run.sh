#!/bin/sh
# Tests kim.sh and the reminder example, through socat and through nc:  tests/run.sh [BIN_DIR]
# First against a scripted daemon, then, with BIN_DIR, against the real one.
# shellcheck disable=SC2016 # what is in single quotes is for jq, or must arrive as it is
set -u
cd "$(dirname "$0")/.." || exit 1
clients=$(cd .. && pwd)
bin=
if [ $# -gt 0 ]; then bin=$(cd "$OLDPWD" && cd "$1" && pwd) || exit 1; fi
dir=$(mktemp -d)
passed=0
failed=0
fake=
kimd=
finish() {
  stop_fake
  if [ -n "$kimd" ]; then kill "$kimd" 2>/dev/null && wait "$kimd"; fi
  rm -rf "$dir"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$clients/python"
# shellcheck source-path=SCRIPTDIR source=../kim.sh
. ./kim.sh

# check WHAT GOT WANTED
check() {
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED (%s) %s\n   got    %s\n   wanted %s\n' "$KIM_TRANSPORT" "$1" "$2" "$3"
  fi
}

# await COMMAND…: until it is true, at most 3 s
await() {
  for _ in $(seq 150); do
    if "$@" 2>/dev/null; then return 0; fi
    sleep 0.02
  done
  return 1
}

# fake JSON: starts a scripted daemon with these steps
fake() {
  stop_fake
  rm -f "$dir/requests"
  printf '%s' "$1" >"$dir/steps"
  python3 -m tests.fake "$dir/f" "$dir/requests" "$dir/steps" &
  fake=$!
  export KIM_SOCKET="$dir/f"
  await test -S "$dir/f" -a -e "$dir/requests"
}

stop_fake() {
  if [ -n "$fake" ]; then
    rm -f "$dir/f"
    kill "$fake" && wait "$fake"
    fake=
  fi 2>/dev/null
}

# asked N JQ: what JQ makes of the N requests that came
asked() {
  await eval "[ \"\$(wc -l <'$dir/requests')\" -ge $1 ]"
  jq -scS "$2" "$dir/requests"
}

# run COMMAND…: sets out, err (the kind), code
run() {
  out=$("$@" 2>"$dir/err")
  code=$?
  err=$(jq -r .data.kind "$dir/err" 2>/dev/null)
}

scripted() {
  fake '[{"result":{"a":1,"_meta":{"seq":3}}}]'
  run kim case.show number=KIM-2026-0001-7
  check 'a result without _meta' "$code $out" '0 {"a":1}'
  check 'the request' "$(asked 1 '.[0] | [.jsonrpc, .method, .params.number]')" \
    '["2.0","case.show","KIM-2026-0001-7"]'
  check 'a key of its own' "$(asked 1 '.[0].params._meta.idempotencyKey | test("^[0-9]{16}[0-9a-f]{16}$")')" true

  fake '[{"result":{}}]'
  printf 'Zoë "Quote" \\ $HOME `id`\nline two\n' >"$dir/text"
  kim x.y a='it'\''s "q" \ $x *' b='p:=q=r' c@d=@@at e=@"$dir/text" f:='{"n":[1,null]}' g= \
    _key=k _reason=why _lang=de _dry_run:=true >/dev/null
  check 'fields arrive as they are' "$(asked 1 '.[0].params')" "$(jq -ncS --rawfile e "$dir/text" \
    '{a: "it'\''s \"q\" \\ $x *", b: "p:=q=r", "c@d": "@at", e: ($e | rtrimstr("\n")),
      f: {n: [1, null]}, g: "",
      _meta: {idempotencyKey: "k", reason: "why", lang: "de", dryRun: true}}')"

  fake '[{"result":{}},{"result":{}}]'
  printf '{"givenName":"Test","_meta":{"lang":"de"}}' | kim x.y - municipality=delbrueck >/dev/null
  check 'an object on standard input' \
    "$(asked 1 '.[0].params | [.givenName, .municipality, ._meta.lang]')" '["Test","delbrueck","de"]'
  printf 'Test\n' | kim x.y name=@- >/dev/null
  check 'a value on standard input' "$(asked 2 '.[1].params.name')" '"Test"'

  fake '[]'
  for bad in 'novalue' '=x' ':=1' 'a:={' '_other=1' 'a=@/no/such/file'; do
    run kim x.y "$bad"
    check "refused: $bad" "$code $err" '2 invalid_params'
  done
  run kim x.y a=1 a=2
  check 'a field given twice' "$code $err" '2 invalid_params'
  run kim
  check 'no method' "$code $err" '2 invalid_params'
  printf '[1]' | run kim x.y -
  check 'nothing of this was sent' "$(asked 0 length)" 0

  overloaded='{"error":{"code":-32000,"message":"m","data":{"kind":"overloaded","retryAfterMs":1}}}'
  fake "[$overloaded,\"DROP\",{\"result\":{\"b\":2}}]"
  run kim case.open client=c
  check 'tried again until it works' "$code $out" '0 {"b":2}'
  check 'with the same key' \
    "$(asked 3 '[length, (map(.params._meta.idempotencyKey) | unique | length)]')" '[3,1]'

  fake '["FULL",{"result":{}}]'
  run kim case.open client=c
  check 'a full daemon is tried again' "$code" 0

  fake "[$overloaded,$overloaded,$overloaded]"
  KIM_RETRIES=1 run kim case.open client=c
  check 'retries end' "$code $err $(asked 2 length)" '10 overloaded 2'

  fake '[{"error":{"code":1404,"message":"m","data":{"kind":"not_found"}}}]'
  run kim case.show id=x
  check 'an error' "$code $err $(asked 1 length)" '5 not_found 1'
  check 'nothing on standard output' "$out" ''

  for reply in '"no json"' '{"id":"other","result":{}}' '{"result":[]}' '{"result":{},"error":{}}' \
    '{"error":{"code":1,"message":"m"}}' '[{"result":{}},{"result":{}}]'; do
    fake "[$reply]"
    run kim case.show id=x
    check "no answer: $reply" "$code $err" '70 protocol'
  done

  fake '["HANG"]'
  KIM_TIMEOUT=1 run kim case.show id=x
  check 'a silent daemon' "$code $err" '8 deadline'

  fake '[{"result":{"items":[{"n":1},{"n":2}],"next":"c\"1"}},{"result":{"items":[{"n":3}]}}]'
  run kim_items case.list state=intake
  check 'all pages' "$(echo "$out" | tr '\n' ' ')" '{"n":1} {"n":2} {"n":3} '
  check 'the cursor' "$(asked 2 '[.[].params.cursor]')" '[null,"c\"1"]'

  long=$(head -c 300000 /dev/zero | tr '\0' x)
  fake "[{\"result\":{\"t\":\"$long\"}}]"
  run kim x.y t="$long"
  check 'a long line both ways' "$code ${#out} $(asked 1 '.[0].params.t | length')" '0 300008 300000'

  fake '["DROP",{"result":{"c":3}}]'
  check 'under set -eu' "$(sh -euc '. ./kim.sh; kim x.y; echo on')" "$(printf '{"c":3}\non')"

  KIM_SOCKET="$dir/none" KIM_TIMEOUT=1 run kim x.y
  check 'no daemon' "$code $err" '3 unreachable'
  KIM_SOCKET="$dir/none" KIM_RETRIES=0 run kim x.y
  check 'no daemon, and no wait' "$code $err" '3 unreachable'
}

# A daemon that makes its own socket, and is gone for a moment.
restarts() {
  KIM_SOCKET=$dir/f
  stop_fake
  later '[{"result":{"a":1}}]'
  run kim x.y
  check 'a socket that is missing is waited for' "$code $out" '0 {"a":1}'
  stop_fake
  leave_behind
  later '[{"result":{"a":2}}]'
  run kim x.y
  check 'a socket that refuses is waited for' "$code $out" '0 {"a":2}'

  # In a directory of one's own, where there is no daemon of the system's.
  stop_fake
  if [ ! -e /run/kimd/kimd.sock ]; then
    rm -rf "$dir/.kim" && mkdir "$dir/.kim"
    cd "$dir" || exit 1
    { sleep 0.5 && ln "$dir/f" .kim/kimd.sock; } &
    later '[{"result":{"a":3}}]' 0
    KIM_SOCKET='' run kim x.y
    check 'one of our own is waited for' "$code $out" '0 {"a":3}'
    cd "$OLDPWD" || exit 1
  fi

  stop_fake
  start=$(date +%s)
  KIM_SOCKET=$dir/none/s run kim x.y
  check 'no directory of the socket' "$code $err" '3 unreachable'
  : >"$dir/file"
  KIM_SOCKET=$dir/file run kim x.y
  check 'no socket' "$code $err" '3 unreachable'
  check 'both told at once' "$(($(date +%s) - start < 3))" 1
  leave_behind
  KIM_TIMEOUT=1 run kim x.y
  check 'the wait ends' "$code $err" '3 unreachable'
  rm -f "$dir/f"
}

# later JSON [SECONDS]: starts a scripted daemon, in the place of what is there
later() {
  printf '%s' "$1" >"$dir/steps"
  {
    sleep "${2:-0.5}"
    rm -f "$dir/f"
    exec python3 -m tests.fake "$dir/f" "$dir/requests" "$dir/steps"
  } &
  fake=$!
}

# The file of a daemon that was killed: it refuses.
leave_behind() {
  python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$dir/f"
}

# Whom root or we gave the socket is spoken to; who may have put it there himself is not.
strangers() {
  if [ "$(id -u)" != 0 ]; then return 0; fi
  mkdir "$dir/place"
  cd "$dir/place" || exit 1
  for row in '755 0 4711 0' '700 0 4711 0' '777 0 4711 70' '1777 0 4711 70' '775 0 4711 70' \
    '755 4711 4711 0' '755 4712 4711 70' '1777 0 0 0'; do
    # shellcheck disable=SC2086
    set -- $row
    fake '[{"result":{}}]'
    rm -f s
    ln "$dir/f" s
    chown "$3" s
    chown "$2" . && chmod "$1" .
    KIM_SOCKET=$PWD/s run kim x.y
    check "socket of $3 in a directory of $2, $1" "$code" "$4"
  done
  cd "$OLDPWD" || exit 1
}

# Nothing of a value is ever in the arguments of a process.
arguments() {
  fake '["HANG"]'
  KIM_TIMEOUT=2 KIM_RETRIES=0 kim x.y name=Canary4711 other:='"Canary4711"' 2>/dev/null &
  caller=$!
  seen=
  for _ in $(seq 50); do
    for process in /proc/[0-9]*; do
      case $(tr '\0' ' ' <"$process/cmdline") in *Canary4711*) seen="$seen $process" ;; esac
    done 2>/dev/null
    kill -0 "$caller" 2>/dev/null || break
  done
  wait "$caller"
  check 'it was sent' "$(asked 1 '.[0].params.name')" '"Canary4711"'
  check 'no value in an argument' "$seen" ''
}

reminders() {
  item='{"id":"r1","token":"t1","channel":"email","recipient":"test@example.org","language":"de",
    "subject":"Termin am Dienstag, 24. November, im Rathaus Büren","body":"Grüße,\ndas Rathaus\n"}'
  bad=$(printf '%s' "$item" | jq -c '.id = "r0" | .recipient = "a@example.org\nBcc: b@example.org"')
  foreign=$(printf '%s' "$item" | jq -c '.id = "r2" | .recipient = "ü@example.org"')
  lease='{"result":{"items":[%s]}},{"result":{}}'
  none='{"result":{"items":[]}}'
  export KIM_SEND="cat >'$dir/mail'"
  # shellcheck disable=SC2059
  fake "[$(printf "$lease,$lease,$lease" "$bad" "$foreign" "$item"),$none]"
  run ./examples/reminders.sh
  check 'one bad recipient does not stop the next' "$code" 12
  answers='[.[] | select(.method != "reminder.lease") | [.method, .params.id, .params.reason]]'
  check 'each has its answer' "$(asked 7 "$answers")" "$(printf '[%s,%s,%s]' \
    '["reminder.fail","r0","bad_message"]' '["reminder.fail","r2","bad_message"]' \
    '["reminder.ack","r1",null]')"
  check 'leased one by one, with its token' \
    "$(asked 7 '[(map(.params.limit) | unique), (map(.params.token) | unique)]')" \
    '[[null,1],[null,"t1"]]'
  check 'the message' "$(python3 -c '
import email, email.policy, sys
mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
print(mail["To"], "|", mail["Subject"], "|", mail.get_content().strip().replace("\n", "/"))
' "$dir/mail")" 'test@example.org | Termin am Dienstag, 24. November, im Rathaus Büren | Grüße,/das Rathaus'

  for row in 'exit 75=sender_exit_75' 'kill -9 $$=sender_exit_137'; do
    KIM_SEND=${row%=*}
    # shellcheck disable=SC2059
    fake "[$(printf "$lease" "$item"),$none]"
    run ./examples/reminders.sh
    check "a sender that fails: $KIM_SEND" "$code $(asked 3 '.[1].params.reason')" "12 \"${row#*=}\""
  done
  for KIM_SEND in '/no/such/program -t' /etc/passwd; do
    # shellcheck disable=SC2059
    fake "[$(printf "$lease,$lease" "$item" "$item"),$none]"
    run ./examples/reminders.sh
    check "no sender: $KIM_SEND" "$code $(asked 2 '[length, .[1].params.reason]')" \
      '12 [2,"sender_missing"]'
    check 'which is told' "$(grep -c 'cannot be run' "$dir/err")" 1
  done
  fake '[{"error":{"code":1403,"message":"m","data":{"kind":"forbidden"}}}]'
  run ./examples/reminders.sh
  check 'not allowed' "$code" 4
  fake '[{"result":{"items":[]}}]'
  run ./examples/reminders.sh
  check 'nothing due' "$code" 0
}

# A client with consent and a booking, which is reminded of: $1 tells the runs apart.
story() {
  export KIM_SOCKET="$dir/s"
  check 'hello' "$(kim rpc.hello | jq .you.uid)" "$(id -u)"
  client=$(printf '{"givenName":"Test","familyName":"Muster%s","email":"%s@example.org"}' "$1" "$1" |
    kim client.register - municipality=delbrueck | jq -r .id)
  kim consent.give client="$client" 'purposes:=["case_work","contact_by_channel"]' \
    form=signed noticeVersion=1 language=de >/dev/null
  check 'consent' "$?" 0
  case=$(kim case.open client="$client" municipality=delbrueck intakeSource=self _key="k-$1")
  check 'a case' "$(echo "$case" | jq -r '"\(.state) \(.rev)"')" 'intake 1'
  check 'the same key acts once' \
    "$(kim case.open client="$client" municipality=delbrueck intakeSource=self _key="k-$1")" "$case"
  run kim case.open client="$client" municipality=delbrueck intakeSource=self
  check 'one open case a client' "$code $err" '6 case_exists'
  run kim case.show id=01900000-0000-7000-8000-000000000000
  check 'not found' "$code $err" '5 not_found'
  check 'listed' "$(kim_items case.list state=intake limit:=1 | jq -r .id |
    grep -c "$(echo "$case" | jq -r .id)")" 1
  book "$client"
  export KIM_SEND="cat >'$dir/mail'"
  run ./examples/reminders.sh
  check 'the reminder is sent' "$code $(grep -c "^To: $1@example.org\$" "$dir/mail")" '0 1'
  queue "$1"
}

book() {
  free=$(kim appointment.free site=test-always-open serviceType=erstgespraech \
    from="$(date +%F)" to="$(date -d '+7 days' +%F)")
  check 'a booking' "$(echo "$free" | jq -c '.items[0] | {start}' | kim appointment.book - \
    site=test-always-open serviceType=erstgespraech client="$1" | jq -r .state)" booked
}

# Tickets of a session, called in their order; a desk has at most one.
queue() {
  session=$(kim session.open site=delbrueck-rathaus 2>/dev/null | jq -r .id)
  [ "$session" != "" ] || session=$(kim session.list site=delbrueck-rathaus | jq -r '.items[0].id')
  first=$(kim ticket.issue session="$session" serviceType=erstgespraech | jq -r .number)
  kim ticket.issue session="$session" serviceType=erstgespraech >/dev/null
  called=$(kim ticket.callNext session="$session" desk=1)
  check 'the first ticket is called' "$(echo "$called" | jq -r .number)" "$first"
  check 'the board' "$(kim board.show site=delbrueck-rathaus |
    jq -r '[.calls[] | select(.desk == "1")][0].number')" "$first"
  run kim ticket.callNext session="$session" desk=1
  check 'a busy desk' "$code $err" '6 desk_busy'
  ticket=$(echo "$called" | jq -c '{id, ifRev: .rev}')
  ticket=$(echo "$ticket" | kim ticket.start - | jq -c '{id, ifRev: .rev}')
  check 'served' "$(echo "$ticket" | kim ticket.finish - | jq -r .state)" served
  second=$(kim ticket.callNext session="$session" desk=1 | jq -c '{id, ifRev: .rev}')
  second=$(echo "$second" | kim ticket.start - | jq -c '{id, ifRev: .rev}')
  echo "$second" | kim ticket.finish - >/dev/null
  check 'the queue is worked off' "$?" 0
}

if [ -n "$bin" ]; then
  "$bin/kimd" serve --state "$dir/state" --socket "$dir/s" >"$dir/log" 2>&1 &
  kimd=$!
  python3 ../python/tests/prepare.py "$dir/s" ../examples/kreis-paderborn.json || {
    cat "$dir/log" >&2
    exit 1
  }
fi
KIM_TRANSPORT=nc strangers
for KIM_TRANSPORT in socat nc; do
  export KIM_TRANSPORT
  scripted
  restarts
  arguments
  reminders
  stop_fake
  if [ -n "$bin" ]; then story "test-$KIM_TRANSPORT"; fi
done
[ -n "$bin" ] || echo 'No BIN_DIR: nothing was tried against the real daemon.'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
