import { connect, createServer } from 'node:net';

/** Stands between clients and a server; `cut()` drops all connections and refuses new ones until `restore()`. */
export async function line(to) {
  const sockets = new Set();
  let whole = true;
  const keep = (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((client) => {
    keep(client);
    if (!whole) return client.destroy();
    const upstream = keep(connect(to.port, to.hostname));
    client.pipe(upstream).pipe(client);
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    return undefined;
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', 1024, resolve); });
  const url = new URL(to.href);
  url.hostname = '127.0.0.1';
  url.port = server.address().port;
  return {
    url,
    cut() {
      whole = false;
      sockets.forEach((socket) => socket.destroy());
    },
    restore() { whole = true; },
    close() {
      this.cut();
      server.close();
    },
  };
}
