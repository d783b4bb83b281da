import type { WorldEvent } from 'simulated-aws/world.ts';
import { type Account, openAccount } from './account.ts';
import { happen } from './happen/happen.ts';
import type { Happening } from './schema/happening.ts';
import type { Situation } from './schema/situation.ts';
import { type Told, tell } from './told.ts';
import { type Witnessed, watchTruth } from './truth.ts';

/** Of what is waited for at most: a run may be silent for hours, and no situation of these lasts longer. */
const longestMs = 3 * 86_400_000;
const lookMs = 1000;
/** After the last execution has ended: for the event of an end to wake what settles it. */
const stillMs = 15_000;

/** The machines whose executions end by themselves. */
const machines = ['recover', 'run-step', 'settle-run', 'verify-restores', 'detect', 'pay-fence'].map(
  (name) => `lifeboat-dev-${name}`,
);
const payer = 'lifeboat-dev-pay-fence';

/** In one of these nobody can close it. */
const stuck: ReadonlySet<string | undefined> = new Set(['stopped', 'storage-full', 'failed', 'incompatible-network']);

/** A payment tries for days to close the old primary: while that cannot be it is at rest. */
const isBusy = ({ scene: { aws, plan } }: Account): boolean => {
  const region = plan.regions.primary;
  const primary = aws.rds.inspectAll(region).find((one) => one.DBInstanceIdentifier === 'shielda-prod');
  const isFutile = aws.network.isCut(region) || stuck.has(primary?.DBInstanceStatus);
  const awaited = machines.filter((name) => !(isFutile && name === payer));
  return aws.stepFunctions
    .executions()
    .some(({ machine, status }) => status === 'RUNNING' && awaited.includes(machine.name));
};

/** Waits until all that runs has ended, and nothing has begun since. */
const rest = async (account: Account): Promise<void> => {
  const { scene } = account;
  const until = scene.clock.now() + longestMs;
  let stillSince = scene.clock.now();
  while (scene.clock.now() - stillSince < stillMs) {
    await scene.clock.sleep(lookMs);
    if (isBusy(account)) stillSince = scene.clock.now();
    if (scene.clock.now() > until) throw new Error('it did not come to rest in three days');
  }
};

/** `question`: people are asked something, which they have heard by then. `closeRun UpdateItem`: a call of this function. */
const isThat = (event: WorldEvent, name: string): boolean => {
  if (event.kind === 'stateEntered') return event.state === name;
  if (event.kind !== 'call') return false;
  const [by, operation] = name.split(' ');
  if (operation !== undefined) return event.principal.endsWith(`-${by}`) && event.operation === operation;
  return name === 'question' ? askers.test(event.principal) && event.operation === 'Publish' : event.operation === name;
};

const askers = /-(awaitApproval|askOperator)$/;

/** Resolves within the event of this call or state that is the nth of its name. */
const untilOnce = (account: Account, { once, nth }: Readonly<{ once: string; nth: number }>): Promise<void> => {
  let seen = 0;
  return new Promise((resolve) => {
    account.listen((event) => {
      if (!isThat(event, once)) return;
      seen += 1;
      if (seen === nth) resolve();
    });
  });
};

const begin = async (account: Account, happening: Happening): Promise<void> => {
  const { at, once, nth, after } = happening;
  const { clock } = account.scene;
  if (once !== undefined) await untilOnce(account, { once, nth });
  const delay = (at ?? 0) + after;
  if (delay > 0) await clock.sleep(delay * 1000);
  await happen(account, happening);
};

const nameOf = (happening: Happening): string => JSON.stringify(happening);

/** Fails when something of the situation never came about: it would be another situation. */
const awaitAll = async ({ scene }: Account, begun: readonly (readonly [Happening, Promise<void>])[]): Promise<void> => {
  const open = new Set(begun.map(([happening]) => happening));
  const all = Promise.all(begun.map(([happening, done]) => done.then(() => open.delete(happening))));
  const late = scene.clock.sleep(longestMs).then(() => {
    throw new Error(`it never came to: ${[...open].map(nameOf).join('; ')}`);
  });
  await Promise.race([all, late]);
};

export type Played = Readonly<{ told: Told; witnessed: readonly Witnessed[] }>;

/** Plays a situation in an account of its own, and tells what it came to. */
export const play = async (situation: Situation): Promise<Played> => {
  const account = await openAccount(situation);
  const { clock } = account.scene;
  for (const happening of situation.given) await clock.runUntil(happen(account, happening));
  const witnessed = watchTruth(account);
  const begunAt = clock.now();
  await clock.runUntil(
    awaitAll(
      account,
      situation.when.map((one) => [one, begin(account, one)] as const),
    ),
  );
  const left = begunAt + situation.until * 1000 - clock.now();
  if (left > 0) await clock.advance(left);
  await clock.runUntil(rest(account));
  return { told: await tell(account, witnessed), witnessed };
};
