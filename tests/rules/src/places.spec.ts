import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { placesOf } from './places.js';

/** The file as every place switches it off, one line each. */
function switchedOff(text: string, name = 'a.ts'): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'yimen-places-'));
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  // Without the libraries of the language: literals are all that is asked of the compiler.
  const program = ts.createProgram([file], { noLib: true, noEmit: true, types: [] });
  try {
    return placesOf(program, [file], new Set(['R-001', 'R-002']), folder).map(
      ({ id, how, edit }) => `${id} ${how}: ${(text.slice(0, edit.start) + edit.text + text.slice(edit.end)).trim()}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a guard is switched off by its condition, in every form that code gives it', () => {
  expect(switchedOff(`if (late) refuse('a', 'R-001');`)).toEqual([`R-001 guard: if ((false && (late))) refuse('a', 'R-001');`]);
  expect(switchedOff(`fine ? ok : refuse('a', 'R-001');`)).toEqual([`R-001 guard: (true || (fine)) ? ok : refuse('a', 'R-001');`]);
  expect(switchedOff(`late ? refuse('a', 'R-001') : ok;`)).toEqual([`R-001 guard: (false && (late)) ? refuse('a', 'R-001') : ok;`]);
  expect(switchedOff(`[late && ['G1', 'R-001']];`)).toEqual([`R-001 guard: [(false && (late)) && ['G1', 'R-001']];`]);
  expect(switchedOff(`function f() { if (fine) return []; return [{ rule: 'R-001' }]; }`)).toEqual([
    `R-001 guard: function f() { if ((true || (fine))) return []; return [{ rule: 'R-001' }]; }`,
  ]);
});

test('a name for a rule is no place, its uses are; nor is a sample of an event; what nothing guards loses its citation', () => {
  expect(switchedOff(`const rules = { one: 'R-001' } as const; if (late) refuse('a', rules.one); refuse('b', 'R-002');`)).toEqual([
    `R-001 guard: const rules = { one: 'R-001' } as const; if ((false && (late))) refuse('a', rules.one); refuse('b', 'R-002');`,
    `R-002 citation: const rules = { one: 'R-001' } as const; if (late) refuse('a', rules.one); refuse('b', '–');`,
  ]);
  expect(switchedOff(`event('A', { samples: [{ rule: 'R-001' }] });`)).toEqual([]);
});

test('a comment makes a place of the condition, list, property or function that it stands before', () => {
  expect(switchedOff(`/* R-001 */ if (late) stop();`)).toEqual([`R-001 guard: /* R-001 */ if ((false && (late))) stop();`]);
  expect(switchedOff(`/** Kinds (R-001, R-002). */ const kinds = list(['a', 'b']);`)).toEqual([
    `R-001 value: /** Kinds (R-001, R-002). */ const kinds = list(['a']);`,
    `R-002 value: /** Kinds (R-001, R-002). */ const kinds = list(['a']);`,
  ]);
  expect(switchedOff(`/** R-001 */ function f() { return 1; } // R-002`)).toEqual([
    `R-001 value: /** R-001 */ function f() { return undefined; } // R-002`,
  ]);
  const all = (grace: string, by: string) => `const all = {\n  /** R-001 */\n  grace: ${grace},\n  /** R-002 */\n  by: ${by},\n};`;
  expect(switchedOff(all('30', '{ above: who }'))).toEqual([
    `R-001 value: ${all('(30 + 1)', '{ above: who }')}`,
    `R-002 value: ${all('30', 'undefined')}`,
  ]);
});

test('what libs/policy alone knows is a place by its declaration', () => {
  expect(switchedOff(`export const rules = { 'R-001': rule(paper, 'R-002') };`, 'policy/src/rules/a.ts')).toEqual([
    `R-001 declaration: export const rules = { 'R-001–': rule(paper, 'R-002') };`,
  ]);
});
