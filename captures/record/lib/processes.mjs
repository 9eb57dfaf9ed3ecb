// Starting programs, inside a network namespace or outside, and ending them.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command to its end and returns what it printed. Throws when it fails. */
export function run(command, ...words) {
  return execFileSync(command, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
    timeout: 300_000,
  });
}

/** Starts a program that goes on running; `namespace` may be undefined. */
export function start(namespace, command, words, options = {}) {
  const line = namespace ? ['ip', 'netns', 'exec', namespace, command, ...words] : [command, ...words];
  const child = spawn(line[0], line.slice(1), options);
  child.on('error', (error) => console.error(`${command}: ${error.message}`));
  return child;
}

export function isRunning(child) {
  return child.exitCode === null && child.signalCode === null;
}

/** Sends the signal and waits until the program is gone: by force after `patience` ms. */
export async function end(child, signal = 'SIGTERM', patience = 5_000) {
  if (!isRunning(child)) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), patience);
  await gone;
  clearTimeout(force);
}

/** Resolves with the first line of `stream` that holds `word`. */
export function lineWith(stream, word, milliseconds = 15_000) {
  return new Promise((resolve, reject) => {
    let seen = '';
    const late = setTimeout(() => reject(new Error(`waited in vain for "${word}"; saw: ${seen}`)), milliseconds);
    stream.on('data', (chunk) => {
      seen += chunk;
      const line = seen.split('\n').find((candidate) => candidate.includes(word));
      if (line !== undefined) {
        clearTimeout(late);
        resolve(line);
      }
    });
    stream.on('close', () => {
      clearTimeout(late);
      reject(new Error(`ended without "${word}"; printed: ${seen}`));
    });
  });
}

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until `condition()` is truthy and returns its value. */
export async function until(what, condition, milliseconds = 8_000) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(10);
  }
}
