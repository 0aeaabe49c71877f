import { FilesUnavailable, isAddress, isFileType, typeOf, type FileStore, type FileType } from '@yimen/attachments';
import type { Actor } from '@yimen/kernel';
import { areSealed, PersonForgotten, type Vault } from '@yimen/vault';
import type { AnyAggregate, ServiceDefinition } from '../definition.js';
import type { Logger } from '../observe/log.js';
import { problem, ProblemError, type ProblemCode } from '../problems/problems.js';
import type { Items } from '../runner/items/item.js';
import type { RunnerPorts } from '../runner/port.js';
import { isIdOf } from '../runner/runner.js';
import { askingOnce } from '../runner/steps/permission.js';
import { viewerOf } from '../runner/view/viewer.js';

/** A file as it was taken in; events name it by `file`. */
export interface Taken {
  /** SHA-256 of what is stored, which for a personal file is sealed: it proves nothing about the file itself. */
  readonly file: string;
  readonly type: FileType;
  readonly bytes: number;
}

export interface Given {
  readonly bytes: Uint8Array;
  readonly type: FileType;
}

/** Files that events of one service name: taken in before, given out to those who may read the event. Its methods throw ProblemError. */
export class Attached {
  private readonly vault: Vault;

  constructor(
    private readonly definition: ServiceDefinition,
    private readonly items: Items,
    private readonly ports: RunnerPorts,
    private readonly files: FileStore | undefined,
    private readonly log: Logger,
  ) {
    this.vault = ports.vault;
  }

  /** Takes a file in. With a person it is sealed under his keys; a resident hands in files of his own. The bytes must be of the type named. */
  async take(bytes: Uint8Array, type: string, person: string | null, actor: Extract<Actor, { kind: 'account' }>): Promise<Taken> {
    const { series, subject = (own: string) => own, impersonal } = this.here();
    const held = actor.grants.filter(({ organisation }) => organisation !== null).map(({ role }) => role);
    if (held.length === 0 && (person === null || person !== actor.person)) throw refusal('forbidden');
    if (person === null && !held.some((role) => impersonal.includes(role))) throw new ProblemError(problem('invalid-input', whose));
    if (!isFileType(type) || (await typeOf(bytes)) !== type) throw refusal('file-type');
    return await this.reach(async (files) => {
      const stored = person === null ? bytes : await this.vault.sealBytes(subject(person), series, bytes);
      const file = await files.put(stored);
      this.log.info({ actor: actor.id, file, type, bytes: bytes.byteLength, sealed: person !== null }, 'a file was taken in');
      return { file, type, bytes: bytes.byteLength };
    });
  }

  /** Gives out a file that an event of the item names, to who may read the item; a sealed one to whom its fields are opened. */
  async give(collection: string, id: string, file: string, actor: Actor): Promise<Given> {
    this.here();
    const slice = this.definition.slices.find((one) => one.collection === collection);
    if (!slice) throw refusal('not-found');
    if (!isIdOf(slice, id) || !isAddress(file)) throw refusal('file-not-found');
    const sealedToo = await this.mayRead(slice, id, file, actor);
    return await this.reach(async (files) => {
      const stored = await files.get(file);
      if (!stored) throw refusal('file-not-found');
      if (areSealed(stored) && !sealedToo) throw refusal('forbidden');
      const bytes = areSealed(stored) ? await this.vault.openBytes(stored) : stored;
      if (!bytes) throw refusal('person-forgotten');
      const type = await typeOf(bytes);
      if (!type) throw new Error(`the file ${file} is of no type that is taken`);
      this.log.info({ actor: actor.id, item: `${slice.name}/${id}`, file, sealed: areSealed(stored) }, 'a file was given out');
      return { bytes, type };
    });
  }

  /** Whether sealed files are opened for him; throws where he may not read the item or no event of it names the file. */
  private async mayRead(slice: AnyAggregate, id: string, file: string, actor: Actor): Promise<boolean> {
    const { item } = await this.items.load(slice, id);
    if (item.revision === 0n) throw refusal('item-not-found');
    const viewer = await viewerOf(slice, item, actor, askingOnce(this.ports.directory));
    if (!viewer?.reader) throw refusal('forbidden');
    const passed = await this.items.passed(item.stream);
    if (!passed.some(({ event }) => names(event, file))) throw refusal('file-not-found');
    return viewer.opener !== undefined;
  }

  private here(): NonNullable<ServiceDefinition['files']> {
    const { files } = this.definition;
    if (!files) throw refusal('not-found');
    return files;
  }

  private async reach<T>(work: (files: FileStore) => Promise<T>): Promise<T> {
    if (!this.files) throw refusal('files-off');
    try {
      return await work(this.files);
    } catch (error) {
      if (error instanceof PersonForgotten) throw refusal('person-forgotten');
      if (error instanceof FilesUnavailable) {
        this.log.warn({ err: error.cause }, 'files cannot be reached');
        throw new ProblemError(problem('files-unavailable', { retryAfter: 5 }));
      }
      throw error;
    }
  }
}

const whose = { errors: [{ pointer: '/person', code: 'missing', detail: '须指明附件所属人员（person），以其密钥封存' }] };

const refusal = (code: ProblemCode): ProblemError => new ProblemError(problem(code, code === 'files-off' ? { retryAfter: 3600 } : {}));

/** Whether a value of an event, at any depth, is that address. */
function names(value: unknown, file: string): boolean {
  if (typeof value === 'string') return value === file;
  return typeof value === 'object' && value !== null && Object.values(value).some((one) => names(one, file));
}
