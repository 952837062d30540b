import { connect, createServer } from 'node:net';

/** Takes connections to the first node, or to the second one while that does not answer. */
export async function balancer(one, two) {
  const server = createServer((client) => {
    client.on('error', () => {});
    const use = ([node, ...others]) => {
      const upstream = connect(node.port, node.hostname, () => {
        client.pipe(upstream).pipe(client);
        upstream.on('close', () => client.destroy());
        client.on('close', () => upstream.destroy());
      });
      upstream.on('error', () => (upstream.bytesRead > 0 || others.length === 0 ? client.destroy() : use(others)));
    };
    use([one, two]);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { server, url: new URL(`http://127.0.0.1:${server.address().port}/`) };
}
