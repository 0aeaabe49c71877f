import { ForkDetected, LogRefused, LogTruncated, UnsafeTopic } from '@yimen/event-log';
import type { Text } from '@yimen/kernel';

/** What an operator is told of trouble with the log that waiting does not mend: its name, what it means, and what mends it. Undefined for other errors. */
export function logTrouble(error: unknown): Text | undefined {
  if (error instanceof ForkDetected) {
    const { context, generation } = error.topic;
    const restored = error.reason === 'store-behind' || error.reason === 'log-ahead' || error.reason === 'record-differs';
    const first = restored ? `yimen store restored ${context}` : '';
    const then = `yimen log republish ${context}`;
    return {
      zh: `fork（${error.reason}）：日志 ${context}.g${generation} 与事件库不符，已停止发布；请执行 ${[first, then].filter(Boolean).join('，再执行 ')}`,
      en: `fork (${error.reason}): ${error.message}`,
    };
  }
  if (error instanceof LogTruncated) {
    const { context, generation } = error.topic;
    return {
      zh: `log-truncated：日志 ${context}.g${generation} 缺少位置 ${error.wanted} 起的事件；请执行 yimen log republish ${context}`,
      en: `log-truncated: ${error.message}. Mend it: run \`yimen log republish ${context}\``,
    };
  }
  if (error instanceof UnsafeTopic) {
    return {
      zh: '日志主题的设置可能丢失事件（unsafe-topic），未向其发布；请按所列数值修改 Kafka 主题设置',
      en: `unsafe-topic: ${error.message}`,
    };
  }
  if (error instanceof LogRefused) {
    return { zh: 'Kafka 拒绝本服务（log-refused）：请核对凭据、证书与权限', en: `log-refused: ${error.message}` };
  }
  return undefined;
}
