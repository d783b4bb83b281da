import { DbInstanceId } from '../../../shared/contracts/fields.ts';
import type { Fact } from '../../../shared/contracts/ledger-entry.ts';
import { Debt } from '../../../shared/contracts/recovery/debt.ts';
import type { PayOutput } from '../../../shared/contracts/recovery/payment.ts';
import { fenceOf } from '../../../shared/domain/recovery/debts.ts';
import { payFence } from '../../../shared/steps/fence-database/pay-fence.ts';
import { booksOf, createDebts } from '../../support/debts.ts';
import { facts, runId } from '../support/entries.ts';
import { given, planOf, stepId } from '../support/plan.ts';
import type { useAws } from './simulated-aws.ts';
import { createTheatre } from './theatre.ts';

type Simulated = ReturnType<ReturnType<typeof useAws>>;

export const region = 'us-west-2';
export const closedGroup = given.fence.fenceDatabase.closedSecurityGroup;
const fence = stepId('fence');

const owedOf = (instance: string): Fact => ({
  type: 'stepDone',
  evidence: {
    ...{ fenced: false, owed: true, instance, region, since: '2026-01-05T03:00:00.000Z' },
    ...{ because: 'silence', attempt: 1, payment: 1 },
  },
});

/** A run that has promoted and owes its fence, with the old primary in the simulated AWS. */
export const stagePayment = (
  simulated: Simulated,
  { hasTakenOver = true, isOwed = true, instance = 'orders-prod' } = {},
) => {
  const step = { ...given.fence, fenceDatabase: { ...given.fence.fenceDatabase, instance } };
  const plan = planOf({ data: [step, given.promote] });
  const theatre = createTheatre(plan);
  // A payment has its own right: no stage is confirmed for it.
  theatre.state.isConfirmed = false;
  if (isOwed) theatre.write('step:fence', owedOf(instance));
  if (hasTakenOver)
    for (const fact of [facts.started, facts.intent, facts.accepted]) theatre.write('step:database', fact);
  const debts = createDebts();
  const debt = Debt.parse({
    ...{ instance, region, runId, stepId: fence, attempt: 1, keepTrying: 604_800, because: 'silence' },
    ...{ since: '2026-01-05T03:00:00.000Z' },
    fence: fenceOf({
      instance: DbInstanceId.parse(instance),
      region: plan.regions.primary,
      closedSecurityGroup: closedGroup,
    }),
  });
  if (isOwed) debts.set([debt]);
  const reported: number[] = [];
  const { pass } = theatre.fuse;
  const passing = async <T>(work: () => Promise<T>): Promise<T> => {
    await pass();
    const result = await work();
    await pass();
    return result;
  };
  const aws = {
    rds: simulated.dependencies.rds,
    ec2: simulated.dependencies.ec2,
    tryDoor: async () => 'silent' as const,
    debts: { ...debts, change: (...all: Parameters<typeof debts.change>) => passing(() => debts.change(...all)) },
    readBooks: booksOf(debts),
    ledgerOf: theatre.surroundings({}).ledgerOf,
    now: () => new Date(theatre.now()).toISOString(),
  };
  const surroundings = theatre.surroundings(aws);
  const reportOwed = async (count: number) => void reported.push(count);
  const look = (used = 0) =>
    payFence({ runId, stepId: fence, pay: 1, used, retries: 0 }, { ...surroundings, reportOwed });
  const told = (type: Fact['type']) =>
    theatre.entries().flatMap(({ stream, fact }) => (stream === 'debt:fence' && fact.type === type ? [fact] : []));
  return { theatre, debts, reported, look, told, plan };
};

type Staged = ReturnType<typeof stagePayment>;

/** As the machine does it, with a hundred seconds of the simulation's time for each look; a function that died is called again. */
export const payToEnd = async ({ theatre, look }: Staged): Promise<{ last: PayOutput; deaths: number }> => {
  let deaths = 0;
  for (let turn = 0; turn < 200; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const output = await theatre.fuse.outlive(() => look());
    if (output === undefined) deaths += 1;
    else if (output.status !== 'waiting') return { last: output, deaths };
    theatre.sleep(output?.waitSeconds ?? 1);
  }
  throw new Error('no end after 200 looks');
};
