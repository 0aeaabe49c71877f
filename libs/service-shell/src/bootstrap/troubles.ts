import type { Text } from '@yimen/kernel';

/** What may be amiss with a part of a service: code → what it means. Codes are stable; `docs/operating.md` says under each what to do. */
export const troubleKinds = {
  starting: { zh: '正在启动', en: 'it is being started' },
  'store-unavailable': { zh: '事件存储不可用', en: 'the event store is away' },
  'vault-unavailable': { zh: '密钥库不可用', en: 'the vault is away' },
  'wrong-master-key': { zh: '主密钥与密钥库不符', en: 'the master key is not that of this vault' },
  'database-unavailable': { zh: '数据库不可用', en: 'the database is away' },
  'log-unavailable': { zh: '事件日志不可用', en: 'the event log is away' },
  'log-fork': { zh: '事件日志与事件存储不一致，已停止发布', en: 'log and store differ; nothing more is published' },
  'log-refused': { zh: 'Kafka 拒绝本服务', en: 'Kafka refuses this service' },
  'unsafe-topic': { zh: '日志主题的设置可能丢失事件', en: 'a topic is set so that it may lose events' },
  'relay-stopped': { zh: '事件发布出错停止，正在重试', en: 'the relay has stopped with an error and tries again' },
  'topic-missing': { zh: '等待该服务首次发布事件', en: 'a service has not published its first event yet' },
  'newer-event': { zh: '遇到较新版本记录的事件，须升级本服务', en: 'a newer release has recorded an event: this one must follow' },
  'newer-version': { zh: '读模型已切换到本发布不含的版本', en: 'the pointer names a version that this release does not carry' },
  'older-version': {
    zh: '现行版本旧于本发布所含，须重建',
    en: 'the pointer names a version older than this release carries: it must be rebuilt',
  },
  'place-gap': { zh: '事件日志缺少记录', en: 'a record is missing in the log' },
  'revision-gap': { zh: '事件日志中某事件流不连续', en: 'a stream is not continuous in the log' },
  'log-truncated': { zh: '事件日志的开头已被删除', en: 'the beginning of the log has been deleted' },
  'projection-failed': { zh: '读模型出错停止，正在重试', en: 'a projection has stopped with an error and tries again' },
  'version-raising': { zh: '新版本的表正在重建', en: 'the tables of a new version are being built' },
  'facts-not-ready': { zh: '其他服务的数据尚未同步', en: 'facts of another service lag behind' },
  'processes-stuck': { zh: '流程处理受阻，正在重试', en: 'processes cannot go on and try again' },
  'deadlines-stuck': { zh: '期限处理受阻，正在重试', en: 'deadlines cannot go on and try again' },
  'events-parked': { zh: '有事件无法处理，已搁置', en: 'events that cannot be folded are parked' },
  'calendar-pending': { zh: '有期限等待年度日历', en: 'deadlines wait for the calendar of a year' },
  'calendar-ends': { zh: '已载入的年度日历即将用完', en: 'the last loaded calendar year ends soon' },
  'state-unknown': { zh: '状态不明', en: 'its state cannot be told' },
} as const satisfies Record<string, Text>;

export type TroubleCode = keyof typeof troubleKinds;

/** Something amiss, as the body of readiness tells it. */
export interface Trouble {
  readonly code: TroubleCode;
  readonly text: Text;
  /** What it is about: a projection, a context, a count. */
  readonly subject?: string;
  /** What is known of this one: the reason, and the command that mends it. */
  readonly detail?: Text;
  /** When it began, as far as this process has seen it; an instant in UTC. */
  readonly since: string;
  /** Where it stands what to do. */
  readonly runbook: string;
}

/** What a part finds amiss, before it is known since when. */
export interface Amiss {
  readonly code: TroubleCode;
  readonly subject?: string;
  readonly detail?: Text | undefined;
  /** Where it is known better than by the first look that saw it. */
  readonly since?: string;
}

/** The troubles of one part, each with the moment from which on it was told without a break. */
export class Standing {
  #now: readonly Trouble[] = [];

  /** Replaces what stands; what stood already keeps its beginning. */
  set(found: readonly Amiss[]): void {
    const before = this.#now;
    this.#now = found.map(({ code, subject, detail, since }) => {
      const known = before.find((one) => one.code === code && one.subject === subject);
      return {
        code,
        text: troubleKinds[code],
        ...(subject !== undefined && { subject }),
        ...(detail !== undefined && { detail }),
        since: since ?? known?.since ?? new Date().toISOString(),
        runbook: `docs/operating.md#${code}`,
      };
    });
  }

  get troubles(): readonly Trouble[] {
    return this.#now;
  }
}
