import { fileTypes } from '@yimen/attachments';
import { materialFileTypes } from '@yimen/contracts';
import { scenario } from '@yimen/testing';
import { clerk, ids, on, resident } from '../hall.sample.js';
import { publicServices } from '../index.js';
import { advice, application, at, atWindow, day, file, noticeArrived, stored, submitted, toDelivered, toNotice } from './case.sample.js';
import { serviceCase } from './service-case.js';

const told = (of: object = stored, today = day) => on(today, clerk, { facts: { stored: of } });
const filed = { type: 'MaterialFiled', ...file, name: '家庭收入情况说明', by: 'clerk-1', on: day };

test('5.3.1 · files come with a submission, each under its material, and stand in the case', () => {
  const { result } = scenario(serviceCase)
    .given()
    .when('submit', { ...atWindow, files: [file] }, on(day, clerk, { facts: advice() }));
  expect(result.events).toMatchObject([{ type: 'CaseSubmitted' }, filed]);
  // What is told to partners names no file.
  expect(JSON.stringify(result.events[0])).not.toContain(file.file);
  expect(result.state).toMatchObject({ files: [file] });
  const online = scenario(serviceCase)
    .given()
    .when('submitOnline', { ...application, files: [file] }, on(day, resident, { facts: { ...advice(), visit: null } }));
  expect(online.result.events[1]).toMatchObject({ ...filed, by: 'resident-1' });
});

test('they come with a supplement and by themselves, by the applicant too; not when the case is over', () => {
  const supplement = { provided: ['income'], files: [file] };
  const { events } = at(...toNotice, noticeArrived).when('supplement', supplement, told(stored, '2026-03-05')).result;
  expect(events).toMatchObject([{ type: 'MaterialsSupplemented' }, { ...filed, on: '2026-03-05' }]);
  at(submitted())
    .when('fileMaterial', file, told())
    .then(filed as never);
  expect(serviceCase.moves.fileMaterial.by).toMatchObject({ applicant: ['resident'] });
  expect(at(...toDelivered).state.status).toBe('delivered');
  expect(serviceCase.moves.fileMaterial.from).not.toContain('delivered');
});

test('XT23 materials · none of a material outside the guide, none twice, and only the types that are taken', () => {
  const once = at(submitted({}, { files: [file] }));
  once.when('fileMaterial', file, told()).then({ refused: 'file-filed-already', rule: 'XT23 materials', facts: { file: file.file } });
  once.when('fileMaterial', { ...file, key: 'hukou' }, told()).then({ refused: 'material-not-in-guide', rule: 'XT23 materials' });
  const twice = scenario(serviceCase)
    .given()
    .when('submit', { ...atWindow, files: [file, file] }, on(day, clerk, { facts: advice() }));
  twice.then({ refused: 'file-filed-already', rule: 'XT23 materials' });
  expect(serviceCase.moves.fileMaterial.input.safeParse({ ...file, kind: 'text/html' }).success).toBe(false);
  expect(materialFileTypes).toEqual(Object.keys(fileTypes));
});

test('decision 2 · what is a person’s is sealed under the keys of his hall records, and goes with them', () => {
  const { files } = publicServices;
  expect(files).toMatchObject({ series: 'hall', slices: expect.arrayContaining(['service-case']) });
  // Sealed under the keys of the applicant, as the fields of his case are.
  expect((files?.subject ?? ((person: string) => person))(ids.person)).toBe(
    serviceCase.moves.submit.subject?.({ status: 'none' }, atWindow as never, ids.case),
  );
});

test.each([
  ['none', 'file-not-stored', 'XT23 materials'],
  ['clear', 'file-not-sealed', 'PIPL 51'],
  ['sealed-otherwise', 'file-not-sealed', 'PIPL 51'],
] as const)('PIPL 51 · a file that lies %s is not put to a case: %s, whichever move names it', (standing, refused, rule) => {
  const other = 'cd'.repeat(32);
  const lies = { ...stored, [other]: standing };
  const files = [file, { ...file, file: other }];
  const wanted = { refused, rule, facts: { file: other } };
  const start = scenario(serviceCase).given();
  start.when('submit', { ...atWindow, files }, on(day, clerk, { facts: { ...advice(), stored: lies } })).then(wanted);
  const online = { ...advice(), stored: lies, visit: null };
  start.when('submitOnline', { ...application, files }, on(day, resident, { facts: online })).then(wanted);
  const supplement = { provided: ['income'], files };
  at(...toNotice, noticeArrived)
    .when('supplement', supplement, told(lies, '2026-03-05'))
    .then(wanted);
  at(submitted())
    .when('fileMaterial', { ...file, file: other }, told(lies))
    .then(wanted);
});

test('each file is asked for once, under the keys of the applicant', async () => {
  const asked: string[] = [];
  const reads = (address: string, person: string) => {
    asked.push(`${address.slice(0, 2)} ${person}`);
    return Promise.resolve('sealed');
  };
  const read = {
    file: reads,
    state: (slice: { initial: object }) => Promise.resolve(slice.initial),
    row: () => Promise.resolve(),
  } as never;
  const given = { id: ids.case, today: day, derived: {}, alias: {} };
  const { supplement, fileMaterial, submit, submitOnline } = serviceCase.moves;
  const { state } = at(submitted());
  const files = [file, file, { ...file, file: 'cd'.repeat(32) }];
  const both = { stored: { [file.file]: 'sealed', ['cd'.repeat(32)]: 'sealed' } };
  await expect(supplement.gather?.(read, { provided: ['income'], files }, state, given)).resolves.toEqual(both);
  await expect(fileMaterial.gather?.(read, file, state, given)).resolves.toEqual({ stored });
  await expect(submit.gather?.(read, { ...atWindow, files } as never, { status: 'none' }, given)).resolves.toMatchObject(both);
  await expect(submitOnline.gather?.(read, { ...application, files } as never, { status: 'none' }, given)).resolves.toMatchObject(both);
  const [ab, cd] = [`ab ${ids.person}`, `cd ${ids.person}`];
  expect(asked).toEqual([ab, cd, ab, ab, cd, ab, cd]);
});
