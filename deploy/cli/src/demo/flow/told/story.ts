import { isDeepStrictEqual } from 'node:util';
import { ProblemAnswered } from '../../../door/door.js';
import { ruleLine } from './rule-line.js';

/** How a refusal must look: its status, its code, and the rule that it names. */
export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly rule?: string;
}

/** Tells a story step by step, counts what was checked, and keeps what was not as expected. */
export class Story {
  private steps = 0;
  private checks = 0;
  private readonly unexpected: string[] = [];

  constructor(private readonly tell: (line: string) => void) {}

  chapter(zh: string, en: string): void {
    this.tell(`\n━━ ${zh} ${en}`);
  }

  /** One step of one person. What it throws ends the story: the steps after it stand on this one. */
  async step<T>(zh: string, en: string, work: (step: Step) => Promise<T>): Promise<T> {
    const number = String(++this.steps).padStart(2);
    const step = new Step();
    try {
      return await work(step);
    } catch (error) {
      step.faults.push(error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      this.checks += step.checks;
      this.tell(`${step.faults.length === 0 ? '✓' : '✗'} ${number} ${zh} ${en}`);
      for (const line of [...step.lines, ...step.faults.map((fault) => `✗ ${fault}`)]) this.tell(`     ${line}`);
      this.unexpected.push(...step.faults.map((fault) => `${number} ${zh} ${en}: ${fault}`));
    }
  }

  /** Closes the story; true where all was as expected. One that broke off is not. */
  end(broken = false): boolean {
    const count = `${this.steps} 步 steps，${this.checks} 项核对 checks`;
    if (broken) this.tell(`\n${count}；中断 broken off.`);
    if (broken && this.unexpected.length === 0) return false;
    if (this.unexpected.length === 0) this.tell(`\n全部符合预期。All as expected: ${count}.`);
    else this.tell(`\n${count}；不符 not as expected:\n${this.unexpected.map((line) => `  ✗ ${line}`).join('\n')}`);
    return this.unexpected.length === 0;
  }
}

export class Step {
  readonly lines: string[] = [];
  readonly faults: string[] = [];
  checks = 0;

  /** What the step changed, as a person sees it. */
  show(line: string): void {
    this.lines.push(`→ ${line}`);
  }

  /** Compares by value; where they differ, the step says what was expected and what came. */
  expect(what: string, came: unknown, expected: unknown): void {
    this.checks += 1;
    if (isDeepStrictEqual(came, expected)) return;
    this.faults.push(`${what}: 期望 expected ${JSON.stringify(expected)}，实际 came ${JSON.stringify(came)}`);
  }

  /** The request must be refused; shows the refusal with its rule and answers it. */
  async refused(request: Promise<unknown>, expected: Refused): Promise<ProblemAnswered | undefined> {
    this.checks += 1;
    const problem = await request.then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof ProblemAnswered)) throw error;
        return error;
      },
    );
    if (!problem) {
      this.faults.push(`期望被拒绝 expected a refusal ${JSON.stringify(expected)}，实际成功 but it was done`);
      return undefined;
    }
    const { status } = problem;
    const { code, detail, detailEn, rule } = problem.problem;
    this.lines.push(`✋ ${status} ${code ?? ''}：${detail ?? ''} ${detailEn ?? ''}`);
    const named = rule as { readonly id: string } | undefined;
    if (named) this.lines.push(`   ${ruleLine(named)}`);
    this.expect('拒绝 refusal', { status, code, ...(expected.rule && { rule: named?.id }) }, expected);
    return problem;
  }
}
