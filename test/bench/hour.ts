import { type Cast, createStage, inTurn } from '../state-machines/machines.ts';
import { decided, done, end, finished, opened, stage, waits } from '../state-machines/recover/cast.ts';
import { runRecovery, setScene, startInput } from '../support/virtual-run.ts';

export type HourFigures = Readonly<{
  what: string;
  virtualMinutes: number;
  transitions: number;
  /** Of real time. */
  milliseconds: number;
}>;

const minuteMs = 60_000;
const lookEverySeconds = 2;

/** One step that is done when the time has come, and looks every two seconds until then. */
const castUntil = (isOver: () => boolean): Cast => ({
  OpenRun: inTurn({ ...opened, kinds: ['checkEndpoint'] }),
  'of-checkEndpoint': inTurn({ assessed: 1 }),
  DecideRecovery: decided('proceed'),
  ChooseNextStage: inTurn(stage('inline', 'data', 'database'), finished),
  CheckEndpoint: () => (isOver() ? done : { ...waits, waitSeconds: lookEverySeconds }),
  ProveRecovery: inTurn({}),
  RecordFailure: inTurn(end),
  RecordOutcome: inTurn({ outcome: 'succeeded', reason: 'it is well' }),
  NotifyOperators: inTurn({}),
  CloseRun: inTurn({}),
});

/** recover and run-step as they are deployed, with functions that answer at once: what the simulation itself costs. */
const machinesAlone = async (): Promise<HourFigures> => {
  const { room, run } = createStage(castUntil(() => room.clock.now() - startedAt >= 60 * minuteMs));
  const startedAt = room.clock.now();
  const before = performance.now();
  const { status } = await run('recover', { plan: 'orders', reason: 'lost' });
  const milliseconds = performance.now() - before;
  if (status !== 'SUCCEEDED') throw new Error(`the run ended ${status}`);
  const transitions = room.told.filter(({ kind }) => kind === 'stateEntered').length;
  const virtualMinutes = (room.clock.now() - startedAt) / minuteMs;
  if (virtualMinutes < 60) throw new Error(`the hour was over after ${virtualMinutes.toFixed(0)} minutes`);
  return { what: 'machines alone, functions that answer at once', virtualMinutes, transitions, milliseconds };
};

/** The packaged stack: bundles with their AWS clients, HTTP, IAM, every service; as long as the plan's steps may take. */
const packagedStack = async (): Promise<HourFigures> => {
  const scene = await setScene({ durations: { promotionSeconds: 1140 }, provisionSeconds: 540 });
  scene.aws.network.cut('us-west-2');
  const [startedAt, eventsBefore] = [scene.clock.now(), scene.events.length];
  const before = performance.now();
  const { status } = await runRecovery(scene, startInput(scene));
  const milliseconds = performance.now() - before;
  if (status !== 'SUCCEEDED') throw new Error(`the run ended ${status}`);
  const transitions = scene.events.slice(eventsBefore).filter(({ kind }) => kind === 'stateEntered').length;
  const virtualMinutes = (scene.clock.now() - startedAt) / minuteMs;
  return { what: 'the packaged stack, shielda', virtualMinutes, transitions, milliseconds };
};

/** What a long recovery costs on the virtual clock; the best of three. */
export const measureHour = async (): Promise<HourFigures[]> => {
  const best = async (measure: () => Promise<HourFigures>): Promise<HourFigures> => {
    const tries = [await measure(), await measure(), await measure()];
    return tries.reduce((one, other) => (one.milliseconds <= other.milliseconds ? one : other));
  };
  return [await best(machinesAlone), await best(packagedStack)];
};
