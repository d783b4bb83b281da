import type { SimulatedAws } from 'simulated-aws';
import type { FaultKind } from 'simulated-aws/faults/rule.ts';
import type { WorldEvent } from 'simulated-aws/world.ts';
import { describe, expect, it } from 'vitest';
import { quick } from '../support/quick.ts';
import { runRecovery, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf, recovered } from './end-state.ts';

/**
 * The five functions that change something, and the call with which each does. In every run each of them is struck five
 * times: once at that call, so that between the six runs every kind of fault meets it, and at four calls by their number,
 * so that between them the runs strike the first 24 calls of each function: its first look, its act (13 to 15 calls), the
 * looks after it. Every kind at every one of these calls is the executor's own test (test/shared/steps).
 */
const functions = [
  { name: 'FenceDatabase', change: 'ModifyDBInstance' },
  { name: 'PromoteReplica', change: 'PromoteReadReplica' },
  { name: 'UpdateConfiguration', change: 'PutSecretValue' },
  { name: 'ScaleService', change: 'UpdateService' },
  { name: 'SwitchDns', change: 'PutObject' },
] as const;

/** As the fault rules have it: the call is made, and the process is gone before it hears the answer. */
const unheard = { slowSeconds: 0 } as const;

const kinds: readonly FaultKind[] = [
  'before',
  'after',
  unheard,
  { throttle: true },
  { error: 'InternalFailure', status: 500 },
  'hang',
];

const callsStruck = 24;
const strikesByNumber = 4;
const runs = callsStruck / strikesByNumber;
/** Up to its act, and with it, each of the functions makes at least so many calls. */
const callsOfAct = 13;

type Strike = Readonly<{ name: string; nth: number; operation?: string; kind: FaultKind }>;
type Rule = ReturnType<SimulatedAws['faults']['add']>;

const kindAt = (index: number): FaultKind => kinds[index % kinds.length] ?? unheard;

const numbersOf = (run: number): number[] =>
  Array.from({ length: strikesByNumber }, (_, turn) => run + 1 + turn * runs);

const strikesOf = (run: number): Strike[] =>
  functions.flatMap(({ name, change }, place) => [
    { name, nth: 1, operation: change, kind: kindAt(run + place) },
    ...numbersOf(run).map((nth, turn) => ({ name, nth, kind: kindAt(run + place + 1 + 2 * turn) })),
  ]);

/** Kills a sandbox while the answer of the call that was struck is on its way. */
const createKiller = () => {
  const waiting: { name: string; rule: Rule }[] = [];
  const killed: string[] = [];
  const onEvent = (event: WorldEvent, aws: SimulatedAws): void => {
    if (event.kind !== 'call') return;
    const due = waiting.findIndex(
      ({ name, rule }) => rule.struck() === 1 && event.principal.toLowerCase().endsWith(name.toLowerCase()),
    );
    if (due < 0) return;
    waiting.splice(due, 1);
    if (aws.lambda.kill(event.principal) > 0) killed.push(event.principal);
  };
  return { onEvent, killed, await: (name: string, rule: Rule) => waiting.push({ name, rule }) };
};

/** Where it is not, the old primary is fenced first. */
const isRegionLost = (run: number): boolean => run % 3 === 0;

const mustStrike = ({ name, nth, operation }: Strike, run: number): boolean =>
  (operation !== undefined || nth <= callsOfAct) && !(isRegionLost(run) && name === 'FenceDatabase');

describe('recover, when calls of its functions go wrong', () => {
  it.each(Array.from({ length: runs }, (_, run) => ({ run, numbers: numbersOf(run).join(', ') })))(
    'comes to the same end with faults at the act and at calls $numbers of every acting function',
    async ({ run }) => {
      const killer = createKiller();
      const scene = await setScene({ seed: run + 1, ...quick, onEvent: killer.onEvent });
      const struck = strikesOf(run).map(({ name, ...strike }) => {
        const rule = scene.aws.faults.add({ role: `${name}Role`, ...strike });
        if (strike.kind === unheard) killer.await(name, rule);
        return { name, ...strike, rule };
      });
      if (isRegionLost(run)) scene.aws.network.cut('us-west-2');
      const { record } = await runRecovery(scene, startInput(scene));

      expect(record.reason).toBe('every required step was done, and checks begun after the last change passed');
      expect(record.chain.isWhole).toBe(true);
      expect(await endStateOf(scene)).toEqual(recovered);
      const missed = struck.filter((strike) => mustStrike(strike, run) && strike.rule.struck() === 0);
      expect(missed).toEqual([]);
      expect(killer.killed.length).toBeGreaterThan(2);
    },
  );
});
