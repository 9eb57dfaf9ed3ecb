// Records one scenario: builds the bench, brings in everybody, lets the story
// happen while tcpdump watches, checks what was captured, stores it, and leaves
// nothing behind, whatever happens on the way.

import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from './bench.mjs';
import { Browser } from './browser.mjs';
import { Cable } from './cable.mjs';
import { Capture } from './capture.mjs';
import { Client } from './client.mjs';
import { Log } from './log.mjs';
import { OneByteHost } from './one-byte-host.mjs';
import { Packets } from './packets.mjs';
import { Proxy } from './proxy.mjs';
import { sleep } from './processes.mjs';
import { Server } from './server.mjs';
import { facts } from './versions.mjs';

/** What a story has to do with. */
class Stage {
  constructor(scenario) {
    this.scenario = scenario;
    this.directory = mkdtempSync(join(tmpdir(), 'wiretale-'));
    this.log = new Log();
    this.bench = new Bench();
    this.cable = new Cable(this.bench, this.log);
    this.browser = new Browser(this.bench, this.log, this.directory);
    this.client = new Client(this.bench, this.log);
    this.server = new Server(this.bench, this.log, this.directory, scenario);
    this.proxy = new Proxy(this.bench, this.directory);
    this.oneByteHost = new OneByteHost(this.bench, this.log);
    this.capture = new Capture(this.bench, this.directory, scenario);
    this.sleep = sleep;
  }

  async prepare() {
    const { scenario, bench } = this;
    const { cable, proxy, offloads } = scenario;
    bench.build({ faulty: cable !== undefined, proxied: proxy?.ownComputer, offloads });
    scenario.prepare(bench);
    if (cable) await this.cable.start(cable);
    if (!scenario.server.late) await this.server.start();
    if (proxy) await this.proxy.start(proxy);
    await (scenario.browser ? this.browser : this.client).start(proxy);
    if (!scenario.capture?.late) await this.capture.start();
  }

  /** Ends everybody, once. What fails here is told, but keeps nothing from being ended. */
  clear() {
    this.cleared ??= this.#clear();
    return this.cleared;
  }

  async #clear() {
    for (const part of [this.capture, this.browser, this.client, this.proxy, this.server, this.oneByteHost, this.cable]) {
      await part.stop().catch((error) => console.error(`cleaning up: ${error.message}`));
    }
    this.bench.remove();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

let current;
let abandoned = false;

/**
 * Records `scenario` into `folder` and returns what was captured. On a busy
 * machine a program may answer too late for the lesson; then it is tried again.
 */
export async function record(scenario, folder, attempts = 3) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await recordOnce(scenario, folder);
    } catch (error) {
      if (attempt === attempts || abandoned) throw error;
      console.log(`${scenario.name.padEnd(24)}once more: ${error.message.split('\n')[0]}`);
    }
  }
}

async function recordOnce(scenario, folder) {
  const stage = new Stage(scenario);
  current = stage;
  try {
    await stage.prepare();
    await scenario.story(stage);
    await stage.capture.stop();

    const made = join(stage.directory, `${scenario.name}.pcapng`);
    stage.capture.store(made, scenario.secrets ? stage.browser.keys : undefined);
    const packets = Packets.read(made);
    const bytes = statSync(made).size;
    check(scenario, packets, bytes, stage.log);

    const file = join(folder, `${scenario.name}.pcapng`);
    stage.log.store(file.replace(/pcapng$/, 'log'), packets, {
      scenario: scenario.name, ...facts(scenario.browser ? stage.browser.version : undefined),
    });
    copyFileSync(made, file);
    return { packets, bytes };
  } catch (error) {
    throw new Error(`${error.message}\nthe log so far:\n${stage.log}`, { cause: error });
  } finally {
    await stage.clear();
    current = undefined;
  }
}

/** For a program that is told to stop in the middle. */
export async function abandon() {
  abandoned = true;
  await current?.clear();
}

/** Checks a stored capture once more. */
export function recheck(scenario, folder) {
  const file = join(folder, `${scenario.name}.pcapng`);
  const packets = Packets.read(file);
  const bytes = statSync(file).size;
  check(scenario, packets, bytes, Log.read(file.replace(/pcapng$/, 'log')));
  return { packets, bytes };
}

function check(scenario, packets, bytes, log) {
  try {
    const connections = packets.clientPorts().length;
    if (connections !== scenario.connections && scenario.connections !== 'many') {
      throw new Error(`${connections} connections, not ${scenario.connections}:\n${packets}`);
    }
    if (!scenario.offloads && !packets.packets.every((one) => one.hasGoodChecksum)) throw new Error('a wrong TCP checksum');
    if (bytes > scenario.largest) throw new Error(`${bytes} bytes, more than ${scenario.largest}:\n${packets}`);
    scenario.check(packets, log);
  } catch (error) {
    throw new Error(`${scenario.name} does not show its lesson: ${error.message}`, { cause: error });
  }
}
