import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import type { NamingTest } from './naming.js';
import type { Edit, Place } from './places.js';
import { workspace } from './source.js';

/** What the tests that name a rule say of the code with one of its places switched off. */
export interface Verdict {
  readonly place: Place;
  /** Tests that name the rule and failed, by file and line. */
  readonly red: readonly string[];
}

/** Bytes of Jest's output that are kept. */
const OUTPUT = 64 * 1024 * 1024;

interface Results {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly location: { readonly line: number } | null }[];
  }[];
}

/**
 * Runs the specs that name the rule with one of its places switched off, the nearest spec first and no further one once a test is red. A spec that can no longer be loaded counts as red: nothing it
 * names holds then.
 */
export async function broken(place: Place, tests: readonly NamingTest[]): Promise<Verdict> {
  for (const file of nearestFirst(place.edit.file, new Set(tests.map((each) => each.file)))) {
    const red = await redWith(
      [place.edit],
      tests.filter((each) => each.file === file),
    );
    if (red.length > 0) return { place, red };
  }
  return { place, red: [] };
}

/** Specs in the order in which they share folders with a file. */
export function nearestFirst(file: string, specs: ReadonlySet<string>): string[] {
  const shared = (spec: string) => {
    const [here, there] = [file.split('/'), spec.split('/')];
    const differs = here.findIndex((part, at) => part !== there[at]);
    return differs === -1 ? here.length : differs;
  };
  return [...specs].sort((one, other) => shared(other) - shared(one) || one.localeCompare(other));
}

async function redWith(edits: readonly Edit[], tests: readonly NamingTest[]): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yimen-rules-'));
  const [broken, results] = ['edits.json', 'results.json'].map((name) => path.join(folder, name)) as [string, string];
  try {
    writeFileSync(broken, JSON.stringify(edits));
    const ended = await promisify(execFile)(
      process.execPath,
      [
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
        ...['--config', 'tests/rules/jest.break.mjs', '--rootDir', '.', '--json', '--outputFile', results, '--testLocationInResults'],
        ...['--testNamePattern', namePattern(tests), '--runTestsByPath', ...new Set(tests.map(({ file }) => file))],
      ],
      { cwd: workspace, maxBuffer: OUTPUT, env: { ...process.env, YIMEN_RULES_BROKEN: broken } },
      // Red tests end it with 1: what counts is whether it left results.
    ).catch((error: unknown) => error as { readonly stderr?: string; readonly message?: string });
    if (!existsSync(results)) throw new Error(`jest left no results: ${ended.stderr ?? ('message' in ended ? ended.message : '')}`);
    return redTests(JSON.parse(readFileSync(results, 'utf8')) as Results, tests);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Jest's pattern for these tests, so that no other of their files runs: what their titles begin with, before what a table fills in. Where the
 * table fills in everything, the title around it counts, and without one every test runs.
 */
export function namePattern(tests: readonly Pick<NamingTest, 'title'>[]): string {
  const begins = tests.map(({ title }) => {
    const parts = title.split(' › ').map((part) => part.split('%')[0]?.trim() ?? '');
    return parts.findLast((part) => part !== '') ?? '';
  });
  return [...new Set(begins)].map((begin) => begin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
}

function redTests({ testResults }: Results, tests: readonly NamingTest[]): string[] {
  return tests
    .filter(({ file, line, lastLine }) =>
      testResults.some(
        ({ name, status, assertionResults }) =>
          path.relative(workspace, name).replaceAll(path.sep, '/') === file &&
          (assertionResults.length === 0
            ? status === 'failed'
            : assertionResults.some(
                (each) => each.status === 'failed' && each.location && each.location.line >= line && each.location.line <= lastLine,
              )),
      ),
    )
    .map(({ file, line }) => `${file}:${line}`);
}
