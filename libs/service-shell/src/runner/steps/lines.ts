/** Lets the tasks of one name run one after the other; tasks of different names do not wait for each other. */
export class Lines {
  private readonly last = new Map<string, Promise<unknown>>();

  async in<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = this.last.get(name) ?? Promise.resolve();
    // A failed task is its own caller's matter; the next in line goes on.
    const mine = before.then(task, task);
    this.last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(name) === mine) this.last.delete(name);
    }
  }
}
