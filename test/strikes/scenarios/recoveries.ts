import { readRecord } from '../../../rehearsal/read-results.ts';
import { endStateOf, recovered, untouched } from '../../rehearsal/end-state.ts';
import { quick } from '../../support/quick.ts';
import { askStates, executionsOf } from '../../support/settling.ts';
import { type Scene, type SceneSettings, setScene, startInput } from '../../support/virtual-run.ts';
import type { Scenario } from '../scenario.ts';

const lost = 'us-west-2';

type Input = Readonly<Record<string, unknown>>;

/** Starts `recover` as a person does, who tries again when the call fails. */
export const start = async (scene: Scene, changes: Input = {}): Promise<void> => {
  const name = `run-${executionsOf(scene, 'recover').length + 1}`;
  const input = JSON.stringify(startInput(scene, changes));
  await askStates(scene, 'StartExecution', { stateMachineArn: scene.stack.recoverArn, name, input });
};

export const differences = (is: Input, shouldBe: Input): string[] =>
  Object.entries(shouldBe)
    .filter(([name, value]) => is[name] !== value)
    .map(([name, value]) => `${name} is ${String(is[name])}, not ${String(value)}`);

export const lastOutcome = (scene: Scene): string => {
  const run = executionsOf(scene, 'recover').at(-1);
  return (run && readRecord(scene, run.name)?.outcome) ?? 'nothing';
};

export const notRecovered = async (scene: Scene): Promise<string[]> => [
  ...differences(await endStateOf(scene), recovered),
  ...differences({ outcome: lastOutcome(scene) }, { outcome: 'succeeded' }),
];

const touched = async (scene: Scene, outcome: string): Promise<string[]> => [
  ...differences(await endStateOf(scene), untouched),
  ...differences({ outcome: lastOutcome(scene) }, { outcome }),
];

/** A run that was ended from outside is resumed; one that ended itself is followed by another. */
export const resumeOr =
  (startAgain: (scene: Scene) => Promise<void>) =>
  async (scene: Scene): Promise<void> => {
    const last = executionsOf(scene, 'recover').at(-1);
    if (last?.status === 'ABORTED' || last?.status === 'TIMED_OUT')
      await askStates(scene, 'RedriveExecution', { executionArn: last.arn });
    else await startAgain(scene);
  };

type Recovery = Pick<Scenario, 'name' | 'isStruck'> &
  Partial<Pick<Scenario, 'wrong'>> &
  Readonly<{
    input?: Input;
    settings?: SceneSettings;
    /** What has happened to the plan before anybody starts. */
    happens?: (scene: Scene) => Promise<void> | void;
  }>;

export const recovery = ({
  input = {},
  settings = {},
  happens = () => undefined,
  wrong = notRecovered,
  ...rest
}: Recovery): Scenario => ({
  ...rest,
  set: (given) => setScene({ ...quick, answers: { approval: 'approve', failure: 'retry' }, ...settings, ...given }),
  play: async (scene) => {
    await happens(scene);
    await start(scene, input);
  },
  wrong,
  // Whoever begins again hours later knows that more may be lost.
  again: resumeOr((scene) => start(scene, { ...input, bypassHoldDown: true, acceptDataLoss: true })),
});

export const loseRegion = ({ aws }: Scene): void => aws.network.cut(lost);
const runbook = 'region-failover-by-record';

export const regionLost = recovery({ name: 'Region lost', happens: loseRegion });
export const allAlive = recovery({ name: 'all alive' });
export const byRecord = recovery({ name: 'by record', settings: { runbook }, input: { runbook }, happens: loseRegion });
export const dryRun = recovery({
  name: 'dry run',
  input: { dryRun: true },
  wrong: (scene) => touched(scene, 'succeeded'),
});
export const refusedStart = recovery({
  name: 'refused start',
  input: { acceptDataLoss: true, operator: undefined },
  wrong: (scene) => touched(scene, 'refused'),
});
