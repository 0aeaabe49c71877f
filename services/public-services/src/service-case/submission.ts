import { agentAuthorised, caseMode, noticeChannel, type Guide } from '@yimen/contracts';
import { isRefusal, personal, type MoveContext, type Reader, type Refusal, type Sealed } from '@yimen/kernel';
import { z } from 'zod';
import { hall } from '../hall/hall.js';
import { actorId } from '../ids.js';
import { noticeRule, statutoryRule } from '../law-of-matter.js';
import { stands } from '../overriding.js';
import { parameters } from '../parameters.js';
import { recordOf, type RecordStanding } from '../person-facts.js';
import { rules } from '../rules.js';
import { inWorkingDays } from '../working-days.js';
import { serviceItem } from '../service-item/service-item.js';
import { visit } from '../visit/visit.js';
import { filed, filesOf, readFiles, type FileAdvice } from './filing.js';
import { missingOf, notInGuide, refs } from './materials.js';
import { refuse } from './refuse.js';
import { front, modeNames, move, type CaseEvent } from './state.js';
import { noticeDue } from './time.js';

/** The guide in force, whether the visit that the window names stands open in its hall, and how the applicant's record stands. */
export interface Advice extends FileAdvice {
  readonly guide: Guide | null;
  readonly itemVersion: number;
  readonly inUse: boolean;
  readonly organisation: string | null;
  readonly visit: { readonly open: boolean; readonly person: string | null } | null;
  readonly applicant: RecordStanding;
}

async function advise(
  read: Reader,
  { item, applicant: person, files }: Pick<Application, 'item' | 'applicant' | 'files'>,
  at: { hall: string; visit: string } | null,
): Promise<Advice> {
  const applicant = await recordOf(read, person);
  const stored = await readFiles(read, files, person);
  const found = await read.state(serviceItem, item);
  const guide = found.status === 'none' ? null : found.guide;
  const itemVersion = found.status === 'none' ? 0 : found.itemVersion;
  const inUse = found.status === 'in-use';
  if (!at) return { guide, itemVersion, inUse, organisation: guide?.body.organisation ?? null, visit: null, applicant, stored };
  const received = await read.state(hall, at.hall);
  const visited = await read.state(visit, at.visit);
  const inThisHall = visited.status !== 'none' && visited.hall === at.hall;
  return {
    guide,
    itemVersion,
    inUse,
    organisation: received.status === 'none' ? null : received.organisation,
    visit: inThisHall ? { open: visited.status === 'open', person: visited.person } : null,
    applicant,
    stored,
  };
}

/** Personal fields are sealed under the applicant's keys of the series `hall`, and taken only where the guide names them. */
const personalFields = {
  phone: personal(
    'hall',
    z
      .string()
      .trim()
      .regex(/^\d{7,15}$/),
  ).optional(),
  address: personal('hall', z.string().trim().min(2).max(200)).optional(),
  statement: personal('hall', z.string().trim().min(2).max(2000)).optional(),
};
const fieldNames = ['phone', 'address', 'statement'] as const;
const fieldLabels = { phone: '联系电话', address: '地址', statement: '陈述' } as const;
type Fields = { readonly [F in (typeof fieldNames)[number]]?: Sealed | undefined };

const application = z
  .object({
    item: z.uuid(),
    mode: caseMode,
    applicant: z.uuid(),
    noticeChannel,
    /** Keys of the materials handed in. */
    provided: z.array(z.string()).max(60),
    /** Files of them, taken in before under the applicant's keys. */
    files: filesOf,
    agent: agentAuthorised.schema.nullable(),
    ...personalFields,
  })
  .strict();
type Application = z.output<typeof application>;

function checkFields(guide: Guide, fields: Fields, context: MoveContext<Advice>): Refusal | undefined {
  for (const field of fieldNames) {
    const named = guide.personalFields.find((each) => each.field === field);
    if (fields[field] !== undefined && !named)
      return refuse('field-without-ground', rules.fieldGround, { field, name: fieldLabels[field] });
    if (fields[field] === undefined && named?.required && stands('field-missing', context))
      return refuse('field-missing', rules.fieldGround, { field, name: fieldLabels[field] });
  }
  return undefined;
}

function checkMode(guide: Guide, { mode, agent }: Application, context: MoveContext<Advice>): Refusal | undefined {
  const { today } = context;
  // 普通办理 is always offered, except where everything is done at once.
  const offered = mode === 'ordinary' ? guide.caseType !== '1' : guide.modes.includes(mode);
  if (!offered && stands('mode-not-offered', context)) return refuse('mode-not-offered', rules.modes, { mode, name: modeNames[mode] });
  if (mode === 'agent' && !agent) return refuse('agent-missing', rules.agent);
  if (mode !== 'agent' && agent) return refuse('agent-not-asked', rules.agent);
  if (agent && (today < agent.from || today > agent.to))
    return refuse('authorisation-out-of-time', rules.agent, { from: agent.from, to: agent.to });
  return undefined;
}

interface Receipt {
  readonly channel: 'window' | 'online';
  readonly visit: string | null;
  readonly hall: string | null;
}

function submitted(input: Application, receipt: Receipt, context: MoveContext<Advice>): CaseEvent[] | Refusal {
  const { facts, today, policy, calendar, actor } = context;
  const { guide } = facts;
  if (!guide) return refuse('item-unknown', rules.item);
  if (!facts.inUse && stands('item-not-in-use', context)) return refuse('item-not-in-use', rules.item);
  if (guide.restricted) return refuse('matter-counted-only', rules.restricted);
  if (!guide.channels.includes(receipt.channel) && stands('channel-not-offered', context)) return refuse('channel-not-offered', rules.item);
  if (!guide.objects.includes('1')) return refuse('not-for-persons', rules.item);
  if (facts.applicant === 'stored') return refuse('record-stored-only', rules.storedOnly);
  if (facts.applicant === 'unknown') return refuse('applicant-not-registered', rules.applicant);
  const list = guide.materials.map(({ key, name, required, obtainableBySharing }) => ({
    key,
    name,
    required,
    bySharing: obtainableBySharing,
  }));
  const fault = checkMode(guide, input, context) ?? notInGuide(list, input.provided) ?? checkFields(guide, input, context);
  if (fault) return fault;
  if (!facts.organisation) return refuse('hall-unknown', rules.hall);
  const { agent, provided, files: given, ...rest } = input;
  const files = filed(list, given, [], context);
  if (isRefusal(files)) return files;
  const event: CaseEvent = {
    type: 'CaseSubmitted',
    ...rest,
    ...receipt,
    itemVersion: facts.itemVersion,
    itemName: guide.name,
    taskType: guide.taskType,
    caseType: guide.caseType,
    joint: guide.joint,
    statutoryLimit: guide.statutoryLimit,
    statutoryRule: statutoryRule(guide),
    promisedLimit: guide.promisedLimit,
    resultName: guide.result.name,
    toleranceAllowed: guide.tolerance,
    promise: guide.promise,
    organisation: facts.organisation,
    body: guide.body.organisation,
    receivedBy: actorId(actor),
    materials: list,
    provided: refs(list, provided),
    missing: missingOf(list, provided),
    personal: fieldNames.filter((field) => input[field] !== undefined),
    receivedOn: today,
    checkDue: noticeDue(guide, today, { policy, calendar }),
    checkRule: noticeRule(guide),
    onlineCheckDue: receipt.channel === 'online' ? inWorkingDays(parameters.onlineCheckDays, today, { policy, calendar }) : null,
  };
  return [event, ...(agent ? [{ type: 'AgentAuthorised', ...agent } as const] : []), ...files];
}

const placed = (_input: unknown, { guide }: Advice) => guide?.body && { organisation: guide.body.organisation };

export const submissionMoves = {
  submit: move({
    label: { zh: '窗口提交', en: 'submit at a window' },
    from: ['none'],
    by: { window: front },
    input: application.extend({ hall: z.uuid(), visit: z.uuid() }).strict(),
    subject: (_none, { applicant }) => applicant,
    gather: (read, { hall: at, visit: during, ...asked }) => advise(read, asked, { hall: at, visit: during }),
    parties: (_input, { organisation }) => (organisation ? { window: { organisation } } : {}),
    place: placed,
    decide: (_none, { hall: at, visit: during, ...input }, context) => {
      const { visit: open } = context.facts;
      if (context.facts.organisation && !open?.open) return refuse('visit-not-open', rules.visit);
      if (open?.person && open.person !== input.applicant && input.mode !== 'agent') return refuse('applicant-is-another', rules.agent);
      return submitted(input, { channel: 'window', hall: at, visit: during }, context);
    },
  }),
  submitOnline: move({
    label: { zh: '网上提交', en: 'submit online' },
    from: ['none'],
    by: { applicant: ['resident'] },
    input: application,
    subject: (_none, { applicant }) => applicant,
    gather: (read, asked) => advise(read, asked, null),
    parties: ({ applicant }) => ({ applicant: { person: applicant } }),
    place: placed,
    decide: (_none, input, context) => submitted(input, { channel: 'online', hall: null, visit: null }, context),
  }),
};
