import { fileTypes } from '@yimen/attachments';
import { materialFileTypes } from '@yimen/contracts';
import { scenario } from '@yimen/testing';
import { clerk, ids, on, resident } from '../hall.sample.js';
import { publicServices } from '../index.js';
import { advice, application, at, atWindow, day, noticeArrived, submitted, toDelivered, toNotice } from './case.sample.js';
import { serviceCase } from './service-case.js';

const file = { key: 'income', file: 'ab'.repeat(32), kind: 'application/pdf' as const, bytes: 48_213 };
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
  const { events } = at(...toNotice, noticeArrived).when('supplement', { provided: ['income'], files: [file] }, on('2026-03-05')).result;
  expect(events).toMatchObject([{ type: 'MaterialsSupplemented' }, { ...filed, on: '2026-03-05' }]);
  at(submitted())
    .when('fileMaterial', file, on(day))
    .then(filed as never);
  expect(serviceCase.moves.fileMaterial.by).toMatchObject({ applicant: ['resident'] });
  expect(at(...toDelivered).state.status).toBe('delivered');
  expect(serviceCase.moves.fileMaterial.from).not.toContain('delivered');
});

test('XT23 materials · none of a material outside the guide, none twice, and only the types that are taken', () => {
  const once = at(submitted({}, { files: [file] }));
  once.when('fileMaterial', file, on(day)).then({ refused: 'file-filed-already', rule: 'XT23 materials', facts: { file: file.file } });
  once.when('fileMaterial', { ...file, key: 'hukou' }, on(day)).then({ refused: 'material-not-in-guide', rule: 'XT23 materials' });
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
