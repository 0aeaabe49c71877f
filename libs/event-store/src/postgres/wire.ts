import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** For specs: a line to the real server that fails in a chosen way. Each fault holds for the connections that are open when it is chosen. */
export interface Wire {
  readonly url: string;
  /** What the server answers is lost. */
  swallow(): void;
  /** What is sent waits on the line, also after the sender has gone. */
  hold(): void;
  /** Lets what was held arrive; answers its bytes. */
  release(): number;
  /** Ends the connections on the client's side. */
  cut(): void;
  /** Nothing passes on any connection, new ones included; after `unmute` newer ones work. */
  mute(): void;
  unmute(): void;
  close(): Promise<void>;
}

interface Line {
  readonly client: Socket;
  readonly server: Socket;
  swallowed: boolean;
  held: Buffer[] | undefined;
}

export async function wire(target: string): Promise<Wire> {
  const to = new URL(target);
  const lines = new Set<Line>();
  let muted = false;
  const listener = createServer((client) => {
    const line: Line = { client, server: connect(Number(to.port), to.hostname), swallowed: muted, held: muted ? [] : undefined };
    lines.add(line);
    client.on('data', (data) => {
      if (line.held) line.held.push(data);
      else line.server.write(data);
    });
    line.server.on('data', (data) => {
      if (!line.swallowed && !client.destroyed) client.write(data);
    });
    client.on('error', () => client.destroy());
    line.server.on('error', () => client.destroy());
    client.on('close', () => {
      if (!line.held) line.server.destroy();
    });
    line.server.on('close', () => {
      lines.delete(line);
      client.destroy();
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((listener.address() as AddressInfo).port);
  // Past the server's own socket.
  url.searchParams.delete('host');

  return {
    url: url.href,
    swallow: () => lines.forEach((line) => (line.swallowed = true)),
    hold: () => lines.forEach((line) => (line.held ??= [])),
    release: () => {
      let bytes = 0;
      for (const line of lines) {
        for (const data of line.held ?? []) {
          bytes += data.length;
          line.server.write(data);
        }
        line.held = undefined;
      }
      return bytes;
    },
    cut: () => lines.forEach((line) => line.client.destroy()),
    mute: () => {
      muted = true;
      for (const line of lines) {
        line.swallowed = true;
        line.held ??= [];
      }
    },
    unmute: () => {
      muted = false;
    },
    close: async () => {
      for (const line of lines) {
        line.server.destroy();
        line.client.destroy();
      }
      listener.close();
      await once(listener, 'close');
    },
  };
}
