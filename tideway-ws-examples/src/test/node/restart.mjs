import { createInterface } from 'node:readline';

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** Has whoever runs this program restart the server, on the same port; resolves when it is there again. */
export async function restartServer() {
  console.log('restart');
  await answers.next();
}
