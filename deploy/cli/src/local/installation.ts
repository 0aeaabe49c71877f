import { finance } from '@yimen/finance';
import { organisations } from '@yimen/organisations';
import { publicServices } from '@yimen/public-services';
import { residents } from '@yimen/residents';
import type { ServiceRole } from '@yimen/service-shell';

/** Zhangjiagang (张家港市), the installation of the demonstration. */
export const AREA = '320582000000';
export const AUDIENCE = 'yimen';
export const DATABASE = 'yimen';

/** The services that record facts. */
export const definitions = [organisations, residents, publicServices, finance];

/** Every service that has a database role and a schema of its own. */
export const roles: readonly Omit<ServiceRole, 'password'>[] = [
  ...definitions.map(({ context }) => ({ service: context, kind: 'records' as const })),
  { service: 'projections', kind: 'views' },
];
