import { z } from 'zod';

/** The four services that record facts; each owns one event store and one topic. */
export const contexts = ['residents', 'organisations', 'public-services', 'finance'] as const;
export type Context = (typeof contexts)[number];

export interface EventContract<Type extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  readonly type: Type;
  /** Service that records it; `shared` where every service keeps such streams in its own store. */
  readonly context: Context | 'shared';
  /** Name of the subject whose streams hold it: the part of the stream before the slash. */
  readonly subject: string;
  /** Current schema version, from 1. */
  readonly version: number;
  /** Only published events are bound by compatibility and may reach partner agencies (decision 24). */
  readonly visibility: 'internal' | 'published';
  /** Glossary: the Chinese term, and one English line. */
  readonly zh: string;
  readonly en: string;
  readonly schema: Schema;
  readonly samples: readonly z.input<Schema>[];
  /** From an older version to the next one: `upcast[1]` makes version 2 of version 1. The stored bytes never change. */
  readonly upcast: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>>;
}

/** Declares an event of the published language. */
export function event<const Type extends string, Schema extends z.ZodObject>(
  type: Type,
  definition: Omit<EventContract<Type, Schema>, 'type' | 'upcast'> & { upcast?: EventContract['upcast'] },
): EventContract<Type, Schema> {
  return { type, upcast: {}, ...definition };
}

/** The event as slices and projections see it: its type and its fields. */
export type EventOf<C extends EventContract> =
  C extends EventContract<infer Type, infer Schema> ? { readonly type: Type } & Readonly<z.output<Schema>> : never;

export class UnknownEvent extends Error {
  constructor(
    readonly type: string,
    readonly version: number,
  ) {
    super(`event ${type} version ${version} is newer than this release`);
    this.name = 'UnknownEvent';
  }
}

/** Reads stored payload bytes: parses, upcasts to the current version, checks. Throws UnknownEvent for a type or version this release does not know. */
export function decode(
  registry: ReadonlyMap<string, EventContract>,
  type: string,
  version: number,
  payload: Uint8Array,
): { type: string } & Record<string, unknown> {
  const contract = registry.get(type);
  if (!contract || version > contract.version) throw new UnknownEvent(type, version);
  let data = JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8')) as Record<string, unknown>;
  for (let at = version; at < contract.version; at += 1) {
    const step = contract.upcast[at];
    if (!step) throw new UnknownEvent(type, version);
    data = step(data);
  }
  data['type'] = type;
  return data as { type: string } & Record<string, unknown>;
}

/** Checks an event against its contract and gives the exact bytes to store. Throws ZodError: recording what the contract does not allow is a programming error. */
export function encode(
  registry: ReadonlyMap<string, EventContract>,
  event: { readonly type: string },
): { contract: EventContract; payload: Uint8Array } {
  const contract = registry.get(event.type);
  if (!contract) throw new UnknownEvent(event.type, 0);
  const { type: _type, ...fields } = event;
  return { contract, payload: Buffer.from(JSON.stringify(contract.schema.parse(fields)), 'utf8') };
}
