import type { DbResourceId } from '../../../shared/contracts/fields.ts';
import type { AssessInput, StepInput } from '../../../shared/contracts/recovery/run.ts';
import type { PromoteReplicaSpec } from '../../../shared/contracts/specs/promote-replica.ts';
import type { ScaleServiceSpec } from '../../../shared/contracts/specs/scale-service.ts';
import type { PlanStep } from '../../../shared/contracts/step-kind.ts';
import { knownOf } from '../../../shared/domain/reading.ts';
import { mayHaveActed } from '../../../shared/executor/acts.ts';
import { advance, type Kind } from '../../../shared/executor/advance.ts';
import { assessKind } from '../../../shared/executor/assess-kind.ts';
import { handOver } from '../../../shared/executor/hand-over.ts';
import type { StepRun } from '../../../shared/executor/step.ts';
import type { PromoteReplicaFacts } from '../../../shared/steps/promote-replica/dependencies.ts';
import { type PromoteCommand, promoteReplica } from '../../../shared/steps/promote-replica/promote-replica.ts';
import { promotion } from '../../../shared/steps/promote-replica/promotions.ts';
import {
  type ScaleCommand,
  type ScaleServiceFacts,
  scaleService,
} from '../../../shared/steps/scale-service/scale-service.ts';
import { fenceKind } from './fence.ts';
import { observeFork, observeReplica, stopFollowing } from './scene.ts';
import type { Stage } from './stage.ts';
import type { TaskSurroundings } from './world.ts';

const observePromotion = async (
  _spec: PromoteReplicaSpec,
  run: StepRun,
  { scene, process, promotions }: Stage,
): Promise<PromoteReplicaFacts> => {
  const facts = await process.turn(() => observeReplica(scene, run.now));
  const found = knownOf(facts.instance);
  if (found === undefined || found.source !== undefined || mayHaveActed(run, promotion))
    return { ...facts, fork: undefined };
  const promotedBy = await promotions.find(idOf(found.resourceId), run);
  return { ...facts, fork: await process.turn(() => observeFork(scene, promotedBy, run)) };
};

const isId = (id: string): id is DbResourceId => id.startsWith('db-');
const idOf = (id: string): DbResourceId => {
  if (isId(id)) return id;
  throw new Error(`${id} is no resource id`);
};

const promoteKind: Kind<PromoteReplicaSpec, PromoteReplicaFacts, PromoteCommand, Stage> = {
  step: {
    ...promoteReplica,
    conclude: undefined,
    survey: undefined,
    observe: observePromotion,
    announce: async ({ instance }, run, { promotions }) => {
      const found = knownOf(instance);
      if (found !== undefined) await promotions.keep(idOf(found.resourceId), run);
    },
    send: (command, { scene, process, told }) =>
      process.turn(() => {
        scene.promotions += 1;
        scene.replica = stopFollowing(scene.replica, process.now());
        told(`rds:PromoteReadReplica ${command.input.DBInstanceIdentifier}`);
        return {};
      }),
  },
  specOf: (step) => ('promoteReplica' in step ? step.promoteReplica : undefined),
};

const noService = { kind: 'unreadable', failure: { error: 'ServiceNotFoundException', message: '' } } as const;

const scaleKind: Kind<ScaleServiceSpec, ScaleServiceFacts, ScaleCommand, Stage> = {
  step: {
    ...scaleService,
    conclude: undefined,
    survey: undefined,
    announce: undefined,
    observe: (_spec, _run, { scene, process }) =>
      process.turn(() => {
        const { serviceStatus: status, runningTasks } = scene;
        const value = { status, desired: runningTasks, running: runningTasks, failedDeployment: undefined };
        const service = status === 'missing' ? noService : ({ kind: 'known', value } as const);
        return { service, stopReasons: { kind: 'known', value: [] } };
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

type Around = TaskSurroundings & { aws: Stage };

const look = (planStep: PlanStep, input: StepInput, around: Around) => {
  if ('promoteReplica' in planStep) return advance(promoteKind, input, around);
  if ('scaleService' in planStep) return advance(scaleKind, input, around);
  if ('fenceDatabase' in planStep) return advance(fenceKind, input, around);
  throw new Error(`the step ${planStep.id} is of a kind that this world does not have`);
};

/** One look at a step by the real executor. */
export const lookAtStep = async (planStep: PlanStep, input: StepInput, around: Around) =>
  await handOver(input, await look(planStep, input, around), around.ledgerOf);

/** What all steps of a kind say before the first act. */
export const assess = (input: AssessInput, around: Around) => {
  if (input.assessKind === 'promoteReplica') return assessKind(promoteKind, input, around);
  if (input.assessKind === 'scaleService') return assessKind(scaleKind, input, around);
  if (input.assessKind === 'fenceDatabase') return assessKind(fenceKind, input, around);
  throw new Error(`steps of the kind ${input.assessKind} this world does not have`);
};
