import type { IsoDate } from '@yimen/kernel';
import { ModelMissing, type Model, type ReadModels } from '@yimen/projection-engine';
import {
  MalformedReadAfter,
  READ_AFTER,
  decodeReadAfter,
  parseInput,
  problem,
  ProblemError,
  type AccountActor,
  type BusinessClock,
  type FactsHost,
  type InputError,
  type PolicyPort,
  type Problem,
} from '@yimen/service-shell';
import type { Vault } from '@yimen/vault';
import { z } from 'zod';
import { decodeCursor } from './cursor.js';
import { orderOf, readPage, type Page, type Paging } from './page.js';
import type { Asked, Row, View } from './view.js';
import { Viewer } from './viewer.js';

export interface ReadingParts {
  readonly models: ReadModels;
  readonly vault: Vault;
  readonly facts: Pick<FactsHost, 'subtree' | 'ancestors' | 'areaOf'>;
  readonly clock: BusinessClock;
  readonly policy: Pick<PolicyPort, 'reader' | 'describe'>;
  /** Milliseconds for which a read waits for the write it has to show. Default 5000. */
  readonly patience?: number;
}

const limits = { default: 50, most: 100 } as const;

/** Names beside a view's own filters. */
export const pagingFields = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/)
    .optional()
    .describe(`每页行数，默认 ${limits.default}，最多 ${limits.most} / rows per page`),
  cursor: z.string().max(4000).optional().describe('上一页的 next / next of the page before'),
};

/** What a view's query string may hold. */
export function queryOf(view: View): z.ZodObject {
  const sorts = Object.keys(view.sorts) as [string, ...string[]];
  return view.filters.extend({ sort: z.enum(sorts).optional().describe('排序 / order'), ...pagingFields });
}

/** Reads views: checks what was asked, waits where a write has to show, and answers one page. */
export class Reading {
  constructor(private readonly parts: ReadingParts) {}

  viewer(actor: AccountActor | undefined): Viewer {
    const { facts } = this.parts;
    return new Viewer(
      actor,
      (roots) => facts.subtree(roots),
      (organisation) => facts.areaOf(organisation)?.area,
    );
  }

  /** Throws ProblemError: 400, 403, 503. `body`: personal values of a search. */
  async page(view: View, viewer: Viewer, query: unknown, body: unknown, readAfter: string | undefined): Promise<Page> {
    const { limit, cursor, sort: wanted, ...filters } = parsed(queryOf(view), query, 'query:');
    const personal = view.personal && body !== undefined ? parsed(view.personal, body, '/') : {};
    const sort = typeof wanted === 'string' ? wanted : String(Object.keys(view.sorts)[0]);
    const all = { ...filters, ...personal };
    const after =
      typeof cursor === 'string'
        ? decodeCursor(cursor, orderOf(view, sort), { sort, filters: all }, (text) => this.parts.vault.mark(text))
        : undefined;
    if (cursor !== undefined && !after)
      throw invalid([{ pointer: 'query:cursor', code: 'invalid-cursor', detail: '不是本列表此条件下的游标' }]);
    // Permission first: who may not see a view learns nothing of it, not even whether it is behind.
    view.scope(viewer);
    await this.await(view, readAfter);
    const paging: Paging = { limit: limit === undefined ? limits.default : Number(limit), sort, after };
    return this.reading(view, (model) => readPage(view, model, this.asked(viewer, all), paging, this.parts.vault));
  }

  /** Runs a read on the view's read model. Throws ProblemError 503 while it is being built. */
  async reading<T>(view: View, work: (model: Model) => Promise<T>): Promise<T> {
    const { models } = this.parts;
    const read = () => models.of(view.models[0].name).read(work);
    try {
      // A read model that has just got its first generation is found by looking again.
      return await read().catch((error: unknown) => {
        if (!(error instanceof ModelMissing)) throw error;
        return models.refresh().then(read);
      });
    } catch (error) {
      throw error instanceof ModelMissing ? new ProblemError(missing(error)) : error;
    }
  }

  private asked(viewer: Viewer, filters: Row): Asked {
    const { clock, policy, vault, facts } = this.parts;
    const today = clock.today();
    const ancestors = (organisation: string, on: IsoDate) => facts.ancestors(organisation, on);
    const areaOf = (organisation: string) => facts.areaOf(organisation)?.area;
    const describe = (rule: string, area?: string) => policy.describe(rule, today, area);
    return {
      filters,
      viewer,
      today,
      policy: policy.reader(today),
      policyOn: (on: IsoDate) => policy.reader(on),
      policyAt: (organisation: string) => policy.reader(today, areaOf(organisation)),
      areaOf,
      describe,
      vault,
      ancestors,
    };
  }

  /** Decision 22: never stale data. */
  private async await(view: View, header: string | undefined): Promise<void> {
    if (header === undefined) return;
    const token = placesOf(header);
    for (const { name } of view.models) {
      const outcome = await this.parts.models.waitFor(token, name, this.parts.patience ?? 5000);
      if (outcome === 'parked') throw new ProblemError(problem('read-model-parked', { retryAfter: 60 }));
      if (outcome === 'not-yet') throw new ProblemError(problem('not-yet', { retryAfter: 1 }));
    }
  }
}

/** Why a view cannot be read: it is being built, or another release has taken it over; then the body says what an operator has to do. */
function missing({ projection: name, version }: ModelMissing): Problem {
  if (version === undefined) return problem('read-model-missing', { retryAfter: 1 });
  return problem('read-model-newer', {
    retryAfter: 5,
    facts: { readModel: name, version },
    detail: {
      zh: `读模型 ${name} 现为版本 ${version}，本进程的发布不含该版本：请将本服务升级到同一发布，或由含有上一版本的发布执行 yimen projections rollback ${name}。`,
      en: `The read model ${name} is at version ${version}, which the release of this process does not carry: roll the same release out on this service, or run \`yimen projections rollback ${name}\` with one that has the version before.`,
    },
  });
}

function placesOf(header: string) {
  try {
    return decodeReadAfter(header);
  } catch (error) {
    if (!(error instanceof MalformedReadAfter)) throw error;
    const detail = `须为写入时得到的 ${READ_AFTER}`;
    throw new ProblemError(problem('invalid-header', { errors: [{ pointer: error.pointer, code: error.code, detail }] }));
  }
}

/** Query strings and bodies under the same checks as the input of moves. Throws ProblemError 400. */
export function parsed(schema: z.ZodObject, given: unknown, prefix: 'query:' | '/'): Record<string, unknown> {
  const found = parseInput(schema, given ?? {});
  if (!found.ok) throw invalid(found.errors.map((error) => ({ ...error, pointer: `${prefix}${error.pointer.slice(1)}` })));
  return Object.fromEntries(Object.entries(found.value).filter(([, value]) => value !== undefined));
}

function invalid(errors: readonly InputError[]): ProblemError {
  return new ProblemError(problem('invalid-input', { errors }));
}
