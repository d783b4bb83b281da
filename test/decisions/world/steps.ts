import type { PlanStep } from '../../../shared/contracts/plan.ts';
import type { StepInput } from '../../../shared/contracts/run.ts';
import type { PromoteReplicaSpec } from '../../../shared/contracts/specs/promote-replica.ts';
import type { ScaleServiceSpec } from '../../../shared/contracts/specs/scale-service.ts';
import { advance, type Kind } from '../../../shared/steps/advance.ts';
import type { PromoteReplicaFacts } from '../../../shared/steps/promote-replica/observe.ts';
import { type PromoteCommand, promoteReplica } from '../../../shared/steps/promote-replica.ts';
import { type ScaleCommand, type ScaleServiceFacts, scaleService } from '../../../shared/steps/scale-service.ts';
import type { Process } from './process.ts';
import { observeReplica, type Scene } from './scene.ts';
import type { TaskSurroundings } from './world.ts';

/** What stands in the place of AWS: the scene, and who is told of each call that changes it. */
export type Stage = Readonly<{ scene: Scene; process: Process; told: (call: string) => void }>;

const promoteKind: Kind<PromoteReplicaSpec, PromoteReplicaFacts, PromoteCommand, Stage> = {
  step: {
    ...promoteReplica,
    observe: (_spec, run, { scene, process }) => process.turn(() => observeReplica(scene, run.now)),
    send: (command, { scene, process, told }) =>
      process.turn(() => {
        scene.promotions += 1;
        told(`rds:PromoteReadReplica ${command.input.DBInstanceIdentifier}`);
        return {};
      }),
  },
  specOf: (step) => ('promoteReplica' in step ? step.promoteReplica : undefined),
};

const scaleKind: Kind<ScaleServiceSpec, ScaleServiceFacts, ScaleCommand, Stage> = {
  step: {
    ...scaleService,
    observe: (_spec, _run, { scene, process }) =>
      process.turn(() => {
        const counts = { status: 'ACTIVE', desired: scene.runningTasks, running: scene.runningTasks };
        const value = { ...counts, failedDeployment: undefined };
        return { service: { kind: 'known', value }, stopReasons: { kind: 'known', value: [] } };
      }),
    send: (command, { scene, process, told }) =>
      process.turn(() => {
        scene.runningTasks = command.input.desiredCount;
        told(`ecs:UpdateService ${command.input.service} ${command.input.desiredCount}`);
        return {};
      }),
  },
  specOf: (step) => ('scaleService' in step ? step.scaleService : undefined),
};

/** One look at a step by the real executor. */
export const lookAtStep = (planStep: PlanStep, input: StepInput, around: TaskSurroundings & { aws: Stage }) => {
  if ('promoteReplica' in planStep) return advance(promoteKind, input, around);
  if ('scaleService' in planStep) return advance(scaleKind, input, around);
  throw new Error(`the step ${planStep.id} is of a kind that this world does not have`);
};
