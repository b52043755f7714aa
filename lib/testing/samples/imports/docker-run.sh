# The greeter, as it runs on the old machine
sudo docker run -d --name greeter_api \
  --restart unless-stopped \
  -p 127.0.0.1:80:8080 \
  -e GREETING="it's a good day" \
  -e LOG_LEVEL=${LOG_LEVEL:-info} \
  -e API_TOKEN=$API_TOKEN \
  --env-file ./greeter.env \
  -v /srv/greeter/data:/data:ro \
  --memory=512m --cpus 1.5 \
  --read-only --cap-drop ALL --cap-add=CAP_NET_BIND_SERVICE \
  --security-opt no-new-privileges:true \
  --health-cmd 'curl -fsS http://localhost:8080/readyz || exit 1' \
  --health-interval 15s --health-timeout=3s --health-retries 4 \
  registry.example.com/team/greeter:1.4.2 \
  node server.js --port 8080 --name 'the greeter'
