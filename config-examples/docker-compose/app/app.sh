#!/bin/sh
# The demo's application: a small shop that writes two logs into $LOGS, a few lines a second, and rotates them.
#   orders.log  a JSON object on each line, with a level and, when something fails, a stack trace
#   access.log  what its web server would write
set -u
: "${LOGS:=/var/log/app}"
: "${PAUSE:=0.2}"
most_bytes=1000000

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

rotate() { # <file>
  if [ "$(wc -c <"$1")" -gt "$most_bytes" ]; then
    mv "$1" "$1.1"
  fi
}

order() { # <level> <message> [<further members>]
  printf '{"@timestamp":"%s","log.level":"%s","log.logger":"com.example.shop.Checkout","trace.id":"%032x","message":"%s"%s}\n' \
    "$(now)" "$1" "$n" "$2" "${3:-}" >>"$LOGS/orders.log"
}

trace() {
  printf ',"error.type":"java.net.SocketTimeoutException","error.stack_trace":"java.net.SocketTimeoutException: Read timed out'
  for frame in http.Client.send:88 shop.Payments.charge:141 shop.Checkout.submit:63 shop.Main.main:20; do
    printf '\\n\\tat com.example.%s(%s.java:%s)' "${frame%:*}" "$(echo "$frame" | cut -d. -f2)" "${frame#*:}"
  done
  printf '"'
}

visit() { # <status>
  printf '10.0.%d.%d - - [%s] "GET /products/%d HTTP/1.1" %d %d "-" "Mozilla/5.0"\n' \
    $((n % 7)) $((n % 250)) "$(date -u '+%d/%b/%Y:%H:%M:%S +0000')" $((n % 90)) "$1" $((n * 37 % 9000 + 300)) \
    >>"$LOGS/access.log"
}

n=0
while true; do
  n=$((n + 1))
  case $((n % 20)) in
    7) order error "payment of order $n failed" "$(trace)" ;;
    3 | 13) order warn "order $n: the warehouse answers slowly" ',"event.duration":2150000000' ;;
    0 | 10) order debug "order $n: prices are from the cache" ;;
    *) order info "order $n accepted" ",\"order.total\":$((n * 13 % 400)).50" ;;
  esac
  case $((n % 25)) in
    5) visit 404 ;;
    19) visit 500 ;;
    *) visit 200 ;;
  esac
  rotate "$LOGS/orders.log"
  rotate "$LOGS/access.log"
  sleep "$PAUSE"
done
