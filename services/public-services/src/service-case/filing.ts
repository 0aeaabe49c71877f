import { materialFiled } from '@yimen/contracts';
import type { Actor, IsoDate, Refusal } from '@yimen/kernel';
import { z } from 'zod';
import { actorId } from '../ids.js';
import { rules } from '../rules.js';
import { notInGuide } from './materials.js';
import { refuse } from './refuse.js';
import { back, front, move, type Of, type Submission } from './state.js';

type Filed = Of<'MaterialFiled'>;
type List = Submission['materials'];

/** A file as the door of files answered it, and the material that it is. */
const named = materialFiled.schema.pick({ key: true, file: true, kind: true, bytes: true });
/** Files that come with a submission or a supplement. */
export const filesOf = z.array(named).max(60).default([]);
type Named = z.output<typeof named>;

/** The files put to the case: each of a material that the guide names, and none twice. */
export function filed(
  list: List,
  files: readonly Named[],
  before: readonly Pick<Filed, 'file'>[],
  { actor, today }: { readonly actor: Actor; readonly today: IsoDate },
): Refusal | Filed[] {
  const unknown = notInGuide(
    list,
    files.map(({ key }) => key),
  );
  if (unknown) return unknown;
  const all = [...before, ...files].map(({ file }) => file);
  const twice = all.find((file, at) => all.indexOf(file) !== at);
  if (twice !== undefined) return refuse('file-filed-already', rules.materials, { file: twice });
  return files.map((file) => {
    const name = list.find((each) => each.key === file.key)?.name ?? file.key;
    return { type: 'MaterialFiled', ...file, name, by: actorId(actor), on: today };
  });
}

export const filingMoves = {
  fileMaterial: move({
    label: { zh: '附上材料文件', en: 'put the file of a material to the case' },
    from: ['submitted', 'checked', 'supplement-requested', 'supplemented', 'accepted', 'dispatched', 'handling', 'forwarded', 'paused'],
    by: { window: front, body: back, applicant: ['resident'] },
    input: named,
    decide: ({ materials, files }, input, context) => filed(materials, [input], files, context),
  }),
};
