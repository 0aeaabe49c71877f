import Table from 'cli-table3';
import { operator } from '../operate/connect.js';

interface Parked {
  readonly id: string;
  readonly projection: string;
  readonly context: string;
  readonly stream: string;
  readonly revision: string;
  readonly type: string;
  readonly error: string;
}

/** `parked list`: events that a read model could not fold, with the later ones of their streams. */
export async function list(name?: string): Promise<void> {
  const query = name === undefined ? '' : `?name=${encodeURIComponent(name)}`;
  const { rows } = (await (await operator()).get<{ rows: Parked[] }>(`/api/projections/parked${query}`)).body;
  if (rows.length === 0) return console.log('没有搁置的事件。 Nothing is parked.');
  const table = new Table({
    head: ['id', '读模型 read model', '事件流 stream', '修订 revision', '类型 type', '原因 error'],
    wordWrap: true,
  });
  for (const { id, projection, stream, revision, type, error } of rows) table.push([id, projection, stream, revision, type, error]);
  console.log(table.toString());
}

/** `parked redrive ID`: folds it and the later ones of its stream again. */
export async function redrive(id: string): Promise<void> {
  await (await operator()).post(`/api/projections/parked/${id}/redrive`, {});
  console.log(`已重试 ${id}。 Tried ${id} again.`);
}

/** `parked accept ID --reason`: an audited exception, honoured by the live model and by rebuilds. */
export async function accept(id: string, { reason }: { readonly reason: string }): Promise<void> {
  await (await operator()).post(`/api/projections/parked/${id}/accept`, { reason });
  console.log(`已认可为例外 ${id}：${reason}。 Accepted as an exception: ${id}.`);
}
