// One connection that sends JSON and waits for the reply: it costs so little that what is measured is the server.
//
// Start at `Line`.

import { connect } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';

/** A kept connection to a server; one request at a time. */
export class Line {
  constructor(host, cookie = '') {
    const [hostname, port] = host.split(':');
    this.head = `host: ${host}\r\ncontent-type: application/json\r\n${cookie ? `cookie: ${cookie}\r\n` : ''}`;
    this.heard = Buffer.alloc(0);
    this.waiting = undefined;
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.on('data', (bytes) => this.hear(bytes));
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error('the server ended the connection')));
  }

  /** Sends JSON and gives JSON. */
  send(path, value) {
    const body = JSON.stringify(value);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject, path };
      this.socket.write(`POST ${path} HTTP/1.1\r\n${this.head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close() {
    this.socket.destroy();
  }

  hear(bytes) {
    this.heard = this.heard.length === 0 ? bytes : Buffer.concat([this.heard, bytes]);
    const head = this.heard.indexOf(END_OF_HEAD);
    if (head < 0 || !this.waiting) return;
    const said = this.heard.toString('latin1', 0, head);
    const length = /content-length: (\d+)/i.exec(said);
    if (!length) return this.fail(new Error(`a reply without its length: ${said}`));
    const end = head + END_OF_HEAD.length + Number(length[1]);
    if (this.heard.length < end) return;
    const body = this.heard.toString('utf8', head + END_OF_HEAD.length, end);
    this.heard = this.heard.subarray(end);
    const { resolve, reject, path } = this.waiting;
    this.waiting = undefined;
    if (said.startsWith('HTTP/1.1 200')) resolve(JSON.parse(body));
    else reject(new Error(`POST ${path}: ${said.split('\r\n')[0]} ${body.slice(0, 400)}`));
  }

  fail(error) {
    this.waiting?.reject(error);
    this.waiting = undefined;
  }
}
