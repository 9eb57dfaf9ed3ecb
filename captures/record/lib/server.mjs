// The recorder's end of the server process: starts it on the server's computer,
// tells it what to do, and collects what it logs. The other end is serve.mjs.

import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SERVER } from './bench.mjs';
import { end, isRunning, run, start, until } from './processes.mjs';

const PROGRAM = fileURLToPath(new URL('serve.mjs', import.meta.url));

export class Server {
  constructor(bench, log, directory, scenario) {
    this.bench = bench;
    this.log = log;
    this.directory = directory;
    this.scenario = scenario;
  }

  async start() {
    if (this.scenario.server.securePort) this.#makeCertificate();
    this.child = start(this.bench.namespace(SERVER), process.execPath,
      [PROGRAM, this.scenario.file, this.scenario.name, this.directory],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child.on('message', ({ ready, entry }) => {
      if (entry) this.log.write({ who: 'server', ...entry });
      if (ready) this.ready = true;
    });
    await until('the server listens', () => {
      if (!isRunning(this.child)) throw new Error('the server ended at once');
      return this.ready;
    });
  }

  // What a story can tell the server to do with its newest connection.
  send(data, options) { return this.#tell('send', data, options); }
  ping(data) { return this.#tell('ping', data); }
  close(code, reason) { return this.#tell('close', code, reason); }
  /** Ends TCP with a RST. */
  reset() { return this.#tell('reset'); }

  /** The program ends as programs end: without a word to its peers. */
  async exit() {
    this.log.write({ who: 'server', event: 'exit' });
    const gone = once(this.child, 'exit');
    this.child.send({ command: 'exit', words: [] });
    await gone;
  }

  /** The program hangs: it does nothing any more, while its kernel goes on. */
  freeze() {
    this.log.write({ who: 'server', event: 'frozen', signal: 'SIGSTOP' });
    this.child.kill('SIGSTOP');
  }

  /** The program is ended by force, in the middle of whatever it does. */
  async kill() {
    this.log.write({ who: 'server', event: 'killed', signal: 'SIGKILL' });
    await end(this.child, 'SIGKILL');
  }

  /** Waits until the server has logged such an event. */
  logged(event, milliseconds) {
    return until(`the server logs "${event}"`,
      () => this.log.last((entry) => entry.who === 'server' && entry.event === event), milliseconds);
  }

  async stop() {
    if (this.child) await end(this.child, 'SIGKILL');
    this.child = undefined;
  }

  #tell(command, ...words) {
    return new Promise((resolve, reject) => {
      this.child.send({ command, words }, (error) => (error ? reject(error) : resolve()));
    });
  }

  #makeCertificate() {
    run('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '365',
      '-subj', '/CN=wiretale', '-keyout', `${this.directory}/key.pem`, '-out', `${this.directory}/certificate.pem`);
  }
}
