import { z } from 'zod';

/** Fields shared by every event of a person. */
export const ofPerson = { context: 'residents', subject: 'person', version: 1, visibility: 'internal' } as const;
export const day = z.iso.date();
export const reason = z.string().min(1).max(200);

const person = '01981f00-0000-7000-8000-000000000021';
/** Ids used in samples only. */
export const sample = {
  person,
  organisation: '01981f00-0000-7000-8000-000000000011',
  alias: '7f0c1d7e-58a0-4a3e-9d55-3b1f6f0a9c01',
  household: '01981f00-0000-7000-8000-000000000031',
  sealed: `yv1.A256GCM.${person}.c2FtcGxl`,
} as const;
