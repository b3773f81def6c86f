#!/bin/sh
# Tells Kibana which data to show first, so that Discover opens on the demo's logs.
set -eu

post() { # <path> <body>
  curl -fsS -X POST "$KIBANA$1" -H 'kbn-xsrf: true' -H 'Content-Type: application/json' -d "$2"
  echo
}

post /api/data_views/data_view '{
  "override": true,
  "data_view": {"id": "shop", "name": "Shop logs", "title": "logs-shop-*", "timeFieldName": "@timestamp", "allowNoIndex": true}
}'
post /api/data_views/default '{"data_view_id": "shop", "force": true}'
echo "Open http://localhost:5601/app/discover"
