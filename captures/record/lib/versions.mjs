// What the captures were made with.

import { readFileSync } from 'node:fs';
import { release } from 'node:os';

/** The facts that go into the first line of every log. */
export function facts(chromium) {
  const { version: ws } = JSON.parse(readFileSync(new URL('../node_modules/ws/package.json', import.meta.url)));
  return {
    date: new Date().toISOString().slice(0, 10),
    kernel: release().match(/^[\d.]*\d/)[0],
    chromium,
    node: process.versions.node,
    ws,
  };
}
