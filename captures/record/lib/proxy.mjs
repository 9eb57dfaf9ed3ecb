// nginx on the server's computer, in front of the server program: it listens
// where the program would, and passes WebSockets on to port 8081.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER } from './bench.mjs';
import { end, run, start, until } from './processes.mjs';

const NGINX = '/usr/sbin/nginx';

export class Proxy {
  constructor(bench, directory) {
    this.bench = bench;
    this.directory = directory;
  }

  /** `readTimeout` is nginx's `proxy_read_timeout`. */
  async start({ readTimeout }) {
    const file = join(this.directory, 'nginx.conf');
    writeFileSync(file, configuration(this.directory, readTimeout));
    this.child = start(this.bench.namespace(SERVER), NGINX, ['-p', this.directory, '-c', file, '-e', 'stderr'],
      { stdio: ['ignore', 'inherit', 'inherit'] });
    await until('nginx listens', () => run('ip', 'netns', 'exec', this.bench.namespace(SERVER),
      'ss', '-Htln', 'sport = :8080'));
  }

  async stop() {
    if (this.child) await end(this.child);
    this.child = undefined;
  }
}

const configuration = (directory, readTimeout) => `
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
        proxy_pass http://127.0.0.1:8081;
        proxy_http_version 1.1;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection upgrade;
        proxy_read_timeout ${readTimeout};
      }
    }
  }
`;
