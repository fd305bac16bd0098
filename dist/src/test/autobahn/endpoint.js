// Sends every message back; prints the port it listens at.
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 64 << 20, perMessageDeflate: true });
server.on('listening', () => console.log(server.address().port));
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  socket.on('error', () => {}); // the suite sends what is wrong on purpose
});
