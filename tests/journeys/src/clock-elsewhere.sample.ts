import { startLocalPostgres } from '@yimen/local-postgres';
import { organisations } from '@yimen/organisations';
import { serviceUrl, startRecordService } from '@yimen/service-shell';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Moves the business date while every other service is down: the service that keeps the clock runs alone on the data folder, takes the one
 * move, and stops again.
 */
export async function advanceWhileOthersAreDown(data: string, to: string): Promise<void> {
  const { masterKey, rolePassword } = JSON.parse(await readFile(path.join(data, 'secrets.json'), 'utf8')) as Record<string, string>;
  const database = await startLocalPostgres({ folder: path.join(data, 'postgres') });
  try {
    const service = await startRecordService({
      definition: organisations,
      databaseUrl: serviceUrl(database.url('yimen'), organisations.context, rolePassword ?? ''),
      installation: {
        mode: 'demo',
        area: '320582000000',
        masterKey: Buffer.from(masterKey ?? '', 'base64'),
        holder: 'organisations alone',
      },
      config: {
        host: '127.0.0.1',
        port: 0,
        token: { issuer: 'http://127.0.0.1', audience: 'yimen', jwksUrl: 'http://127.0.0.1/keys', toleranceSeconds: 5 },
        bodyBytes: 262_144,
        arrivalSeconds: 30,
        drainSeconds: 0,
        logLevel: 'error',
        traces: 'off',
      },
    });
    try {
      const grants = [{ role: 'operator' as const, organisation: '00000000-0000-4000-8000-000000000000' }];
      const actor = { kind: 'account' as const, id: 'operator-1', person: null, grants };
      const answer = await service.runner.run({ slice: 'business-clock', id: 'business', move: 'advance', input: { to }, actor });
      if (answer.kind === 'refused') throw new Error(answer.problem.detailEn);
    } finally {
      await service.stop();
    }
  } finally {
    await database.stop();
  }
}
