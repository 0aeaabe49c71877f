// A relay or a reader in a process of its own, which a test may stop, continue and kill. Argument: JSON (see `PartSettings`). Says what happens as one
// JSON object a line. Commands come a line each. A relay: `die` (kills itself after the next publish, before its checkpoint), `halt` (stops itself there,
// until it is continued), `stall` (stops itself before the next publish). A reader: `slow <ms>` (takes as long for each batch). Ends when its input ends, so
// that it never outlives the test.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaEventLog, relay } from '@yimen/event-log';
import { postgresEventStore } from '@yimen/event-store';
import pg from 'pg';

const { role, name, url, topic, partitions, kafka, leaseMs } = JSON.parse(process.argv[2]);
const stop = new AbortController();
/** What to do at the next publish, once. */
let ordered;
let slowMs = 0;

const commands = createInterface({ input: process.stdin });
commands.on('line', (line) => {
  const [command, value] = line.split(' ');
  if (command === 'die' || command === 'halt' || command === 'stall') ordered = command;
  if (command === 'slow') slowMs = Number(value);
});
commands.on('close', () => process.exit(0));

const pool = new pg.Pool({ connectionString: url, max: 4 });
pool.on('error', (error) => say('pool', { error }));
const log = kafkaEventLog({ ...kafka, clientId: name, onEvent: ({ type, ...rest }) => say(`kafka.${type}`, rest) });

try {
  await (role === 'relay' ? relayEvents() : readEvents());
  say('ended', {});
} catch (error) {
  say('ended', { error });
  process.exitCode = 1;
} finally {
  commands.close();
}

async function relayEvents() {
  const store = postgresEventStore({ pool, listen: url, schema: topic.context });
  const onEvent = ({ type, ...rest }) => {
    if (type === 'published') {
      obey('die', 'SIGKILL');
      obey('halt', 'SIGSTOP');
      return;
    }
    if (type !== 'checkpoint') say(`relay.${type}`, rest);
  };
  const stalling = {
    ...log,
    publish: (...args) => {
      obey('stall', 'SIGSTOP');
      return log.publish(...args);
    },
  };
  await relay({ store, log: stalling, topic, partitions, pool, holder: name, leaseMs, onEvent }).run(stop.signal);
}

/** Applies by decision 13: the next place is applied, a smaller one dropped, a larger one stops; place and rows in one transaction. */
async function readEvents() {
  const client = await pool.connect();
  const places = Array.from({ length: partitions }, () => 0n);
  const { rows } = await client.query('SELECT partition, place FROM seen.place WHERE generation = $1', [topic.generation]);
  for (const { partition, place } of rows) places[partition] = BigInt(place);
  await log.read({
    topic,
    after: places,
    signal: stop.signal,
    onBatch: async (records) => {
      const [{ partition }] = records;
      await client.query('BEGIN');
      const found = await client.query('SELECT place FROM seen.place WHERE generation = $1 AND partition = $2 FOR UPDATE', [
        topic.generation,
        partition,
      ]);
      let place = BigInt(found.rows[0]?.place ?? 0);
      const next = [];
      for (const record of records) {
        if (record.place <= place) continue;
        if (record.place > place + 1n) throw new Error(`place ${record.place} of partition ${partition} after ${place}`);
        place = record.place;
        next.push(record);
      }
      await client.query(
        `INSERT INTO seen.applied (generation, partition, place, id, stream, revision)
         SELECT $1, $2, * FROM unnest($3::bigint[], $4::uuid[], $5::text[], $6::bigint[])`,
        [
          topic.generation,
          partition,
          next.map((record) => record.place),
          next.map((record) => record.id),
          next.map((record) => record.stream),
          next.map((record) => record.revision),
        ],
      );
      await client.query(
        'INSERT INTO seen.place VALUES ($1, $2, $3) ON CONFLICT (generation, partition) DO UPDATE SET place = excluded.place',
        [topic.generation, partition, place],
      );
      if (slowMs > 0) await sleep(slowMs);
      await client.query('COMMIT');
    },
  });
}

function obey(command, signal) {
  if (ordered !== command) return;
  ordered = undefined;
  process.kill(process.pid, signal);
}

/** At once, whatever becomes of the process. */
function say(type, { error, ...rest }) {
  const told = error && { error: error.name, reason: error.reason, message: error.message };
  const line = JSON.stringify({ type, ...rest, ...told }, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  writeSync(1, `${line}\n`);
}
