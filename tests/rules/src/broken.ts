import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tmpdir } from 'node:os';
import type { NamingTest } from './naming.js';
import type { Edit, Place } from './places.js';
import { workspace } from './source.js';

/** What the tests that name a rule say of the code with one of its places switched off. */
export interface Verdict {
  readonly place: Place;
  /** Tests that name the rule and failed, by file and line. */
  readonly red: readonly string[];
}

interface Results {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly location: { readonly line: number } | null }[];
  }[];
}

/**
 * Runs the specs that name the rule with every place of it switched off in turn. A spec that can no longer be loaded counts as red:
 * nothing it names holds then.
 */
export function breakEach(places: readonly Place[], tests: readonly NamingTest[]): Verdict[] {
  return places.map((place) => ({ place, red: redWith([place.edit], tests) }));
}

function redWith(edits: readonly Edit[], tests: readonly NamingTest[]): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'yimen-rules-'));
  const [broken, results] = ['edits.json', 'results.json'].map((name) => path.join(folder, name)) as [string, string];
  try {
    writeFileSync(broken, JSON.stringify(edits));
    const { stderr } = spawnSync(
      process.execPath,
      [
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
        ...['--config', 'tests/rules/jest.break.mjs', '--rootDir', '.', '--json', '--outputFile', results, '--testLocationInResults'],
        ...['--runTestsByPath', ...new Set(tests.map(({ file }) => file))],
      ],
      { cwd: workspace, encoding: 'utf8', env: { ...process.env, YIMEN_RULES_BROKEN: broken } },
    );
    if (!existsSync(results)) throw new Error(`jest left no results: ${stderr}`);
    return redTests(JSON.parse(readFileSync(results, 'utf8')) as Results, tests);
  } finally {
    rmSync(folder, { recursive: true });
  }
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
