// A small service that says its name in every way there is: at once or later, line by line for as long as somebody
// listens, and over WebSockets. It is ready when it is told to be, or never.
const { createHash } = require('node:crypto');
const http = require('node:http');
const { hostname } = require('node:os');
const name = process.env.NAME ?? hostname();
const readyAt = Date.now() + Number(process.env.READY_AFTER_MS ?? 0);
const said = (more) => JSON.stringify({ name, host: hostname(), ...more });

const server = http.createServer(async (req, res) => {
  const url = new URL(req.url, 'http://x');
  if (url.pathname === '/readyz') { res.statusCode = Date.now() >= readyAt ? 200 : 503; return res.end(); }
  if (url.pathname === '/lines') {
    let line = 0;
    res.writeHead(200, { 'content-type': 'text/plain' });
    const timer = setInterval(() => res.write(`${said({ line: line++ })}\n`), 100);
    res.on('close', () => clearInterval(timer));
    req.resume().on('end', () => { clearInterval(timer); res.end(`${said({ line: 'last' })}\n`); });
    return;
  }
  const body = [];
  for await (const chunk of req) body.push(chunk);
  await new Promise((wake) => setTimeout(wake, Number(url.searchParams.get('ms') ?? 0)));
  res.setHeader('content-type', 'application/json');
  res.end(said({ body: Buffer.concat(body).toString() }));
});

// RFC 6455, for short texts that come whole: each is answered with the name and the text.
server.on('upgrade', (req, socket) => {
  const accept = createHash('sha1').update(`${req.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  let held = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 6 && held.length >= 6 + (held[1] & 127)) {
      const size = held[1] & 127;
      const text = held.subarray(6, 6 + size).map((byte, at) => byte ^ held[2 + (at % 4)]);
      if ((held[0] & 15) === 8) return socket.end(Buffer.concat([Buffer.from([0x88, size]), text]));
      held = held.subarray(6 + size);
      const answer = Buffer.from(`${name} ${text}`);
      socket.write(Buffer.concat([Buffer.from([0x81, answer.length]), answer]));
    }
  });
});

server.listen(8080, '0.0.0.0', () => console.log('listening'));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
