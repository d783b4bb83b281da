import { allOrFirstFailure } from './parallel.ts';

/** Works 0 … count-1, so many at once, begun in order; the first failure ends them all. */
export async function runPool(
  { count, limit, endAll }: { count: number; limit: number; endAll: () => void },
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  const workers = Array.from({ length: Math.min(count, limit) }, worker);
  await allOrFirstFailure(workers, () => {
    next = count;
    endAll();
  });
}
