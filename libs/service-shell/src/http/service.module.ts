import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Identification } from '../auth/actor.js';
import type { Readiness } from '../bootstrap/readiness.js';
import type { ServiceDefinition } from '../definition.js';
import type { DoorMetrics } from '../observe/metrics.js';
import type { Attached } from '../files/attached.js';
import type { Papers } from '../papers/papers.js';
import type { ItemViews } from '../runner/view/item-view.js';
import type { Runner, RunnerPorts } from '../runner/port.js';
import type { Uploads } from './request/uploads.js';
import { MakeMoveHandler, ReadItemHandler } from './request/make-move.js';
import { openApi } from './openapi/openapi.js';
import { GroundsController } from './grounds.controller.js';
import { OperationsController } from './operations.controller.js';
import { FilesController } from './files.controller.js';
import { PapersController } from './papers.controller.js';
import { SliceController } from './slice.controller.js';
import {
  ATTACHED,
  DEFINITION,
  DESCRIPTION,
  IDENTIFICATION,
  ITEM_VIEWS,
  METRICS,
  PAPERS,
  PORTS,
  READINESS,
  RUNNER,
  UPLOADS,
} from './tokens.js';

/** What the endpoints of one service stand on. */
export interface ServiceWiring {
  readonly definition: ServiceDefinition;
  readonly runner: Runner;
  readonly views: ItemViews;
  readonly papers: Papers;
  readonly attached: Attached;
  readonly uploads: Uploads;
  readonly ports: Pick<RunnerPorts, 'store' | 'policy'>;
  readonly identification: Identification;
  readonly metrics: DoorMetrics;
  readonly readiness: Readiness;
}

/** The one Nest module of a service that records facts. */
@Module({})
export class ServiceModule {
  static of({
    definition,
    runner,
    views,
    papers,
    attached,
    uploads,
    ports,
    identification,
    metrics,
    readiness,
  }: ServiceWiring): DynamicModule {
    return {
      module: ServiceModule,
      imports: [CqrsModule.forRoot()],
      controllers: [OperationsController, GroundsController, SliceController, PapersController, FilesController],
      providers: [
        MakeMoveHandler,
        ReadItemHandler,
        { provide: DEFINITION, useValue: definition },
        { provide: DESCRIPTION, useValue: () => openApi(definition) },
        { provide: RUNNER, useValue: runner },
        { provide: ITEM_VIEWS, useValue: views },
        { provide: ATTACHED, useValue: attached },
        { provide: UPLOADS, useValue: uploads },
        { provide: PAPERS, useValue: papers },
        { provide: PORTS, useValue: ports },
        { provide: IDENTIFICATION, useValue: identification },
        { provide: METRICS, useValue: metrics },
        { provide: READINESS, useValue: readiness },
      ],
    };
  }
}
