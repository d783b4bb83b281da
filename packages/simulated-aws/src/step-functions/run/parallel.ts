import { createCancellation } from '../cancellation.ts';
import type { Block, ParallelState } from '../definition/states.ts';
import { Cancelled } from '../failure.ts';
import type { Document } from '../json.ts';
import { evaluate } from '../jsonata/evaluate.ts';
import { withinQuota } from '../quota.ts';
import { bindingsOf } from './bindings.ts';
import type { Mark, Parts } from './execution.ts';
import type { Flow, Outcome, RunBlock, Visit } from './flow.ts';
import { withHandlers } from './handlers.ts';
import { endingOf } from './outcome.ts';

/** What the works answer, in order. The first that fails ends the others, and its failure is thrown when all have ended. */
export async function allOrFirstFailure<T>(works: readonly Promise<T>[], endOthers: () => void): Promise<T[]> {
  let first: unknown;
  const marked = works.map((work) =>
    work.catch((error: unknown) => {
      if (first === undefined && !(error instanceof Cancelled)) first = error;
      endOthers();
      throw error;
    }),
  );
  const settled = await Promise.allSettled(marked);
  if (first !== undefined) throw first;
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

export async function argumentsOf(visit: Visit<ParallelState>, retryCount: number): Promise<Document> {
  const { Arguments } = visit.state;
  if (Arguments === undefined) return visit.input;
  return withinQuota(await evaluate(Arguments, 'Arguments', bindingsOf(visit, { retryCount })), visit.name);
}

/** Branches side by side, each with a scope of its own. */
export function runParallel(visit: Visit<ParallelState>, runBlock: RunBlock): Promise<Outcome> {
  const { flow, state, name } = visit;
  const { history } = flow.execution;
  const attempt = async (retryCount: number): Promise<Outcome> => {
    const documents = await runBranches(visit, runBlock, await branchesOf(visit, retryCount));
    const result = withinQuota(
      documents.map(({ value }) => value),
      name,
    );
    history.add(flow.line, 'ParallelStateSucceeded');
    const { Assign, Output, Next } = state;
    const bindings = bindingsOf(visit, { result: result.value, retryCount });
    return await endingOf(visit, { Assign, Output, next: Next, otherwise: result }, bindings);
  };
  return withHandlers(visit, attempt, () => history.add(flow.line, 'ParallelStateFailed'));
}

async function runBranches(visit: Visit<ParallelState>, runBlock: RunBlock, { begun, start, marks }: Parts<Document>) {
  const { flow, state } = visit;
  const cancellation = createCancellation(flow.cancellation);
  const lines = state.branches.map(() => ({ last: start }));
  const run = (block: Block, index: number): Promise<Document> => {
    const line = lines[index] ?? { last: start };
    const branch: Flow = { ...flow, cancellation, line, mark: marks.get(index) ?? {}, scope: { ...flow.scope } };
    return runBlock(branch, block, begun);
  };
  try {
    return await allOrFirstFailure(state.branches.map(run), cancellation.cancel);
  } finally {
    cancellation.detach();
    flow.line.last = Math.max(start, ...lines.map(({ last }) => last));
  }
}

/** Those that a redrive finds; a retry begins them all anew. */
async function branchesOf(visit: Visit<ParallelState>, retryCount: number): Promise<Parts<Document>> {
  const { execution, line, mark } = visit.flow;
  const left = mark.standing?.branches;
  if (left !== undefined && retryCount === 0) return left;
  const begun = await argumentsOf(visit, retryCount);
  execution.history.add(line, 'ParallelStateStarted');
  const marks = new Map(visit.state.branches.map((_, index): [number, Mark] => [index, {}]));
  const branches = { begun, start: line.last, marks };
  if (mark.standing !== undefined) mark.standing.branches = branches;
  return branches;
}
