import type { Refusal, Text } from '@yimen/kernel';
import type { RuleDescription } from '@yimen/policy';
import type { ParameterUsed } from '../facts/parameter-used.js';
import type { Problem } from './problem.js';

interface Kind {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

/** Every problem that is not a refusal by a rule: code → status and title. Codes are stable; front ends switch on them. */
export const problemKinds = {
  malformed: { status: 400, zh: '请求格式有误', en: 'malformed request' },
  'invalid-input': { status: 400, zh: '请求内容有误', en: 'invalid input' },
  'idempotency-key-missing': { status: 400, zh: '缺少幂等键', en: 'Idempotency-Key is missing' },
  'invalid-header': { status: 400, zh: '请求头有误', en: 'invalid header' },
  unauthenticated: { status: 401, zh: '未登录或登录已失效', en: 'not authenticated' },
  forbidden: { status: 403, zh: '无权办理', en: 'not permitted' },
  'account-unknown': { status: 403, zh: '账号未登记或已停用', en: 'account unknown or not active' },
  'override-approver': { status: 403, zh: '复核人不符合要求', en: 'the second person may not approve this' },
  'not-found': { status: 404, zh: '没有这个地址', en: 'no such address' },
  'file-not-found': { status: 404, zh: '没有这一附件', en: 'no such file' },
  'paper-not-found': { status: 404, zh: '没有这一文书', en: 'no such paper' },
  'item-not-found': { status: 404, zh: '没有这一事项', en: 'no such item' },
  'method-not-allowed': { status: 405, zh: '该地址不支持此方法', en: 'method not allowed' },
  'request-timeout': { status: 408, zh: '请求未按时送达', en: 'the request did not arrive in time' },
  'person-forgotten': { status: 409, zh: '该人员的信息已按规定删除', en: 'the person has been forgotten' },
  'wrong-state': { status: 409, zh: '当前状态不能这样办理', en: 'not possible in this state' },
  'job-running': { status: 409, zh: '该读模型正在重建或核对', en: 'this read model is being rebuilt or verified' },
  'no-previous-generation': { status: 409, zh: '没有可退回的上一代', en: 'no previous generation to roll back to' },
  'version-not-carried': { status: 409, zh: '本发布不含该版本', en: 'this release does not carry that version' },
  'not-parked': { status: 409, zh: '该事件未搁置，或排在另一事件之后', en: 'the event is not parked, or stands behind another' },
  'paper-not-yet': { status: 409, zh: '该文书所依据的事项尚未办理', en: 'what this paper tells has not happened yet' },
  'paper-not-printable': { status: 409, zh: '文书无法打印', en: 'the paper cannot be printed' },
  'stale-revision': { status: 412, zh: '内容已被更新，请重新读取', en: 'changed since it was read' },
  'too-large': { status: 413, zh: '请求内容过大', en: 'request too large' },
  'uri-too-long': { status: 414, zh: '地址过长', en: 'address too long' },
  'unsupported-media-type': { status: 415, zh: '请以 JSON 发送', en: 'send JSON' },
  'file-type': {
    status: 415,
    zh: '附件只收 PDF、JPEG、PNG、DOCX，且内容须与所称类型一致',
    en: 'files are PDF, JPEG, PNG or DOCX, and of the type they are called',
  },
  'idempotency-key-reused': { status: 422, zh: '同一幂等键已用于另一请求', en: 'this Idempotency-Key was used for another request' },
  'idempotency-key-expired': { status: 422, zh: '幂等键已过期', en: 'this Idempotency-Key is too old to be compared' },
  'header-too-large': { status: 431, zh: '请求头过大', en: 'headers too large' },
  internal: { status: 500, zh: '系统出错，请凭追踪号联系运维', en: 'internal error; give the trace id to the operator' },
  busy: { status: 503, zh: '办理人数较多，请稍后重试', en: 'busy, try again' },
  'facts-not-ready': { status: 503, zh: '相关数据尚未同步，请稍后重试', en: 'facts of another service are not ready' },
  'identity-unavailable': { status: 503, zh: '身份服务暂不可用，请稍后重试', en: 'the identity provider is away' },
  'not-yet': { status: 503, zh: '刚提交的内容尚未同步到此列表，请稍后重试', en: 'the view has not caught up with that write yet' },
  'read-model-parked': { status: 503, zh: '相关记录待人工处理，暂不能显示', en: 'an event that this read waits for was parked' },
  'read-model-missing': { status: 503, zh: '该列表正在建立，请稍后重试', en: 'this read model is being built' },
  'read-model-newer': {
    status: 503,
    zh: '该列表已由另一发布接管，本服务须升级',
    en: 'another release serves this view; this one must follow',
  },
  'newer-event': { status: 503, zh: '系统正在升级，请稍后重试', en: 'a newer release has recorded this' },
  'store-unavailable': { status: 503, zh: '数据存储暂不可用，请稍后重试', en: 'the event store is away' },
  'vault-unavailable': { status: 503, zh: '密钥库暂不可用，请稍后重试', en: 'the vault is away' },
  'files-unavailable': { status: 503, zh: '附件存储暂不可用，请稍后重试', en: 'the place of files is away' },
  'files-off': { status: 503, zh: '本系统没有设置附件存放处', en: 'no place of files is set up here' },
  stopping: { status: 503, zh: '服务正在停止', en: 'the service is stopping' },
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof problemKinds;

type Details = Partial<Omit<Problem, 'type' | 'title' | 'status' | 'code' | 'detail' | 'detailEn'>> & { readonly detail?: Text };

/** A problem of a known kind. `detail` says more than the title where there is more to say. */
export function problem(code: ProblemCode, { detail, ...rest }: Details = {}): Problem {
  const kind: Kind = problemKinds[code];
  return {
    type: `urn:yimen:problem:${code}`,
    title: kind.zh,
    status: kind.status,
    code,
    detail: detail?.zh ?? kind.zh,
    detailEn: detail?.en ?? kind.en,
    ...rest,
  };
}

/** A refusal by a rule as an answer (422). Binding law cannot be overridden, whatever the slice says (13.8). */
export function refused(refusal: Refusal, rule: RuleDescription | undefined, parameters: readonly ParameterUsed[]): Problem {
  return {
    type: `urn:yimen:refusal:${refusal.code}`,
    title: '不符合规定',
    status: 422,
    code: refusal.code,
    detail: refusal.detail.zh,
    detailEn: refusal.detail.en,
    facts: refusal.facts,
    rule: rule ?? { id: refusal.rule },
    parameters,
    overridable: refusal.overridable && (rule?.overridable ?? true),
  };
}

/** A problem on its way to the answer. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}`);
    this.name = 'ProblemError';
  }
}
