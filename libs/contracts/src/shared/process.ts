import { z } from 'zod';
import { event } from '../event.js';

// Every service keeps such streams in its own store: `process/{name}/{causing event}` and `process/deadline:{rule}/{firing}` (decisions 19, 20).
const of = { context: 'shared', subject: 'process', version: 1, visibility: 'internal' } as const;

const decimal = z.string().regex(/^[1-9]\d*$/);
const eventId = '01981f00-0000-7000-8000-000000000021';
const item = '01981f00-0000-7000-8000-000000000022';

/** The move that a process or a deadline asks for. */
const wanted = {
  slice: z.string().min(1),
  /** Item that moves; null where the move begins one. */
  item: z.string().min(1).nullable(),
  move: z.string().min(1),
};

export const processMoveIssued = event('ProcessMoveIssued', {
  ...of,
  zh: '流程发出操作',
  en: 'A process decided on a move for an event, before the move was made.',
  schema: z
    .object({
      cause: z.object({ context: z.string(), stream: z.string(), revision: decimal, event: z.uuid() }).strict(),
      ...wanted,
      /** Input of the move; personal values stand in it sealed only. */
      input: z.record(z.string(), z.unknown()),
    })
    .strict(),
  samples: [
    {
      cause: { context: 'public-services', stream: `visit/${item}`, revision: '4', event: eventId },
      slice: 'rating-case',
      item: null,
      move: 'open',
      input: { visit: item },
    },
  ],
});

export const processMoveAnswered = event('ProcessMoveAnswered', {
  ...of,
  zh: '流程操作答复',
  en: 'What the move of a process was answered; a repeat of the cause issues nothing again.',
  schema: z
    .object({
      outcome: z.enum(['made', 'refused', 'failed']),
      /** HTTP status that a caller would have got. */
      status: z.int(),
      /** Stream and revision after a move that was made. */
      stream: z.string().nullable(),
      revision: decimal.nullable(),
      /** Code of the refusal. */
      code: z.string().nullable(),
    })
    .strict(),
  samples: [
    { outcome: 'made', status: 201, stream: `rating-case/${item}`, revision: '1', code: null },
    { outcome: 'refused', status: 409, stream: null, revision: null, code: 'wrong-state' },
  ],
});

export const processTaskRaised = event('ProcessTaskRaised', {
  ...of,
  zh: '人工待办产生',
  en: 'A move that the system should have made was refused; a person has to look after it.',
  schema: z
    .object({
      /** `process:…` or `deadline:…`. */
      by: z.string().min(1),
      ...wanted,
      code: z.string().min(1),
      detail: z.object({ zh: z.string(), en: z.string() }).strict(),
      /** Who has to act: holders of the role; null means those of the whole installation. */
      owner: z.object({ role: z.string().min(1), organisation: z.uuid().nullable() }).strict(),
      dueOn: z.iso.date(),
    })
    .strict(),
  samples: [
    {
      by: 'process:bad-rating',
      slice: 'rating-case',
      item: null,
      move: 'open',
      code: 'wrong-state',
      detail: { zh: '当前状态不允许该操作', en: 'The state does not allow this move' },
      owner: { role: 'operator', organisation: null },
      dueOn: '2026-03-09',
    },
  ],
});

export const processTaskClosed = event('ProcessTaskClosed', {
  ...of,
  zh: '人工待办办结',
  en: 'A person looked after the task.',
  schema: z.object({ note: z.string().min(1).max(500) }).strict(),
  samples: [{ note: '已由窗口人员补办' }],
});

export const processEvents = [processMoveIssued, processMoveAnswered, processTaskRaised, processTaskClosed];
