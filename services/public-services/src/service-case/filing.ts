import { materialFiled } from '@yimen/contracts';
import type { Actor, FileStanding, IsoDate, Reader, Refusal } from '@yimen/kernel';
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

/** How the files that a move names lie, by their addresses. */
export interface FileAdvice {
  readonly stored: Readonly<Record<string, FileStanding>>;
}

/** Asks for each file whether it is there, and sealed under the applicant's keys. */
export async function readFiles(read: Reader, files: readonly Pick<Named, 'file'>[], applicant: string): Promise<FileAdvice['stored']> {
  const stored: Record<string, FileStanding> = {};
  for (const { file } of files) stored[file] ??= await read.file(file, applicant);
  return stored;
}

/**
 * The files put to the case: each of a material that the guide names, none twice, and each handed in before under the keys of the applicant,
 * with which it goes: no file of nobody, and none of somebody else.
 */
export function filed(
  list: List,
  files: readonly Named[],
  before: readonly Pick<Filed, 'file'>[],
  { actor, today, facts }: { readonly actor: Actor; readonly today: IsoDate; readonly facts: FileAdvice },
): Refusal | Filed[] {
  const unknown = notInGuide(
    list,
    files.map(({ key }) => key),
  );
  if (unknown) return unknown;
  const all = [...before, ...files].map(({ file }) => file);
  const twice = all.find((file, at) => all.indexOf(file) !== at);
  if (twice !== undefined) return refuse('file-filed-already', rules.materials, { file: twice });
  for (const { file } of files) {
    const standing = facts.stored[file] ?? 'none';
    if (standing === 'none') return refuse('file-not-stored', rules.materials, { file });
    if (standing !== 'sealed') return refuse('file-not-sealed', rules.sealing, { file });
  }
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
    gather: async (read, input, state): Promise<FileAdvice> => ({
      stored: state.status === 'none' ? {} : await readFiles(read, [input], state.applicant),
    }),
    decide: ({ materials, files }, input, context) => filed(materials, [input], files, context),
  }),
};
