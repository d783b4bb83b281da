import * as z from 'zod';
import type { Effect, Named } from './define-kind.ts';
import { askOperator } from './specs/ask-operator.ts';
import { checkData } from './specs/check-data.ts';
import { checkEndpoint } from './specs/check-endpoint.ts';
import { fenceDatabase } from './specs/fence-database.ts';
import { promoteReplica } from './specs/promote-replica.ts';
import { redeployService } from './specs/redeploy-service.ts';
import { scaleService } from './specs/scale-service.ts';
import { switchDns } from './specs/switch-dns.ts';
import { updateConfiguration } from './specs/update-configuration.ts';

/** Every kind of step. Plans, machines, permissions and reports know a kind from here. */
const kinds = [
  promoteReplica,
  switchDns,
  scaleService,
  redeployService,
  checkEndpoint,
  checkData,
  fenceDatabase,
  updateConfiguration,
  askOperator,
] as const;

export const PlanStep = z.union(kinds.map(({ step }) => step));

export const StepKind = z.enum(kinds.map(({ name }) => name));

/** A step names its kind by the one key that holds its spec. */
export type PlanStep = z.output<typeof PlanStep>;

export type StepKind = z.output<typeof StepKind>;

export function kindOf(step: PlanStep): StepKind {
  const kind = kinds.find(({ name }) => name in step);
  if (kind === undefined) throw new TypeError(`step ${step.id} has no kind`);
  return kind.name;
}

export const effectOf = (kind: StepKind): Effect => kindNamed(kind).effect;

function kindNamed(name: StepKind) {
  const kind = kinds.find((one) => one.name === name);
  if (kind === undefined) throw new TypeError(`there is no kind of step ${name}`);
  return kind;
}

/** How what a step has done can be undone; undefined where it changes nothing. */
export const undoingOf = (kind: StepKind) => kindNamed(kind).undo;

/** The things of AWS that a step names. */
export const namedIn = (step: PlanStep): readonly Named[] => kinds.flatMap((kind) => kind.namedIn(step));
