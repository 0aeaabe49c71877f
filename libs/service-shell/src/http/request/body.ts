import { problem, ProblemError } from '../../problems/problems.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Most brackets that may be open at once: what comes later walks the body recursively. */
const MAX_OPEN = 64;

/** A JSON body from its bytes. Throws ProblemError 400 for bytes that are no UTF-8, text that is no JSON, and nesting beyond reason. */
export function parseBody(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return undefined;
  const text = decoded(bytes);
  if (deeperThan(text, MAX_OPEN)) throw malformed('嵌套过深', 'nested too deeply');
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('不是有效的 JSON', 'not valid JSON');
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed('不是有效的 UTF-8', 'not valid UTF-8');
  }
}

/** Counts brackets outside strings, before anything recursive sees the text. */
function deeperThan(text: string, most: number): boolean {
  let open = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (quoted) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) quoted = false;
    } else if (char === 0x22) quoted = true;
    else if (char === 0x7b || char === 0x5b) {
      open += 1;
      if (open > most) return true;
    } else if (char === 0x7d || char === 0x5d) open -= 1;
  }
  return false;
}

function malformed(zh: string, en: string): ProblemError {
  return new ProblemError(problem('malformed', { detail: { zh, en } }));
}
