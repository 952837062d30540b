import { createInterface } from 'node:readline';

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** Asks the caller of this program to do something; resolves when it is done. */
async function ask(step) {
  console.log(step);
  const { done } = await answers.next();
  if (done) throw new Error(`no answer to "${step}"`);
}

/** Restarts the server on the same port. */
export const restartServer = () => ask('restart');

/** Ends the server as `kill -9` does. */
export const killServer = () => ask('kill');

/** Starts the server again on the same port. */
export const startServer = () => ask('start');
