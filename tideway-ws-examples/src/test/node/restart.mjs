import { createInterface } from 'node:readline';

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** Asks the caller of this program to restart the server on the same port; resolves when it runs again. */
export async function restartServer() {
  console.log('restart');
  await answers.next();
}
