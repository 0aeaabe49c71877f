import { endServer } from './jest.servers.mjs';

export default async function teardown() {
  await endServer(process.env.YIMEN_TEST_RUN);
}
