import { randomBytes } from 'node:crypto';
import { endServersOfDeadRuns } from './jest.servers.mjs';

/** Names this test run, so that its workers share one PostgreSQL, and ends servers that a killed run left behind. */
export default async function setup() {
  process.env.YIMEN_TEST_RUN = `${process.pid}-${randomBytes(4).toString('hex')}`;
  await endServersOfDeadRuns();
}
