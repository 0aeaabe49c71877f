import ts from 'typescript';
import { importsOf, isNamed, isSpec, lineOf, nodesOf, type Source } from './source.js';

/** Services whose files hold slices only; `projections` and `gateway` do input and output themselves. */
const SLICES = /^services\/(?!projections\/|gateway\/)/;
const PURE = /^libs\/(kernel|contracts)\//;

/** Frameworks, databases and clients where they do not belong, as sentences. */
export function wrongReaches(files: readonly Source[]): string[] {
  return files
    .filter(({ path }) => !isSpec(path))
    .flatMap((file) => [...packagesReached(file), ...(SLICES.test(file.path) || PURE.test(file.path) ? surroundingsRead(file) : [])]);
}

function packagesReached(file: Source): string[] {
  return importsOf(file).flatMap(({ from, line }) => {
    const why = refused(file.path, from);
    return why ? [`${file.path}:${line} imports ${from}: ${why}`] : [];
  });
}

function refused(file: string, from: string): string | undefined {
  const isOf = (...names: string[]) => names.some((name) => from === name || from.startsWith(`${name}/`));
  if (from.startsWith('@nestjs/') && !/^(services|libs\/service-shell)\//.test(file))
    return 'Nest stays in services and libs/service-shell';
  if (isOf('kafkajs') && !file.startsWith('libs/event-log/src/kafka/')) return 'nothing of kafkajs leaves its adapter';
  if (isOf('@eventstore/db-client') && !/^libs\/(event-store\/src|testing\/src\/eventstoredb)\//.test(file))
    return 'nothing of the EventStoreDB client leaves its adapter and the double that it is tested with';
  if (!SLICES.test(file) && !PURE.test(file)) return undefined;
  if (isOf('pg', 'typeorm')) return 'no database here';
  if (isOf('@nestjs/common', '@nestjs/core', '@nestjs/cqrs', 'fastify', 'pino', 'rxjs')) return 'no framework here';
  return /^node:|^(fs|http|https|net|os|child_process|process)(\/|$)/.test(from) ? 'no input or output here' : undefined;
}

/** Reads of clock, chance and environment: they are passed in (style 1). */
function surroundingsRead(file: Source): string[] {
  return nodesOf(file).flatMap((node) => {
    const what = surrounding(node);
    return what ? [`${file.path}:${lineOf(file.tree, node)} reads ${what}`] : [];
  });
}

const members: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  performance: ['now', 'timeOrigin'],
  Temporal: ['Now'],
  Math: ['random'],
  crypto: ['randomUUID', 'getRandomValues'],
  globalThis: ['process', 'Date', 'crypto'],
};

function surrounding(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const name = node.expression.text;
    if (name === 'process') return `process.${node.name.text}`;
    if (Object.hasOwn(members, name) && members[name]?.includes(node.name.text)) return `${name}.${node.name.text}`;
  }
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && (node.arguments ?? []).length === 0) return 'new Date()';
  if (ts.isCallExpression(node) && ['Date', 'fetch', 'setTimeout', 'setInterval'].some((name) => isNamed(node.expression, name)))
    return `${node.expression.getText()}()`;
  return undefined;
}
