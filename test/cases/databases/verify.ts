import type { CopyAccess } from '../../../functions/ask-copy/open-copy.ts';
import { verifiedPlan } from '../../functions/verification/plan.ts';
import { playRun } from '../../functions/verification/play-run.ts';
import { createVerifyWorld } from '../../functions/verification/world.ts';
import { connectTo, type RealServer } from './real-server.ts';

type Told = Readonly<{ data?: Record<string, unknown>; check?: string; source?: string }>;

/**
 * A verification whose copy is this server: its record, and the notice. `data`: what the plan expects besides its check; `source`: the
 * database that stands for what the copy is compared with.
 */
export const verify = async (
  { server }: RealServer,
  { data = {}, check = 'SELECT 1', source = 'orders' }: Told = {},
) => {
  const world = await createVerifyWorld(verifiedPlan('instance', check, data));
  try {
    const { dependencies } = world;
    const connect = connectTo(server);
    const access: CopyAccess = {
      ...dependencies.access,
      connect,
      withDatabase: (place, work) => connect({ ...place, database: source, user: 'postgres', password: 'any' }, work),
    };
    const record = await playRun({ ...world, dependencies: { ...dependencies, access } }, 'run');
    const [result] = record.results;
    if (result === undefined) throw new Error('nothing was verified');
    return { record, result, notice: world.notices.at(-1)?.message ?? '' };
  } finally {
    await world.close();
  }
};

export type Verified = Awaited<ReturnType<typeof verify>>;

/** Of each unit its outcome, or what was said of it. */
export const saidOf = ({ result }: Verified): Record<string, string> =>
  Object.fromEntries(result.checks.map(({ unit, outcome, because }) => [unit, because ?? outcome]));
