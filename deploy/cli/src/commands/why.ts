import { describeRule, isRuleId, type RuleDescription } from '@yimen/policy';
import type { Grounds } from '@yimen/service-shell';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ProblemAnswered, type Caller } from '../door/door.js';
import { AREA, definitions } from '../local/installation.js';
import { operator } from '../operate/connect.js';
import { eventPlaces, refusalPlaces } from '../why/code-places.js';
import { readRefusal } from '../why/refusal.js';
import { groundsLines, parameterLines, placeLines, ruleLines } from '../why/told.js';
import { CommandFailed } from './failed.js';

const inStream = /^([a-z-]+)\/(.+)@([1-9]\d*)$/;
const refusalCode = /^[a-z][a-z0-9-]*$/;

/**
 * `why WHAT`: why an event stands (its id, or `CONTEXT/STREAM@REVISION` as `events tail` prints it), or why something was refused (a file with the
 * problem that was answered, or the refusal's code): words of the rule, source and force, parameters, facts, and the place in the code.
 */
export async function why(what: string): Promise<void> {
  for (const line of await linesOf(what)) console.log(line);
}

async function linesOf(what: string): Promise<string[]> {
  if (z.uuid().safeParse(what).success) return ofEvent(await byId(await operator(), what));
  const [, context, stream, revision] = inStream.exec(what) ?? [];
  if (context !== undefined && stream !== undefined && revision !== undefined) return ofEvent(await inItsStream(context, stream, revision));
  if (refusalCode.test(what)) return ofCode(what);
  return ofProblem(what, await readFile(what, 'utf8').catch(() => undefined));
}

/** The store that has the event says so; the others answer 404. */
async function byId(caller: Caller, id: string): Promise<Grounds> {
  for (const { context } of definitions) {
    const found = await grounds(caller, `/api/${context}/grounds?event=${id}`);
    if (found) return found;
  }
  throw new CommandFailed(`没有事件 ${id}。`, `There is no event ${id}.`);
}

async function inItsStream(context: string, stream: string, revision: string): Promise<Grounds> {
  if (!definitions.some((each) => each.context === context))
    throw new CommandFailed(
      `没有服务 ${context}。`,
      `There is no service ${context}; there are ${definitions.map((each) => each.context).join(', ')}.`,
    );
  const query = new URLSearchParams({ stream, revision });
  const found = await grounds(await operator(), `/api/${context}/grounds?${query.toString()}`);
  if (!found)
    throw new CommandFailed(`${context} 的事件流 ${stream} 没有修订 ${revision}。`, `There is no revision ${revision} of ${stream}.`);
  return found;
}

async function grounds(caller: Caller, path: string): Promise<Grounds | undefined> {
  try {
    return (await caller.get<Grounds>(path)).body;
  } catch (error) {
    if (error instanceof ProblemAnswered && error.status === 404) return undefined;
    throw error;
  }
}

function ofEvent(found: Grounds): string[] {
  return [
    ...groundsLines(found),
    ...placeLines('代码位置 place in the code', eventPlaces(found.event.type)),
    ...found.refusals.flatMap((code) => placeLines(`${code} 的代码位置 place of ${code}`, refusalPlaces(code))),
  ];
}

function ofCode(code: string): string[] {
  const places = refusalPlaces(code);
  if (places?.length === 0) throw new CommandFailed(`没有以 ${code} 为代码的拒绝。`, `Nothing refuses with the code ${code}.`);
  const rules = new Set((places ?? []).flatMap(({ rule }) => rule ?? []));
  return [
    `不予 refused: ${code}`,
    '依据 rules:',
    ...[...rules].flatMap((id) => ruleLines(describedHere(id))),
    ...placeLines('代码位置 place in the code', places),
  ];
}

function ofProblem(file: string, text: string | undefined): string[] {
  if (text === undefined)
    throw new CommandFailed(
      `${file} 不是事件标识、“服务/事件流@修订”、拒绝代码，也不是可读的文件。`,
      `${file} is no event id, no CONTEXT/STREAM@REVISION, no code of a refusal, and no file that can be read.`,
    );
  const { code, detail, facts, rule, parameters } = readRefusal(file, text);
  return [
    `不予 refused: ${code}`,
    `说明 detail: ${detail}`,
    '依据 rules:',
    ...(rule ? ruleLines('heading' in rule ? rule : describedHere(rule.id)) : ['  –']),
    ...parameterLines(parameters),
    '所依事实 facts relied on:',
    ...Object.entries(facts ?? {}).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`),
    ...placeLines('代码位置 place in the code', refusalPlaces(code)),
  ];
}

/** Without a system that runs, a rule is seen from the area of the demonstration, as of today. */
function describedHere(id: string): RuleDescription {
  if (!isRuleId(id)) throw new CommandFailed(`没有规则 ${id}。`, `There is no rule ${id}.`);
  return describeRule(id, AREA, new Date().toISOString().slice(0, 10));
}
