import type { Execution, World } from './world.ts';

/** The execution that holds the lock of a plan dies, with the lock in its hand. */
export const killHolder = ({ table, executions, questions }: World, plan: string, state: Execution['state']): void => {
  const holder = table.locks.get(plan)?.holder;
  const execution = holder && executions.get(holder.executionArn);
  if (execution === undefined) throw new Error(`no run of ${plan} holds its lock`);
  execution.process.kill();
  execution.state = state;
  questions.delete(plan);
};
