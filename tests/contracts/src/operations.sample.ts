import type { Role } from '@yimen/kernel';
import { moveRoutes, type MoveRoute } from '@yimen/service-shell';
import type { SchemaOfInput } from '@yimen/testing';
import { slices } from '../../architecture/src/slices.js';
import { demoAccounts } from '../../../deploy/cli/src/demo/accounts.js';

interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly schema?: SchemaOfInput;
}

/** The parts of an OpenAPI 3.1 document that are read here. */
export interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: { readonly content: { readonly 'application/json'?: { readonly schema: SchemaOfInput } } };
            readonly responses: Readonly<Record<string, unknown>>;
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, SchemaOfInput>> };
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly schema: SchemaOfInput | undefined;
  readonly query: readonly { readonly name: string; readonly schema: SchemaOfInput }[];
  /** Statuses that the document promises. */
  readonly promised: readonly number[];
  /** Subject whose items its `{id}` names. */
  readonly subject: string | undefined;
  /** Accounts that hold a role for it somewhere. */
  readonly accounts: readonly string[];
}

const residents = ['resident-1', 'resident-2', 'resident-3', 'resident-4'];
export const everybody = [...demoAccounts.map(({ account }) => account), 'admin', ...residents];

const routes = new Map<string, MoveRoute>(
  slices.flatMap((slice) => moveRoutes(slice).map((route) => [`/api/${slice.context}${route.path}`, route] as const)),
);
const subjects = new Map(slices.map((slice) => [`/api/${slice.context}/${slice.collection}/`, slice.name]));

/** Every operation of the document. */
export function operationsOf({ paths }: Document): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId, parameters = [], requestBody, responses }]): Operation => {
      const by = routes.get(path)?.move.by;
      const roles: readonly Role[] = by === undefined || by === 'system' ? [] : Object.values(by).flatMap((held) => held ?? []);
      return {
        id: operationId,
        method: method.toUpperCase(),
        path,
        schema: requestBody?.content['application/json']?.schema,
        query: parameters.flatMap(({ in: place, name, schema }) => (place === 'query' && name && schema ? [{ name, schema }] : [])),
        promised: Object.keys(responses).map(Number),
        subject: [...subjects].find(([prefix]) => path.startsWith(prefix))?.[1],
        accounts: accountsWith(roles),
      };
    }),
  );
}

function accountsWith(roles: readonly Role[]): string[] {
  const staff = demoAccounts.filter(({ grants }) => grants.some(({ role }) => roles.includes(role))).map(({ account }) => account);
  const found = [...staff, ...(roles.includes('resident') ? residents : []), ...(roles.includes('organisation-admin') ? ['admin'] : [])];
  // Where the demonstration has nobody of these roles, and where anybody may ask, these knock at the door.
  return found.length > 0 ? found : ['operator-1', 'manager-1', 'clerk-1', 'resident-1'];
}
