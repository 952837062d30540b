const PATIENCE = 30_000; // a busy machine may stand still for many seconds

/** Runs checks one after the other, tells each result, and ends the process with the sum. */
export class Checks {
  #run = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  #passed = 0;
  #failed = 0;

  /** Runs one check; its body is given a function that makes names which no other check and no other run uses. */
  async check(behaviour, body) {
    const suffix = `${this.#run}${this.#passed + this.#failed}`;
    try {
      await body((name) => `${name}-${suffix}`);
      this.#passed += 1;
      console.log(`ok    ${behaviour}`);
    } catch (error) {
      this.#failed += 1;
      console.log(`FAIL  ${behaviour}\n${indent(error instanceof Mismatch ? error.message : error.stack)}`);
    }
  }

  /** Prints the sum and exits: 0 if all passed and there was something to pass. */
  finish() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    process.exit(this.#failed === 0 && this.#passed > 0 ? 0 : 1);
  }
}

/** What was expected did not arrive. */
export class Mismatch extends Error {
  constructor(expected, arrived) {
    super(`expected: ${expected}\narrived:  ${arrived}`);
  }
}

/** Checks one value; `arrived` tells what came instead. */
export function expect(accepted, expected, arrived) {
  if (!accepted) throw new Mismatch(expected, typeof arrived === 'string' ? arrived : JSON.stringify(arrived));
}

/** Asks `probe` again and again until `accepts` takes its value, and returns that. */
export async function eventually(expected, probe, accepts = Boolean, patience = PATIENCE) {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await probe();
    if (accepts(value)) return value;
    if (Date.now() > deadline) throw new Mismatch(`${expected} within ${patience} ms`, JSON.stringify(value));
    await new Promise((resolve) => { setTimeout(resolve, 40); });
  }
}

/** Reads the server's address from the command line; it ends with a slash, so that paths resolve below it. */
export function baseUrl(placeholder) {
  const given = process.argv[2];
  if (!given || !URL.canParse(given)) {
    console.error(`usage: node ${process.argv[1].split('/').pop()} <${placeholder}>`);
    process.exit(2);
  }
  return new URL(given.endsWith('/') ? given : `${given}/`);
}

function indent(text) {
  return text.replace(/^/gm, '      ');
}
