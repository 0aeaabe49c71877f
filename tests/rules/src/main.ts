import { availableParallelism } from 'node:os';
import path from 'node:path';
import pLimit, { type Limit } from 'p-limit';
import Table from 'cli-table3';
import { Command } from 'commander';
import { broken } from './broken.js';
import { placesOf, type Place } from './places.js';
import { isOpen, register } from './register.js';
import { isSpec, programOf, sourceFiles, workspace } from './source.js';
import { testsByRule } from './tests.js';
import { uncompared } from './uncompared.js';

const command = new Command('rules')
  .description('领域规则与点名它的测试。The rules of the domain, and the tests that name them.')
  .option('--all', '连同尚未建成各节的规则，以及模型、文本、数据。Also sections not built yet, and models, texts and data.')
  .option('--without', '只列没有测试点名的。Only those that no test names.')
  .option(
    '--break <ids...>',
    '逐处关闭该守卫或改变该值，点名它的测试必须变红；all 为全部。Switch the guard or value off, place by place: tests that name it must turn red; all for every one.',
  )
  .option('--values', '参数集中尚无代码取用的值及其原因。Values of the sets that no code looks up yet, and what they wait for.')
  .option('--json', '每行一个 JSON 对象。One JSON object a line.');
command.parse();
const wishes = command.opts<{ all?: true; without?: true; break?: string[]; values?: true; json?: true }>();

const known = register();
const files = sourceFiles();
const naming = testsByRule(known, files);
const testsOf = (id: string) => naming.get(id) ?? [];

if (wishes.break) await breakRules(wishes.break);
else if (wishes.values) listValues();
else list();

function list(): void {
  const shown = known.filter((each) => (wishes.all || isOpen(each)) && !(wishes.without && testsOf(each.id).length > 0));
  if (wishes.json) {
    for (const each of shown) console.log(JSON.stringify({ ...each, tests: testsOf(each.id).map(({ file, line }) => `${file}:${line}`) }));
    return;
  }
  const table = new Table({
    style: { compact: true, head: [], border: [] },
    head: ['规则 rule', '类别 kind', '章节 sections', '测试 tests'],
  });
  for (const { id, kind, sections } of shown) {
    const [first, ...more] = testsOf(id);
    const said = first ? `${first.file}:${first.line}${more.length > 0 ? ` +${more.length}` : ''}` : '–';
    table.push([id, kind, sections.join(' '), said]);
  }
  console.log(table.toString());
  const open = known.filter(isOpen);
  const unnamed = open.filter(({ id }) => testsOf(id).length === 0);
  console.log(
    `登记 ${known.length} 条，已建各节应由机器保证 ${open.length} 条，无测试点名 ${unnamed.length} 条。 ` +
      `${known.length} registered, ${open.length} for the machine to hold now, ${unnamed.length} named by no test.`,
  );
}

function listValues(): void {
  if (wishes.json) {
    for (const each of uncompared) console.log(JSON.stringify(each));
    return;
  }
  for (const { section, waits, keys } of uncompared) console.log(`${section} · ${waits}\n  ${keys.join('\n  ')}`);
}

async function breakRules(asked: readonly string[]): Promise<void> {
  const open = known.filter(isOpen).map(({ id }) => id);
  const ids = asked.includes('all') ? open : asked;
  const unknown = ids.filter((id) => !known.some((each) => each.id === id));
  if (unknown.length > 0) {
    console.error(`没有这条规则 no such rule: ${unknown.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const sources = files.filter((file) => /^(libs|services)\//.test(file) && !isSpec(file)).map((file) => path.join(workspace, file));
  const places = placesOf(programOf(sources), sources, new Set(ids), workspace);
  const limit = pLimit(availableParallelism());
  const verdicts = await Promise.all(ids.map((id) => isHeld(id, standing(places.filter((place) => place.id === id)), limit)));
  const kept = verdicts.filter((held) => !held).length;
  console.log(`${ids.length - kept} 条守住，${kept} 条未守住。 ${ids.length - kept} held, ${kept} not held.`);
  if (kept > 0) process.exitCode = 1;
}

/** The declaration counts where nothing else stands on the rule. */
function standing(places: readonly Place[]): readonly Place[] {
  const others = places.filter(({ how }) => how !== 'declaration');
  return others.length > 0 ? others : places;
}

/** Says what became of every place of a rule; true when each turned a test red that names it. */
async function isHeld(id: string, places: readonly Place[], limit: Limit): Promise<boolean> {
  const naming = testsOf(id);
  if (places.length === 0 || naming.length === 0) {
    console.log(`${id}: ${places.length === 0 ? '代码中没有 no place in the code' : '没有测试点名 named by no test'}`);
    return false;
  }
  const held = places.map((place) =>
    limit(async () => {
      const { red } = await broken(place, naming);
      console.log(`${id} ${place.how} ${place.at}: ${red.length > 0 ? `${red.length} 红 red, ${red[0]}` : '仍绿 stayed green'}`);
      return red.length > 0;
    }),
  );
  return (await Promise.all(held)).every(Boolean);
}
