# shellcheck shell=sh disable=SC2030,SC2031
# kimd for shell scripts: source this file. It needs jq and socat, or jq and OpenBSD's nc.
#
#   kim METHOD [FIELD]…         the result on standard output; on failure the error object on
#                               standard error and the exit code of kimctl (kim_exit_code below)
#   kim_items METHOD [FIELD]…   every item of a list, one a line, page after page
#
#   FIELD   key=value           a string                  key=@file   the text of a file (@@ for @)
#           key:=json           any JSON                  key=@-      the text on standard input
#           -                   an object on standard input, merged with the other fields
#           _key= _reason= _lang= _dry_run:=true          the request's _meta
#
# Values reach other programs through pipes alone, never as arguments, which everybody on the
# machine can read. Where a value is personal, keep it out of the script's own arguments too:
# key=@-, key=@file or -. Every call has an idempotency key; each retry carries the same. A daemon
# that is not there is waited for, some 5 s, before anything is sent: it may just be restarted.
#
#   KIM_SOCKET      default: ./.kim/kimd.sock of your own, then /run/kimd/kimd.sock
#   KIM_TIMEOUT     seconds to wait for an answer (30)
#   KIM_RETRIES     how often to try again (4); 0: nor is a daemon waited for
#   KIM_TRANSPORT   socat or nc; default: what there is

kim() (
  newline='
'
  if ! command -v jq >/dev/null || ! command -v "$(_kim_transport)" >/dev/null; then
    _kim_error missing 'this needs jq, and socat or nc'
    exit 70
  fi
  request=$(_kim_request "$@") || {
    _kim_error invalid_params 'a field is no key=value, no JSON, given twice, or unreadable'
    exit 2
  }
  attempt=0
  waits=0
  while :; do
    _kim_attempt
    [ "$verdict" != ok ] || break
    kind=${verdict% *}
    if ! _kim_again; then
      printf '%s\n' "$body" >&2
      exit "$(kim_exit_code "$kind")"
    fi
  done
  printf '%s\n' "$body"
)

kim_items() (
  cursor=
  while :; do
    page=$(kim "$@" ${cursor:+"cursor:=$cursor"}) || exit $?
    printf '%s\n' "$page" | jq -c '.items[]' || exit 70
    next=$(printf '%s\n' "$page" | jq -c '.next // empty') || exit 70
    [ -n "$next" ] || exit 0
    if [ "$next" = "$cursor" ]; then
      _kim_error protocol 'the same cursor came again'
      exit 70
    fi
    cursor=$next
  done
)

# The exit code for the kind of an error.
kim_exit_code() {
  case $1 in
    method_not_found | invalid_params | line_too_long) echo 2 ;;
    unreachable | connection_lost) echo 3 ;;
    forbidden) echo 4 ;;
    not_found) echo 5 ;;
    stale_revision | idempotency_mismatch | cursor_mismatch | seq_too_old) echo 6 ;;
    slot_taken | desk_busy | queue_empty | case_exists | already_exists) echo 6 ;;
    invalid_value | invalid_state | consent_missing | release_missing) echo 7 ;;
    deadline) echo 8 ;;
    overloaded | draining | not_ready | too_many_connections) echo 10 ;;
    storage_failed | storage_low | data_damaged) echo 10 ;;
    approval_required) echo 11 ;;
    *) echo 70 ;;
  esac
}

# Waits before another attempt of `kim`, or is false where there shall be none.
_kim_again() {
  case $verdict in
    'overloaded '* | 'draining '* | 'not_ready '* | 'too_many_connections '* | 'connection_lost '*)
      [ "$attempt" -lt "${KIM_RETRIES:-4}" ] || return 1
      _kim_pause "$attempt" "${verdict##* }"
      attempt=$((attempt + 1))
      ;;
    'unreachable 1')
      # Pauses of 0.1, 0.2 and then 0.4 s, no longer than an answer would be waited for.
      limit=${KIM_TIMEOUT:-30}
      limit=${limit%%[!0-9]*}
      [ "${limit:-0}" -lt 5 ] || limit=5
      [ "${KIM_RETRIES:-4}" -gt 0 ] && [ $((waits * 2)) -lt $((${limit:-0} * 5)) ] || return 1
      _kim_pause $((waits < 2 ? waits : 2)) 0
      waits=$((waits + 1))
      ;;
    *) return 1 ;;
  esac
}

# One attempt of `kim`: sets verdict (ok, or KIND MILLISECONDS) and body (a line of JSON). Of the
# kind unreachable, 1 in the place of milliseconds says that nothing was sent and why may pass.
_kim_attempt() {
  _kim_find || return 0
  # What came, then, on a line of its own, how the transport ended.
  answer=$({
    printf '%s\n' "$request" | _kim_exchange "$socket" && ended=0 || ended=$?
    printf '\n%s\n' "$ended"
  } 2>/dev/null | head -c 4194400)
  ended=${answer##*"$newline"}
  answer=$(printf '%s\n' "${answer%"$newline"*}" | jq -rn "$_kim_read" 2>/dev/null) || answer=
  verdict=${answer%%"$newline"*}
  body=${answer#*"$newline"}
  case $verdict:$ended in
    :*) _kim_failed 'protocol 0' 'the daemon sent what is no answer to the call' ;;
    none:124) _kim_failed 'deadline 0' 'no answer in time' ;;
    none:111) _kim_failed 'unreachable 1' 'nobody listens at the socket (KIM_SOCKET)' ;;
    none:*) _kim_failed 'connection_lost 0' 'the daemon closed the connection' ;;
  esac
}

_kim_failed() {
  verdict=$1
  body=$(_kim_error "${1% *}" "$2" 2>&1)
}

# Reads the answer lines: the verdict, then the result without _meta or the error. Nothing at all
# is "none", anything that is no answer is an error of jq.
# shellcheck disable=SC2016
_kim_read='
  [inputs | select(type != "object" or (has("method") | not))]
  | if length == 0 then "none", ""
    elif length > 1 or .[0].jsonrpc != "2.0" then error("no single answer")
    else .[0]
      | if has("result") == has("error") then error("neither or both")
        elif .id == "shell" and (.result | type) == "object" then
          "ok", (.result | del(._meta) | tojson)
        elif (.id == "shell" or .id == null)
          and (.error.data.kind | type == "string" and test("^[a-z_]+$")) then
          "\(.error.data.kind) \(.error.data.retryAfterMs // 0 | floor)", (.error | tojson)
        else error("not ours") end
    end'

# The request line for the arguments of `kim`.
_kim_request() {
  _kim_fields "$@" | jq -Rsc "$_kim_build" 2>/dev/null
}

# Every field as three strings, each ended by a NUL: what it is, its name, its value.
_kim_fields() {
  read -r key </proc/sys/kernel/random/uuid || return
  printf 'key\0\0%s\0method\0\0%s\0' "$key" "${1:-}"
  [ $# -eq 0 ] || shift
  for field in "$@"; do
    name=${field%%=*}
    value=${field#*=}
    case $field in
      -) printf 'object\0\0' && tr -d '\000' && printf '\0' || return ;;
      [!=:]*:=*)
        case $name in
          *:) printf 'json\0%s\0%s\0' "${name%:}" "$value" ;;
          *) _kim_text "$name" "$value" || return ;;
        esac
        ;;
      [!=:]*=*) _kim_text "$name" "$value" || return ;;
      *) return 2 ;;
    esac
  done
  printf 'end\0\0.\n' # jq 1.6 loses NULs at the very end
}

_kim_text() {
  case $2 in
    @-) printf 'file\0%s\0' "$1" && tr -d '\000' && printf '\0' ;;
    @@*) printf 'text\0%s\0%s\0' "$1" "${2#@}" ;;
    @*) [ -r "${2#@}" ] && printf 'file\0%s\0' "$1" && tr -d '\000' <"${2#@}" && printf '\0' ;;
    *) printf 'text\0%s\0%s\0' "$1" "$2" ;;
  esac
}

# shellcheck disable=SC2016
_kim_build='
  {"_key": "idempotencyKey", "_reason": "reason", "_lang": "lang", "_dry_run": "dryRun"} as $meta
  | split("\u0000") as $all
  | [range(0; $all | length; 3) as $i | $all[$i:$i + 3]]
  | if length < 3 or .[-1][0] != "end" or .[1][2] == "" then error("cut off") else .[:-1] end
  | reduce .[] as [$what, $name, $value] (
      {jsonrpc: "2.0", id: "shell", method: "", params: {}, given: {}};
      # Microseconds, then chance: keys that grow lie side by side in the store.
      if $what == "key" then
        .given._meta.idempotencyKey = "\(now * 1e6 | floor)\($value | gsub("-"; "")[:16])"
      elif $what == "method" then .method = $value
      elif $what == "object" then
        ($value | fromjson) as $object
        | if ($object | type) == "object" and .params == {} then .params = $object
          else error("no object, or a second one") end
      else
        (if $what == "json" then $value | fromjson
         elif $what == "file" then $value | rtrimstr("\n")
         else $value end) as $new
        | if ($name | startswith("_")) then
            if $meta[$name] then .given._meta[$meta[$name]] = $new else error("no such option") end
          elif .given | has($name) then error("given twice")
          else .given[$name] = $new end
      end)
  | .params = .params + .given + {_meta: ((.params._meta // {}) as $m | .given._meta + $m)}
  | del(.given)'

# Sends standard input as one conversation and prints what the daemon says. 111: nobody listened.
_kim_exchange() {
  status=0
  { said=$(LC_ALL=C _kim_transfer "$1" 2>&1 >&3 3>&-) || status=$?; } 3>&1
  case $said in *'Connection refused'* | *'No such file'*) return 111 ;; esac
  return "$status"
}

_kim_transfer() {
  limit=${KIM_TIMEOUT:-30}
  case $(_kim_transport) in
    socat)
      # In an address of socat, these characters would be its own syntax.
      address=$(printf '%s' "$1" | sed 's/[^A-Za-z0-9_./-]/\\&/g')
      timeout --foreground "$limit" socat -t "$limit" - "UNIX-CONNECT:$address"
      ;;
    *) timeout --foreground "$limit" nc -N -U "$1" ;;
  esac
}

_kim_transport() {
  if [ -n "${KIM_TRANSPORT:-}" ]; then
    echo "$KIM_TRANSPORT"
  elif command -v socat >/dev/null 2>&1; then
    echo socat
  else
    echo nc
  fi
}

# Sets socket, or verdict and body where there is none or it belongs to somebody else.
_kim_find() {
  socket=${KIM_SOCKET:-/run/kimd/kimd.sock}
  if [ -n "${KIM_SOCKET:-}" ]; then
    :
  elif _kim_ours -S .kim/kimd.sock; then
    socket=.kim/kimd.sock
  elif [ ! -e .kim/kimd.sock ] && [ ! -e "$socket" ] && _kim_ours -d .kim; then
    # One of our own may be on its way back; where there is the system's, it is meant.
    socket=.kim/kimd.sock
  fi
  folder=$(dirname -- "$socket")
  # "755 0" for a directory of root's that nobody else writes to: only root could put it there.
  if ! rights=$(stat -L -c '%a %u' -- "$folder" 2>/dev/null); then
    _kim_failed 'unreachable 0' 'there is no directory of the socket (KIM_SOCKET)'
    return 1
  elif ! owner=$(stat -c %u -- "$socket" 2>/dev/null); then
    _kim_failed 'unreachable 1' 'there is no daemon at the socket (KIM_SOCKET)'
    return 1
  elif [ ! -S "$socket" ] || [ ! -w "$socket" ]; then
    _kim_failed 'unreachable 0' 'this is no socket, or not one for this user (KIM_SOCKET)'
    return 1
  fi
  case $owner:$rights in
    0:* | "$(id -u)":* | *:*" $owner") ;;
    *:*[0145][0145]" 0" | *:*[0145][0145]" $(id -u)") ;;
    *)
      _kim_failed 'impostor 0' 'the socket belongs to somebody who is not the daemon'
      return 1
      ;;
  esac
}

# Whether a thing of this kind (of `test`) is at the path, no link to one, and belongs to us.
_kim_ours() {
  [ "$1" "$2" ] && [ ! -L "$2" ] && [ "$(stat -c %u -- "$2")" = "$(id -u)" ]
}

# Waits before attempt $1 + 1; $2 is what the daemon asks for in milliseconds; at most 5 s.
_kim_pause() {
  pause=$((100 * (1 << ($1 < 6 ? $1 : 6))))
  [ "$2" -le "$pause" ] || pause=$2
  [ "$pause" -le 5000 ] || pause=5000
  sleep "$((pause / 1000)).$(printf '%03d' $((pause % 1000)))"
}

_kim_error() {
  printf '{"message":"%s","data":{"kind":"%s"}}\n' "$2" "$1" >&2
}
