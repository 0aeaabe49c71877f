import { Module, type DynamicModule } from '@nestjs/common';
import {
  DESCRIPTION,
  IDENTIFICATION,
  METRICS,
  OperationsController,
  READINESS,
  type Identification,
  type Readiness,
  type DoorMetrics,
} from '@yimen/service-shell';
import { InstallationController } from '../operators/installation.controller.js';
import type { InstallationView } from '../operators/installation.js';
import type { Operations } from '../operators/operations.js';
import { OperatorsController } from '../operators/operators.controller.js';
import type { Listening } from '../views/changes.js';
import type { Reading } from '../views/reading.js';
import type { View } from '../views/view.js';
import { ViewsController } from '../views/views.controller.js';
import { openApi } from './openapi.js';
import { INSTALLATION, LISTENING, OPERATIONS, READING, VIEWS } from './tokens.js';

/** What the endpoints of this service stand on. */
export interface ProjectionsWiring {
  readonly views: ReadonlyMap<string, View>;
  readonly reading: Reading;
  readonly listening: Listening;
  readonly operations: Operations;
  readonly installation: InstallationView;
  readonly identification: Identification;
  readonly metrics: DoorMetrics;
  readonly readiness: Readiness;
}

@Module({})
export class ProjectionsModule {
  static of({ views, reading, listening, operations, installation, identification, metrics, readiness }: ProjectionsWiring): DynamicModule {
    return {
      module: ProjectionsModule,
      controllers: [OperationsController, ViewsController, InstallationController, OperatorsController],
      providers: [
        { provide: VIEWS, useValue: views },
        { provide: READING, useValue: reading },
        { provide: LISTENING, useValue: listening },
        { provide: OPERATIONS, useValue: operations },
        { provide: INSTALLATION, useValue: installation },
        { provide: IDENTIFICATION, useValue: identification },
        { provide: METRICS, useValue: metrics },
        { provide: READINESS, useValue: readiness },
        { provide: DESCRIPTION, useValue: () => openApi([...views.values()]) },
      ],
    };
  }
}
