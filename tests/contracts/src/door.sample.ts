import { Agent, request } from 'node:http';

/** A request as it goes over the wire: nothing is corrected on the way. */
export interface Sent {
  readonly method: string;
  /** Path with query, percent-encoded as the sender pleases. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | undefined;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Empty for a stream of changes, which has no end. */
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const PATIENCE_MS = 30_000;

/** Sends and waits for the whole answer, at most half a minute. Throws where the connection ends without one. */
export function send(url: string, { method, path, headers, body }: Sent): Promise<Answered> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    const outgoing = request({ agent, hostname, port, method, path, headers: { ...length, ...headers } }, (incoming) => {
      const chunks: Buffer[] = [];
      const done = () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString('utf8') });
      if (incoming.headers['content-type']?.startsWith('text/event-stream')) {
        done();
        incoming.destroy();
        return;
      }
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('end', done);
      incoming.once('error', reject);
    });
    outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy(new Error(`no answer to ${method} ${path} within ${PATIENCE_MS} ms`)));
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      // The server had closed an idle connection while the request was on its way: it was never read, so it is sent again.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') resolve(send(url, { method, path, headers, body }));
      else reject(error);
    });
    outgoing.end(body);
  });
}
