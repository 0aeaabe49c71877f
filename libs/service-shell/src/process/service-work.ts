import type { EventContract } from '@yimen/contracts';
import type { EventLog, Watermarks } from '@yimen/event-log';
import type { EventStore } from '@yimen/event-store';
import type { IsoDate, RecordSeries } from '@yimen/kernel';
import { calendarAlertFrom, policyReader } from '@yimen/policy';
import type { EngineOptions } from '@yimen/projection-engine';
import type { Vault } from '@yimen/vault';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { ServicePart } from '../bootstrap/part.js';
import { MirroredClock, SystemClock } from '../clock/clock.js';
import { DeadlineHost } from '../deadlines/host.js';
import { Tasks } from '../deadlines/tasks.js';
import { WORK, workProjection } from '../deadlines/work-tables.js';
import type { EffectPorts, ServiceDefinition } from '../definition.js';
import { EnginePart } from '../facts/engine-part.js';
import { FactsHost } from '../facts/host.js';
import { LiveTables } from '../facts/live-tables.js';
import { standardFacts } from '../facts/organisation-facts.js';
import { policyPort, type InstallationPolicy } from '../facts/policy-port.js';
import { VersionRaise } from '../facts/version-raise.js';
import { NoticeOutbox, type NoticePort } from '../notice/outbox.js';
import { measuredStore, type ServiceMetrics } from '../observe/metrics.js';
import { measureWork } from './measure-work.js';
import { noSpans, type Spans } from '../observe/spans.js';
import { foldedSpans, publishedSpans } from '../observe/event-spans.js';
import { schemaOf } from '../provision/services.js';
import type { StoreMode } from '../provision/stamp.js';
import type { BusinessClock, Runner } from '../runner/port.js';
import { ProcessHost } from './host.js';
import { readersPassed } from './readers.js';
import { RelayPart } from './relay-part.js';
import { calendarPart, logPart, parkedPart, storePart, vaultPart } from './stand-on.js';
import { operatorTasks, type TaskOf } from './task.js';
import { VaultUpkeep } from './vault-upkeep.js';

export interface ServiceWorkOptions {
  readonly definition: ServiceDefinition;
  /** Of the service's own role, and the connection string of the same role. */
  readonly pool: pg.Pool;
  readonly url: string;
  readonly store: EventStore;
  readonly log: EventLog;
  readonly watermarks: Watermarks;
  readonly vault: Vault;
  readonly registry: ReadonlyMap<string, EventContract>;
  readonly mode: StoreMode;
  /** 12-digit code of the installation's area. */
  readonly area: string;
  /** Names this process in leases, e.g. host and pid. */
  readonly holder: string;
  readonly logger: Logger;
  /** Channel of notices; default: the outbox table of the service. */
  readonly notices?: NoticePort;
  /** Whose task a refused move of the system is; default: as the definition says. */
  readonly task?: TaskOf;
  /** Of a topic that does not exist yet. Default 4. */
  readonly partitions?: number;
  /** Pause in milliseconds between looks, for all parts. Default 500. */
  readonly everyMs?: number;
  readonly backoffMs?: number;
  readonly leaseSeconds?: number;
}

export interface ServiceWork {
  readonly clock: BusinessClock;
  readonly facts: FactsHost;
  readonly policy: InstallationPolicy;
  readonly outbox: NoticeOutbox;
  readonly tasks: Tasks;
  /** The parts that run beside the endpoints, in the order of their start: pass it to `startService` as `background`. */
  readonly background: (service: {
    readonly runner: Runner;
    readonly metrics?: ServiceMetrics;
    readonly spans?: Spans;
  }) => readonly ServicePart[];
}

/**
 * What a service does besides answering: relays its events, keeps its facts, follows its processes and fires its deadlines
 * (decisions 11, 18, 19, 20). Nothing runs before the parts are started.
 */
export function serviceWork(options: ServiceWorkOptions): ServiceWork {
  const { definition, pool, url, store, log, watermarks, registry, mode, area, holder, logger, vault } = options;
  const service = definition.context;
  const rhythm = options.everyMs === undefined ? {} : { everyMs: options.everyMs };
  const backoff = options.backoffMs === undefined ? {} : { backoffMs: options.backoffMs };
  const clock = businessClock(mode, area);
  const facts = new FactsHost({ service, pool, watermarks, facts: definition.facts, clock, logger, ...rhythm });
  const policy = policyPort({ area, mode, years: () => facts.calendarYears });
  const outbox = new NoticeOutbox(pool, service);
  const notices = options.notices ?? outbox;
  const effects: EffectPorts = {
    sendNotice: (order) => notices.send(order),
    bindIdentity: async (person, index, bound) => {
      const [opened] = await vault.open([index]);
      // Undefined: the person's keys are gone already, and the alias with them.
      if (opened !== undefined) await vault.bindAlias(opened, person, bound);
    },
    destroyKeys: async (person, series, cause) => {
      await readersPassed(pool, cause);
      await vault.destroy(person, series as RecordSeries | null);
    },
  };
  const task = options.task ?? operatorTasks(policy, definition.taskOwner);
  const tasks = new Tasks(new LiveTables(pool, service, WORK), store);

  return {
    clock,
    facts,
    policy,
    outbox,
    tasks,
    background: ({ runner, metrics, spans = noSpans }) => {
      // What processes and deadlines remember is appended as every move is, and measured with it.
      const kept = metrics ? measuredStore(store, metrics, spans) : store;
      const shared = { pool, store: kept, registry, runner, clock, task, logger, ...rhythm, ...backoff };
      const leases = leasesOf(pool);
      const processes = new ProcessHost({
        ...{ ...shared, service, processes: definition.processes, log, watermarks, effects },
        workers: leases.causes,
      });
      const deadlines = new DeadlineHost({ ...shared, definition, calendar: policy.calendar, workers: leases.firings });
      facts.onChange(() => deadlines.wake());
      const tables: EngineOptions = {
        ...{ pool, url, schema: schemaOf(service), log, watermarks, registry, holder },
        // Nobody reads these tables but the service itself, and it hears of a batch in its own process or looks.
        announces: false,
        ...foldedSpans(spans),
        projections: [standardFacts, ...definition.facts].map(({ projection }) => projection).concat(workProjection(definition, registry)),
        ...(options.leaseSeconds === undefined ? {} : { leaseSeconds: options.leaseSeconds }),
      };
      const engine = new EnginePart(tables, logger, (projection) => (projection === WORK ? deadlines.wake() : facts.wake()));
      const own = tables.projections.map(({ name }) => name);
      const relayed = new RelayPart({
        ...{ store, log, context: service, pool, holder, logger, ...rhythm },
        partitions: options.partitions ?? 4,
        published: publishedSpans(spans),
      });
      facts.onChange(() => alertOnCalendar(clock, policy, logger));
      if (metrics) measureWork(metrics, { facts, clock, policy, processes, deadlines, tasks, engine, relayed });
      return [
        storePart(store, logger, rhythm),
        vaultPart(vault, logger, rhythm),
        logPart({ log, watermarks, contexts: [service] }, logger, rhythm),
        ...[relayed, engine, new VersionRaise(tables, own, logger, options.everyMs), facts, processes, deadlines],
        parkedPart(() => engine.engine?.parking, logger, rhythm),
        calendarPart(
          {
            pending: async () => (await deadlines.counts()).pending,
            endsSoon: () => clock.today() >= calendarAlert(clock, policy),
          },
          logger,
          rhythm,
        ),
        new VaultUpkeep(vault, policy, logger),
      ];
    },
  };
}

/**
 * How many causes and deadlines may be worked on at once. Each holds the row it works on, and a connection with it, until its move is made,
 * and the move takes others from the same pool: were all of them held, every move would wait for one, for ever.
 */
function leasesOf(pool: pg.Pool): { readonly causes: number; readonly firings: number } {
  const half = Math.floor(pool.options.max / 2);
  const firings = Math.ceil(half / 6);
  if (half - firings < 1) throw new RangeError(`a service needs a pool of at least 4 connections, this one has ${pool.options.max}`);
  return { causes: half - firings, firings };
}

/** Before its clock has been started, a demo store stands at the date that its parameter sets give. */
export function businessClock(mode: StoreMode, area: string): BusinessClock {
  const system = new SystemClock();
  return mode === 'demo' ? new MirroredClock(policyReader({ area, mode, on: system.today() }).text('clock.start')) : system;
}

/** An alert while the last loaded calendar year is about to end and the next one is missing (13.6). */
function alertOnCalendar(clock: BusinessClock, policy: InstallationPolicy, logger: Logger): void {
  const today = clock.today();
  const from = calendarAlert(clock, policy);
  if (today >= from) logger.warn({ today, from }, 'the last loaded calendar year ends soon: load the next one');
}

/** The date from which the next calendar year is missed. */
function calendarAlert(clock: BusinessClock, policy: InstallationPolicy): IsoDate {
  const today = clock.today();
  return calendarAlertFrom(policy.calendar(today), policy.reader(today), today);
}
