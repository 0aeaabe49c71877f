import { UnknownEvent } from '@yimen/contracts';
import type { Actor, Text } from '@yimen/kernel';
import { CharacterNotPrintable, print } from '@yimen/papers';
import type { AnyAggregate, ServiceDefinition } from '../definition.js';
import type { Logger } from '../observe/log.js';
import { awayProblem } from '../problems/away.js';
import type { Problem } from '../problems/problem.js';
import { problem, ProblemError, type ProblemCode } from '../problems/problems.js';
import type { Items, Passed } from '../runner/items/item.js';
import type { RunnerPorts } from '../runner/port.js';
import { isIdOf } from '../runner/runner.js';
import { askingOnce } from '../runner/steps/permission.js';
import { viewerOf, type Viewer } from '../runner/view/viewer.js';
import type { OrganisationNames } from './names.js';
import type { Composing, PaperSource } from './paper-source.js';

/** A paper that can be printed of an item. */
export interface PaperEntry {
  readonly paper: string;
  readonly label: Text;
  /** Of the event that it tells: one item may have several papers of a kind. */
  readonly revision: string;
  readonly happenedOn: string;
  readonly href: string;
}

export interface Printed {
  readonly bytes: Uint8Array;
  readonly label: Text;
  readonly revision: string;
}

export type Refusable<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly problem: Problem };

/** Which paper: of a subject's item, of a kind; without a revision the latest. */
export interface Wanted {
  readonly collection: string;
  readonly id: string;
  readonly paper: string;
  readonly revision: bigint | null;
}

interface Seen {
  readonly slice: AnyAggregate;
  readonly viewer: Viewer;
  readonly stream: string;
  readonly passed: readonly Passed[];
}

/** Prints the papers of one service's items for those who may read them (decision 23). What it prints is recorded already: a reprint is the same, byte for byte. */
export class Papers {
  constructor(
    private readonly definition: ServiceDefinition,
    private readonly items: Items,
    private readonly ports: RunnerPorts,
    private readonly names: OrganisationNames,
    private readonly log: Logger,
  ) {}

  /** The papers of an item, the first recorded first. */
  list(collection: string, id: string, actor: Actor): Promise<Refusable<readonly PaperEntry[]>> {
    return this.answered(async () => {
      const { slice, passed } = await this.see(collection, id, actor);
      return passed.flatMap(({ event, stored }) =>
        this.sourcesOf(slice)
          .filter(({ of }) => of.includes(event.type))
          .map(({ kind, label }): PaperEntry => {
            const revision = String(stored.revision);
            const href = `/api/${slice.context}/${slice.collection}/${encodeURIComponent(id)}/papers/${kind}?revision=${revision}`;
            return { paper: kind, label, revision, happenedOn: stored.happenedOn, href };
          }),
      );
    });
  }

  /** One paper as PDF. */
  print(wanted: Wanted, actor: Actor): Promise<Refusable<Printed>> {
    return this.answered(async () => {
      const { collection, id, paper, revision } = wanted;
      const seen = await this.see(collection, id, actor);
      const source = this.sourcesOf(seen.slice).find(({ kind }) => kind === paper);
      if (!source) throw refusal('paper-not-found');
      const told = seen.passed.findLast(
        ({ event, stored }) => source.of.includes(event.type) && (revision === null || stored.revision === revision),
      );
      if (!told) throw refusal(revision === null ? 'paper-not-yet' : 'paper-not-found');
      const opened = { fields: 0 };
      const composed = await source.compose(told.event, this.composing(id, seen, told, opened));
      const bytes = await print(composed);
      const at = { stream: seen.stream, paper, revision: String(told.stored.revision) };
      this.log.info({ actor: actor.id, ...at, opened: opened.fields }, 'a paper was printed');
      return { bytes, label: source.label, revision: at.revision };
    });
  }

  private sourcesOf(slice: AnyAggregate): readonly PaperSource[] {
    return (this.definition.papers ?? []).filter((source) => source.slice === slice.name);
  }

  private async see(collection: string, id: string, actor: Actor): Promise<Seen> {
    const slice = this.definition.slices.find((one) => one.collection === collection);
    if (!slice || this.sourcesOf(slice).length === 0) throw refusal('not-found');
    if (!isIdOf(slice, id)) throw refusal('item-not-found');
    const { item } = await this.items.load(slice, id);
    if (item.revision === 0n) throw refusal('item-not-found');
    const viewer = await viewerOf(slice, item, actor, askingOnce(this.ports.directory));
    if (!viewer?.reader) throw refusal('forbidden');
    const passed = (await this.items.passed(item.stream)).filter(({ stored }) => stored.revision <= item.revision);
    return { slice, viewer, stream: item.stream, passed };
  }

  private composing(id: string, { viewer, passed }: Seen, told: Passed, opened: { fields: number }): Composing {
    return {
      id,
      happenedOn: told.stored.happenedOn,
      events: passed.filter(({ stored }) => stored.revision <= told.stored.revision).map(({ event }) => event),
      open: async (sealed) => {
        if (!viewer.opener) throw refusal('forbidden');
        opened.fields += sealed.length;
        return (await this.ports.vault.open(sealed)).map((clear) => {
          if (clear === undefined) throw refusal('person-forgotten');
          return clear;
        });
      },
      names: async (organisations) => {
        const known = await this.names.at([...new Set(organisations)], told.stored.recordedAt);
        return (organisation) => {
          const name = known.get(organisation);
          if (name === undefined) throw new ProblemError(problem('paper-not-printable', { detail: nameless }));
          return name;
        };
      },
    };
  }

  /** Never throws for what the caller sent or for a dependency that is away. */
  private async answered<T>(work: () => Promise<T>): Promise<Refusable<T>> {
    try {
      return { kind: 'done', value: await work() };
    } catch (error) {
      const found = problemFor(error);
      if (found) return { kind: 'refused', problem: found };
      throw error;
    }
  }
}

const nameless = { zh: '文书所列机构当时没有登记名称', en: 'an organisation that the paper names had no recorded name then' };
const refusal = (code: ProblemCode): ProblemError => new ProblemError(problem(code));

function problemFor(error: unknown): Problem | undefined {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof UnknownEvent) return problem('newer-event', { retryAfter: 5 });
  if (error instanceof CharacterNotPrintable) {
    const { character } = error;
    const detail = {
      zh: `字库中没有“${character}”字，文书无法打印`,
      en: `the type has no glyph for ${character}: the paper cannot be printed`,
    };
    return problem('paper-not-printable', { detail });
  }
  return awayProblem(error);
}
