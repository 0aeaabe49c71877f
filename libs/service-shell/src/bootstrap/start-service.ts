import type { FileStore } from '@yimen/attachments';
import { Identification } from '../auth/actor.js';
import { tokenCheck, type TokenCheck } from '../auth/token.js';
import type { ServiceDefinition } from '../definition.js';
import { Uploads } from '../http/request/uploads.js';
import { ServiceModule } from '../http/service.module.js';
import { serviceLog, type Logger } from '../observe/log.js';
import { measured, measuredStore, serviceMetrics, type ServiceMetrics } from '../observe/metrics.js';
import { openSpans, type Spans } from '../observe/spans.js';
import { traced } from '../observe/tracing.js';
import type { OrganisationNames } from '../papers/names.js';
import { Attached } from '../files/attached.js';
import { storedFiles } from '../files/stored-files.js';
import { Papers } from '../papers/papers.js';
import { ItemViews } from '../runner/view/item-view.js';
import type { Runner, RunnerPorts } from '../runner/port.js';
import { SliceRunner } from '../runner/runner.js';
import type { ServiceConfig } from './config.js';
import type { ServicePart } from './part.js';
import { Readiness } from './readiness.js';
import { startApp, type RunningApp } from './start-app.js';

/** What a service is given besides its definition and configuration. */
export interface ServiceParts extends RunnerPorts {
  /** Names of organisations as papers show them. */
  readonly names: OrganisationNames;
  /** Where its files lie; none where it takes no files. */
  readonly files?: FileStore | undefined;
  /** Token check in place of the configured provider's, where the keys are at hand. */
  readonly tokens?: TokenCheck;
  /** What runs beside the endpoints; they are started with the runner that makes the service's moves, and stopped last. */
  readonly background?: (service: {
    readonly runner: Runner;
    readonly log: Logger;
    readonly metrics: ServiceMetrics;
    readonly spans: Spans;
  }) => readonly ServicePart[];
  readonly log?: Logger;
}

export interface RunningService extends RunningApp {
  /** Makes moves in this process: for processes, deadlines and operators. */
  readonly runner: Runner;
  readonly readiness: Readiness;
}

/** Starts one service that records facts: its endpoints on the configured port, then its background parts. */
export async function startService(definition: ServiceDefinition, config: ServiceConfig, parts: ServiceParts): Promise<RunningService> {
  const log = parts.log ?? serviceLog(definition.context, config.logLevel);
  const metrics = serviceMetrics(definition.context);
  const spans = openSpans(definition.context, config.traces);
  const stored = storedFiles(definition, parts.files, parts.vault);
  const ports: RunnerPorts = { ...parts, stored, store: measuredStore(parts.store, metrics, spans) };
  const core = new SliceRunner(definition.slices, ports);
  const runner = traced(measured(core, metrics), log, spans);
  const background = parts.background?.({ runner, log, metrics, spans }) ?? [];
  const readiness = new Readiness(definition.context, background);
  const identification = new Identification(parts.tokens ?? tokenCheck(config.token), parts.directory);
  const views = new ItemViews(definition.slices, core.items, ports);
  const papers = new Papers(definition, core.items, ports, parts.names, log);
  const attached = new Attached(definition, core.items, ports, parts.files, log);
  const uploads = new Uploads(config);
  const module = ServiceModule.of({ definition, runner, views, papers, attached, uploads, ports, identification, metrics, readiness });
  const app = await startApp({ module, config, log, metrics, spans, readiness, background });
  return { ...app, runner, readiness };
}
