import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** A problem answered by the gateway or a service (RFC 9457). */
export class ProblemAnswered extends Error {
  constructor(
    readonly status: number,
    readonly request: string,
    readonly problem: { readonly code?: string; readonly detail?: string; readonly detailEn?: string; readonly [more: string]: unknown },
  ) {
    super(`${request}: ${status} ${problem.code ?? ''} ${problem.detail ?? ''} ${problem.detailEn ?? ''}`.trim());
    this.name = 'ProblemAnswered';
  }
}

/** Nobody answers at the address. */
export class NoAnswer extends Error {
  constructor(url: string, cause: unknown) {
    const code = cause instanceof Error && cause.cause instanceof Error && 'code' in cause.cause ? ` (${String(cause.cause.code)})` : '';
    super(`${url} 无应答${code}：请确认系统正在运行。 Nobody answers at ${url}${code}: is the system running?`, { cause });
    this.name = 'NoAnswer';
  }
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  /** Token for reads that must not be older than this write. */
  readonly readAfter: string | undefined;
  readonly etag: string | undefined;
}

export interface Asked {
  /** Idempotency key; default a new one. A repeat under the same key does nothing twice. */
  readonly key?: string;
  readonly readAfter?: string | undefined;
  readonly ifMatch?: string;
}

export interface CallerOptions {
  /** A token from elsewhere (production); default one of the development provider. */
  readonly token?: string;
  /** Statuses after which to ask again. While grants are being given, 403 may only mean that a service has not heard of them yet. */
  readonly retry?: readonly number[];
}

const PATIENCE_MS = 30_000;

/** One account at the gateway. What answers 503 is asked again under the same key for half a minute; every other problem throws ProblemAnswered. */
export class Caller {
  private token: string | undefined;

  constructor(
    private readonly url: string,
    readonly account: string,
    private readonly options: CallerOptions = {},
  ) {
    this.token = options.token;
  }

  post<Body = Record<string, unknown>>(path: string, body: unknown, asked: Asked = {}): Promise<Answer<Body>> {
    return this.ask('POST', path, JSON.stringify(body), { 'idempotency-key': asked.key ?? randomUUID() }, asked);
  }

  get<Body = Record<string, unknown>>(path: string, asked: Asked = {}): Promise<Answer<Body>> {
    return this.ask('GET', path, undefined, {}, asked);
  }

  /** Server-sent events until the stream or the caller ends. */
  async *events(path: string): AsyncGenerator<{ readonly id: string; readonly data: string }> {
    const response = await this.fetch(path, {
      headers: { authorization: `Bearer ${await this.signIn()}`, accept: 'text/event-stream' },
    });
    if (!response.ok || !response.body) throw new ProblemAnswered(response.status, `GET ${path}`, problemOf(await response.text()));
    let rest = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const data = field('data');
        if (data !== undefined) yield { id: field('id') ?? '', data };
      }
    }
  }

  private async ask<Body>(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
    asked: Asked,
  ): Promise<Answer<Body>> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const response = await this.fetch(path, {
        method,
        headers: {
          authorization: `Bearer ${await this.signIn()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(asked.readAfter ? { 'read-after': asked.readAfter } : {}),
          ...(asked.ifMatch ? { 'if-match': asked.ifMatch } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      });
      const text = await response.text();
      if (response.ok) {
        return {
          status: response.status,
          body: (text ? JSON.parse(text) : {}) as Body,
          readAfter: response.headers.get('read-after') ?? undefined,
          etag: response.headers.get('etag') ?? undefined,
        };
      }
      const again = (this.options.retry ?? [503]).includes(response.status);
      if (!again || Date.now() > until) throw new ProblemAnswered(response.status, `${method} ${path}`, problemOf(text));
      await sleep(Math.min(1000, Number(response.headers.get('retry-after') ?? 0.5) * 200));
    }
  }

  private fetch(path: string, request: RequestInit): Promise<Response> {
    return fetch(this.url + path, request).catch((error: unknown) => {
      throw new NoAnswer(this.url, error);
    });
  }

  /** On a demo store the gateway is its own identity provider and gives a token for any account. */
  private async signIn(): Promise<string> {
    if (this.token) return this.token;
    const response = await this.fetch('/auth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: this.account }),
    });
    if (!response.ok) throw new ProblemAnswered(response.status, 'POST /auth/token', problemOf(await response.text()));
    this.token = ((await response.json()) as { access_token: string }).access_token;
    return this.token;
  }
}

function problemOf(text: string): { detail?: string } {
  try {
    return JSON.parse(text) as { detail?: string };
  } catch {
    // Not from us (a proxy's page): the text itself is the best there is to show.
    return { detail: text.slice(0, 200) };
  }
}
