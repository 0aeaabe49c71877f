import { Module, type DynamicModule } from '@nestjs/common';
import {
  DESCRIPTION,
  IDENTIFICATION,
  METRICS,
  OperationsController,
  READINESS,
  type Identification,
  type Readiness,
  type ServiceMetrics,
} from '@yimen/service-shell';
import type { Operations } from '../operators/operations.js';
import { OperatorsController } from '../operators/operators.controller.js';
import type { Listening } from '../views/changes.js';
import type { Reading } from '../views/reading.js';
import type { View } from '../views/view.js';
import { ViewsController } from '../views/views.controller.js';
import { openApi } from './openapi.js';
import { LISTENING, OPERATIONS, READING, VIEWS } from './tokens.js';

/** What the endpoints of this service stand on. */
export interface ProjectionsWiring {
  readonly views: ReadonlyMap<string, View>;
  readonly reading: Reading;
  readonly listening: Listening;
  readonly operations: Operations;
  readonly identification: Identification;
  readonly metrics: ServiceMetrics;
  readonly readiness: Readiness;
}

@Module({})
export class ProjectionsModule {
  static of({ views, reading, listening, operations, identification, metrics, readiness }: ProjectionsWiring): DynamicModule {
    return {
      module: ProjectionsModule,
      controllers: [OperationsController, ViewsController, OperatorsController],
      providers: [
        { provide: VIEWS, useValue: views },
        { provide: READING, useValue: reading },
        { provide: LISTENING, useValue: listening },
        { provide: OPERATIONS, useValue: operations },
        { provide: IDENTIFICATION, useValue: identification },
        { provide: METRICS, useValue: metrics },
        { provide: READINESS, useValue: readiness },
        { provide: DESCRIPTION, useValue: () => openApi([...views.values()]) },
      ],
    };
  }
}
