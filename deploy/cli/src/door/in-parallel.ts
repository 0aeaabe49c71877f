/** Maps a list with so many tasks under way at once, answers in the order of the list. */
export async function inParallel<T, R>(list: readonly T[], width: number, task: (item: T, at: number) => Promise<R>): Promise<R[]> {
  const answers = new Array<R>(list.length);
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const at = next++;
      answers[at] = await task(list[at] as T, at);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, list.length) }, worker));
  return answers;
}
