import { matterExited, matterExpired, matterListed, type EventOf } from '@yimen/contracts';
import type { Reader } from '@yimen/kernel';
import { projection, table } from '@yimen/projection-engine/projection';
import type { Facts } from '@yimen/service-shell';

/** An entry of the lists as public-services tells it: whose matter it is, of what class, and which communities it concerns. */
export interface MatterRow {
  readonly application: string;
  readonly class: EventOf<typeof matterListed>['class'];
  readonly county: string;
  readonly department: string;
  /** All communities of the county; otherwise those named. */
  readonly everywhere: boolean;
  readonly communities: readonly string[];
  /** It has expired or left the lists. */
  readonly over: boolean;
}

const facts = projection(
  'matter-facts',
  1,
  {
    matters: table<MatterRow>('listed_matter', {
      columns: {
        application: { type: 'uuid' },
        class: { type: 'text' },
        county: { type: 'text' },
        department: { type: 'uuid' },
        everywhere: { type: 'boolean' },
        communities: { type: 'json' },
        over: { type: 'boolean' },
      },
      key: ['application'],
    }),
  },
  (on) => {
    on(matterListed, ({ matters }, { event: { class: of, county, department, communities }, item: application }) =>
      matters.put({
        ...{ application, class: of, county, department, over: false },
        ...{ everywhere: communities === 'all', communities: communities === 'all' ? [] : communities },
      }),
    );
    for (const contract of [matterExpired, matterExited]) on(contract, ({ matters }, { item }) => matters.patch([item], { over: true }));
  },
);

/** Seconds that the facts of public-services may lag before the choice of a committee waits. */
const BOUND_SECONDS = 10;
export const matterFacts: Facts = { projection: facts, boundSeconds: BOUND_SECONDS };

/** An entry of the lists; undefined where none is known under this application. 503 facts-not-ready while these facts lag. */
export const matterOf = (read: Reader, application: string): Promise<MatterRow | undefined> => read.row(facts.table.matters, application);
