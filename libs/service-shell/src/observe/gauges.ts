import { Gauge, type Registry } from 'prom-client';

/** Milliseconds for which gauges of one look share what it saw: those of a page are asked one after the other. */
const ONE_PAGE_MS = 250;

/** The same look for all gauges of one page. While the database is away there is nothing to tell, and the page goes on without. */
export function onePage<T>(look: () => Promise<T>): () => Promise<T | undefined> {
  let last: { readonly at: number; readonly seen: Promise<T | undefined> } | undefined;
  return () => {
    if (!last || Date.now() - last.at > ONE_PAGE_MS) last = { at: Date.now(), seen: look().catch(() => undefined) };
    return last.seen;
  };
}

/** A gauge that is asked when the page is asked for; NaN where nothing can be told. */
export function gauge(registry: Registry, name: string, help: string, value: () => number | undefined | Promise<number | undefined>): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set((await Promise.resolve(value()).catch(() => undefined)) ?? Number.NaN);
    },
  });
}

/** A gauge with labels. It has exactly the series that it is given each time: what is over is not told any more. */
export function gaugeOf<Label extends string>(
  registry: Registry,
  { name, help, labels }: { readonly name: string; readonly help: string; readonly labels: readonly Label[] },
  series: () => Promise<readonly (readonly [Readonly<Record<Label, string>>, number])[]>,
): void {
  new Gauge<Label>({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    async collect() {
      const told = await series();
      this.reset();
      for (const [of, value] of told) this.set(of as Partial<Record<Label, string>>, value);
    },
  });
}
