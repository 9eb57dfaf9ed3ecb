// A proxy before the server. Either nginx on the server's computer, which listens
// where the program would and passes WebSockets on to port 8081; or, with
// `ownComputer`, nginx or tinyproxy on a computer between the two.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROXY, SERVER, addressOf } from './bench.mjs';
import { end, run, start, until } from './processes.mjs';

const NGINX = '/usr/sbin/nginx';
const TINYPROXY = '/usr/bin/tinyproxy';

export class Proxy {
  constructor(bench, directory) {
    this.bench = bench;
    this.directory = directory;
  }

  /**
   * `program` is 'nginx', if it is not 'tinyproxy', which serves CONNECT at port 3128, and asks for the
   * `login` (a name and a password) if there is one. `forgets`: nginx as it is without the two lines of
   * configuration that WebSocket needs. `readTimeout` is nginx's `proxy_read_timeout`.
   */
  async start({ program = 'nginx', ownComputer = false, forgets = false, readTimeout = '60s', login }) {
    const computer = ownComputer ? PROXY : SERVER;
    const to = ownComputer ? `${addressOf(SERVER)}:8080` : '127.0.0.1:8081';
    const file = join(this.directory, `${program}.conf`);
    const namespace = this.bench.namespace(computer);
    const streams = { stdio: ['ignore', 'inherit', 'inherit'] };
    if (program === 'nginx') {
      writeFileSync(file, nginx(this.directory, to, forgets, readTimeout));
      this.child = start(namespace, NGINX, ['-p', this.directory, '-c', file, '-e', 'stderr'], streams);
    } else {
      writeFileSync(file, tinyproxy(login));
      this.child = start(namespace, TINYPROXY, ['-d', '-c', file], { stdio: 'ignore' });
    }
    const port = program === 'nginx' ? 8080 : 3128;
    await until(`${program} listens`, () => run('ip', 'netns', 'exec', namespace, 'ss', '-Htln', `sport = :${port}`));
  }

  async stop() {
    if (this.child) await end(this.child);
    this.child = undefined;
  }
}

/** What nginx must be told, because both headers are for the next stop only (RFC 9110 7.6.1). */
const UPGRADE = `
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection upgrade;`;

const nginx = (directory, to, forgets, readTimeout) => `
  daemon off;
  master_process off;
  error_log stderr crit;
  pid ${directory}/nginx.pid;
  events { }
  http {
    access_log off;
    ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${directory};`).join(' ')}
    server {
      listen 8080;
      location / {
        proxy_pass http://${to};${forgets ? '' : UPGRADE}
        proxy_read_timeout ${readTimeout};
      }
    }
  }
`;

const tinyproxy = (login) => `
  Port 3128
  Listen ${addressOf(PROXY)}
  MaxClients 10
  Timeout 60
  LogLevel Error
  ConnectPort 8080
  ${login ? `BasicAuth ${login}` : ''}
`;
