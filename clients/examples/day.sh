#!/bin/sh
# Plays one day of an office on an empty store, through kimctl, the shell and the Python client:
#   clients/examples/day.sh BIN_DIR
# The persons are made up. What is personal goes in on standard input, never as an argument.
set -eu
bin=${1:?usage: day.sh BIN_DIR}
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONPATH="$here/../python" PYTHONDONTWRITEBYTECODE=1
# shellcheck source-path=SCRIPTDIR source=../shell/kim.sh
. "$here/../shell/kim.sh"

ctl() { "$bin/kimctl" "$@"; }
step() { printf '  %s\n' "$*"; }
today=$(date +%F)
soon=$(date -d '+14 days' +%F)
mail=$(dirname "${KIM_SOCKET:-.kim/kimd.sock}")/reminders.mbox
umask 077

# A client with consent and a case, through kimctl: the person is JSON on standard input.
# Prints the client's id.
admit() {
  client=$(ctl client register - -o id)
  jq -nc --arg client "$client" '{client: $client, purposes: ["case_work", "contact_by_channel"],
    form: "signed", noticeVersion: "1", language: "de"}' | ctl consent give - -o id >/dev/null
  ctl case open --client "$client" --municipality "$1" --intake-source "$2" -o id >/dev/null
  echo "$client"
}

# The next free time of a site, as an object, or nothing.
free() {
  kim appointment.free site="$1" serviceType="$2" from="$today" to="$soon" limit:=1 |
    jq -c '.items[0] // empty'
}

# book CLIENT SERVICE SITE…: takes the earliest time that one of the sites has.
book() {
  client=$1 service=$2 best=
  shift 2
  for site in "$@"; do
    slot=$(free "$site" "$service")
    if [ -n "$slot" ]; then
      best=$(printf '%s\n' "$best" "$(echo "$slot" | jq -c --arg site "$site" '.site = $site')" |
        jq -sc 'min_by(.start)')
    fi
  done
  [ -n "$best" ] || { step "no free time before $soon"; return 0; }
  echo "$best" | jq -c '{site, start}' |
    kim appointment.book - serviceType="$service" client="$client" language=de >/dev/null
  step "booked: $(echo "$best" | jq -r '"\(.start), \(.site)"')"
}

echo 'One day of an office'

echo '08:00  the organisation, and you as its staff (kimctl)'
ctl organisation load "$here/kreis-paderborn.json" -o json |
  jq -r '"  \(.municipalities) municipalities, \(.sites) sites, \(.posts) posts"'
places=$(jq -r '[.municipalities[].id] | join(",")' "$here/kreis-paderborn.json")
ctl staff add --login "$(id -un)" --uid "$(id -u)" --name 'Alex Beispiel' \
  --roles kim_lead,coordinator,case_manager,automation,front_desk --municipalities "$places" >/dev/null

echo '08:30  persons, consent, cases (kimctl)'
mina=$(admit delbrueck self <<'END'
{"municipality":"delbrueck","givenName":"Mina","familyName":"Muster","birthDate":"1990",
 "languages":["ar","de"],"email":"mina.muster@example.org","targetGroup":"refugee"}
END
)
bela=$(admit salzkotten regular_service <<'END'
{"municipality":"salzkotten","givenName":"Bela","familyName":"Beispiel","birthDate":"1985-05",
 "languages":["uk"],"email":"bela.beispiel@example.org","targetGroup":"newly_arrived"}
END
)
theo=$(admit bueren jobcenter <<'END'
{"municipality":"bueren","givenName":"Theo","familyName":"Test","languages":["ro"]}
END
)
case=$(kim_items case.list municipality=bueren | jq -sc '.[0] | {id, ifRev: .rev}')
echo "$case" | kim case.close - reason=one_off_information >/dev/null
step 'three opened, one closed again'

echo '09:00  appointments (shell)'
book "$mina" folgegespraech delbrueck-rathaus hoevelhof-rathaus salzkotten-rathaus
book "$bela" erstgespraech salzkotten-rathaus bad-lippspringe-rathaus borchen-rathaus
book "$theo" verweisberatung bueren-rathaus

echo '10:00  an open consultation hour (shell)'
site=paderborn-sozialbezirk-1
kim session.open site="$site" >/dev/null
for service in erstgespraech folgegespraech verweisberatung erstgespraech; do
  number=$(kim ticket.issue site="$site" serviceType="$service" language=de | jq -r .number)
  step "ticket $number"
done
ticket=$(kim ticket.callNext site="$site" desk=1)
step "called: $(echo "$ticket" | jq -r '"\(.number) to desk \(.desk)"')"
ticket=$(echo "$ticket" | jq -c '{id}' | kim ticket.start - | jq -c '{id}')
echo "$ticket" | kim ticket.finish - >/dev/null
kim ticket.callNext site="$site" desk=1 >/dev/null
step "on the board: $(kim board.show site="$site" |
  jq -r '[.calls[] | "\(.number) desk \(.desk)"] | join(", ")')"

echo '14:00  more cases (Python)'
python3 - <<'END'
from kimd import Conflict, Kim

consent = {"form": "signed", "noticeVersion": "1", "language": "de"}
people = [
    ("paderborn", "welfare", {"givenName": "Pia", "familyName": "Probe", "languages": ["fa"]}),
    ("paderborn", "ebh", {"givenName": "Vera", "familyName": "Vorlage", "languages": ["pl"]}),
    ("altenbeken", "volunteer", {"givenName": "Max", "familyName": "Modell"}),
]
with Kim() as kim:
    for municipality, source, person in people:
        client = kim.call("client.register", municipality=municipality, **person)["id"]
        kim.call("consent.give", client=client, purposes=["case_work"], **consent)
        opening = {"client": client, "municipality": municipality, "intakeSource": source}
        case = kim.call("case.open", **opening)
        print(f"  {case['number']}")
    try:
        kim.call("case.open", **opening)
    except Conflict as error:
        print(f"  a second open case of one person: {error.kind}")
    print(f"  {sum(1 for _ in kim.items('case.list', state='intake'))} cases are open")
END

echo "16:00  reminders that are due, written to $mail instead of sent (Python)"
code=0
sender="{ cat; echo; } >>'$mail'"
python3 "$here/../python/examples/reminders.py" --once --command "$sender" || code=$?
[ "$code" -eq 0 ] || [ "$code" -eq 12 ] || exit "$code"
kim reminder.list | jq -r '.items[] | "  \(.state), due \(.due), by \(.channel)"'

echo '18:00  what the office has now (kimctl)'
for list in 'case list' 'appointment list' "ticket list --site $site" 'reminder list'; do
  # shellcheck disable=SC2086
  printf '\n$ kimctl %s\n' "$list" && ctl $list
done
