import { chooseNextStage } from '../../../functions/choose-next-stage/choose-next-stage.ts';
import type { SeenExecution } from '../../../shared/aws/look-at-execution.ts';
import { ChooseNextStageInput } from '../../../shared/contracts/recovery/run.ts';
import type { Told } from '../../shared/support/entries.ts';
import { given, openedFor, planOf } from '../../shared/support/plan.ts';
import { nextRunId, type RunWorld } from '../support/run-world.ts';

export const plan = planOf({ data: [given.promote, { ...given.scale, required: false }], proof: [given.check] });
const proceed: Told = ['run', { type: 'decided', verdict: 'proceed', reason: 'automatic', evidence: {} }];

export const ended = (status: 'FAILED' | 'ABORTED' | 'TIMED_OUT' | 'SUCCEEDED'): SeenExecution => ({
  kind: 'ended',
  status,
  at: '2026-01-05T03:00:00.000Z',
  input: '{}',
  why: { error: '', cause: '' },
});

export const preparer =
  (world: RunWorld) =>
  async (told: readonly Told[] = [], { dryRun = false, seen = ended('FAILED'), ...change }: Change = {}) => {
    const runId = nextRunId();
    const of = change.plan ?? plan;
    await world.tell(runId, [['run', openedFor(of, { dryRun })], proceed, ...told]);
    const looks: string[] = [];
    const sight = { seen };
    const dependencies = {
      plans: { [of.plan]: of },
      ledgerOf: world.ledgerOf,
      control: world.control,
      lookAtExecution: async (arn: string) => {
        looks.push(arn);
        if (sight.seen === 'nobody knows') throw new Error('AccessDenied');
        return sight.seen;
      },
      runStepMachine: 'lifeboat-dev-run-step',
      now: () => change.now ?? '2026-01-05T03:02:00.000Z',
    };
    const choose = (ranStage = '-', ranPass = ranStage === '-' ? 0 : 1) =>
      chooseNextStage(ChooseNextStageInput.parse({ runId, ranStage, ranPass }), dependencies);
    return { runId, choose, looks, sight };
  };
type Change = Readonly<{ dryRun?: boolean; plan?: typeof plan; seen?: SeenExecution | 'nobody knows'; now?: string }>;
