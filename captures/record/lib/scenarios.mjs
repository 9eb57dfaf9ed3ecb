// Finds the scenarios: every file in scenarios/ exports a list of them.
//
// A scenario is
//
//     name         of the capture
//     teaches      its lesson, in a sentence
//     server       what the server does: see serve.mjs; `late: true` leaves its start to the story
//     story(stage) what happens, told from above: see stage.mjs
//     check(capture, log)  what they must show: see packets.mjs and log.mjs
//     browser      false: a node program is the client instead, see client.mjs
//     proxy        { readTimeout, … }: a proxy stands before the server, see proxy.mjs
//     cable        { latency }: the cable can have faults, see cable.mjs
//     side         'server' or 'proxy' to capture there; the client's side is the rule
//     capture      { device, snapLength }: how to capture if not whole packets of eth0;
//                  { late: true } leaves its start to the story
//     offloads     true: leaves segmentation and checksums to the network cards
//     prepare(bench)  changes the bench before anything starts
//     secrets      true: the keys of TLS go into the file
//     connections  how many the file holds; one is the rule
//     largest      how many bytes the file may have

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../scenarios/', import.meta.url);

const RULE = { server: {}, browser: true, side: 'client', connections: 1, largest: 8_000, prepare() {} };

export async function scenariosIn(url) {
  const { default: scenarios } = await import(url);
  return scenarios.map((scenario) => ({ ...RULE, ...scenario, file: fileURLToPath(url) }));
}

export async function allScenarios() {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.mjs')).sort();
  const lists = await Promise.all(files.map((file) => scenariosIn(new URL(file, FOLDER))));
  return lists.flat();
}
